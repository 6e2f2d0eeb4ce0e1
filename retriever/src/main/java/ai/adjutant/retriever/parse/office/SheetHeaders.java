package ai.adjutant.retriever.parse.office;

import ai.adjutant.retriever.parse.text.Whitespace;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.tika.mime.MediaType;
import org.apache.tika.sax.ContentHandlerDecorator;
import org.xml.sax.Attributes;
import org.xml.sax.ContentHandler;
import org.xml.sax.SAXException;

/**
 * Drops the codes of Excel's page headers and footers ({@code &P}, {@code &"Arial,Bold"}) and keeps
 * their words. They come as paragraphs beside the table, as text boxes do, in which an ampersand is
 * one: a code is taken for one only where a word does not lead up to it. For one thread.
 */
public final class SheetHeaders extends ContentHandlerDecorator {
  private static final Pattern CODE =
      Pattern.compile(
          "&\"[^\"]{0,100}\"|&K(?:[0-9A-Fa-f]{6}|\\d{2}[+-]\\d{3})|&\\d{1,3}"
              + "|(?<![\\p{L}\\d&])&[PNDTAFZGBIUESXYOH](?![\\p{Ll}&])");

  private final StringBuilder paragraph = new StringBuilder();
  private int tables;
  private boolean within;

  private SheetHeaders(ContentHandler handler) {
    super(handler);
  }

  /** Returns the handler, or one before it where the document is a workbook. */
  public static ContentHandler before(ContentHandler handler, MediaType type) {
    String subtype = type.getSubtype();
    boolean workbook = subtype.contains("spreadsheetml") || subtype.contains("ms-excel");
    return workbook ? new SheetHeaders(handler) : handler;
  }

  @Override
  public void startElement(String uri, String name, String qualified, Attributes attributes)
      throws SAXException {
    flush();
    tables += name.equals("table") ? 1 : 0;
    within = name.equals("p") && tables == 0;
    super.startElement(uri, name, qualified, attributes);
  }

  @Override
  public void endElement(String uri, String name, String qualified) throws SAXException {
    flush();
    within = false;
    tables -= name.equals("table") ? 1 : 0;
    super.endElement(uri, name, qualified);
  }

  @Override
  public void characters(char[] chars, int start, int length) throws SAXException {
    if (within) {
      paragraph.append(chars, start, length);
    } else {
      super.characters(chars, start, length);
    }
  }

  private void flush() throws SAXException {
    if (paragraph.isEmpty()) {
      return;
    }
    String words = words(paragraph.toString());
    paragraph.setLength(0);
    super.characters(words.toCharArray(), 0, words.length());
  }

  /** The paragraph without codes; as it is where it holds none. */
  private static String words(String paragraph) {
    Matcher code = CODE.matcher(paragraph);
    if (!code.find()) {
      return paragraph;
    }
    StringBuilder parts = new StringBuilder();
    for (String part : code.replaceAll("").replace("&&", "&").split("\t", -1)) {
      String plain = Whitespace.collapse(part);
      boolean says = plain.chars().anyMatch(Character::isLetterOrDigit);
      parts.append(says && !isPageCount(part, paragraph) ? plain + "\t" : "");
    }
    return parts.toString().stripTrailing();
  }

  /** "Page of ": what is left of a count of pages says nothing. */
  private static boolean isPageCount(String part, String paragraph) {
    String plain = Whitespace.collapse(part);
    return paragraph.contains("&P")
        && plain.matches("(?iu)(?:page|seite|blatt|페이지|쪽)?\\s*[-–/]?\\s*(?:of|von|/)?\\s*[-–]?");
  }
}
