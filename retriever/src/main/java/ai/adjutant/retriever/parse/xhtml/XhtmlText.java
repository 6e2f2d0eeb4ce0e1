package ai.adjutant.retriever.parse.xhtml;

import ai.adjutant.retriever.parse.mark.MarkFilter;
import ai.adjutant.retriever.parse.office.SheetSpans;
import ai.adjutant.retriever.parse.text.TextBuilder;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.tika.mime.MediaType;
import org.jspecify.annotations.Nullable;
import org.xml.sax.Attributes;
import org.xml.sax.helpers.DefaultHandler;

/** Takes the XHTML events of a parser and tells what each element begins and ends; one thread. */
public final class XhtmlText extends DefaultHandler {
  private static final Set<String> BLOCKS =
      Set.of(
          "p",
          "div",
          "blockquote",
          "address",
          "section",
          "article",
          "header",
          "main",
          "aside",
          "figure",
          "figcaption",
          "form",
          "fieldset",
          "hr",
          "body",
          "tbody",
          "tfoot",
          "dt",
          "dd");

  private static final Set<String> SILENT =
      Set.of("head", "script", "style", "title", "template", "noscript", "iframe", "svg");

  private static final String STRUCTURED_DATA = "application/ld+json";

  private static final Set<String> PAGE_CLASSES = Set.of("page", "slide-content", "slide");

  private final TextBuilder text;
  private final XhtmlBlocks blocks;
  private final MarkFilter marks;
  private final boolean page;
  private final boolean paged;
  private final boolean pagesRead;
  private final boolean slides;
  private final FaqMarks faq = new FaqMarks();
  private final FaqScripts scripts;

  /** Type of the script that was opened last; empty once it was taken. */
  private String scriptType = "";

  private boolean begun;
  private int silent;
  private int pages;
  private int divisions;
  private int pageDivision;
  private boolean pageParagraph;
  private int attachments;

  /**
   * Creates a handler that adds to the text.
   *
   * @param pagesRead the paragraphs of a PDF's pages are in the text already, all else is not
   */
  public XhtmlText(TextBuilder text, MediaType type, boolean pagesRead) {
    this.text = text;
    this.blocks = new XhtmlBlocks(text, type);
    this.marks = new MarkFilter(blocks);
    this.scripts = new FaqScripts(text);
    String subtype = type.getSubtype();
    this.page = subtype.contains("html");
    this.pagesRead = pagesRead;
    this.slides = subtype.contains("powerpoint") || subtype.contains("presentation");
    this.paged = subtype.equals("pdf") || slides;
  }

  /** Takes the sheets of a workbook, in order. */
  public void sheets(List<SheetSpans> ofBook) {
    blocks.tables().sheets(ofBook);
  }

  /** Says that what follows is an attachment of this name. */
  public void attachment(String name) {
    blocks.flush();
    attachments++;
    blocks.tables().startAttachment();
    text.attachment(name);
  }

  /** Says that the attachment is at its end. */
  public void attachmentEnd() {
    blocks.flush();
    attachments--;
    blocks.tables().endAttachment();
  }

  /**
   * Returns whether the parser is within an element whose content is no text, such as a script. A
   * page's head begins before its first element is reported.
   */
  public boolean isSilent() {
    return silent > 0 || (page && !begun);
  }

  /**
   * Takes what stands in the script that was opened last. Only questions and answers in structured
   * data are kept of it.
   */
  public void script(String script) {
    if (scriptType.startsWith(STRUCTURED_DATA)) {
      scripts.take(script);
    }
    scriptType = "";
  }

  /**
   * Returns the questions and answers of scripts that the text so far does not show, as HTML that
   * marks them; empty where there are none. They are returned once.
   */
  public String unseenPairs() {
    blocks.finish();
    return scripts.unseen();
  }

  /** Says that nothing more comes. */
  public void finish() {
    blocks.finish();
  }

  @Override
  public void startElement(String uri, String name, String qualified, Attributes attributes) {
    String tag = (name.isEmpty() ? qualified : name).toLowerCase(Locale.ROOT);
    begun = true;
    if (SILENT.contains(tag)) {
      silent++;
      @Nullable String type = attributes.getValue("type");
      scriptType = type == null ? "" : type.strip().toLowerCase(Locale.ROOT);
      return;
    }
    if (silent > 0) {
      return;
    }
    if (faq.start(attributes) == FaqMarks.Part.ANSWER) {
      blocks.startAnswer();
    }
    if (headingLevel(tag) > 0) {
      blocks.startHeading();
      return;
    }
    switch (tag) {
      case "p" -> {
        blocks.flush();
        pageParagraph = divisions > 0 && divisions == pageDivision;
      }
      case "pre", "textarea" -> blocks.startPreformatted();
      case "br" -> blocks.lineBreak();
      case "table" -> blocks.startTable();
      case "tr" -> blocks.startRow();
      case "td", "th" -> blocks.startCell(tag, attributes);
      case "thead" -> {
        blocks.flush();
        blocks.tables().startHeadingRows();
      }
      case "b", "strong" -> blocks.startBold();
      case "ul", "ol", "menu" -> blocks.startList(tag, attributes.getValue("start"));
      case "li" -> blocks.startItem();
      case "nav", "footer" -> blocks.startFurniture();
      case "dl" -> blocks.startDefinitions();
      case "details" -> blocks.startDetails();
      case "summary" -> blocks.flush();
      case "div" -> {
        blocks.flush();
        startDivision(attributes.getValue("class"));
      }
      default -> flushAt(tag);
    }
  }

  @Override
  public void endElement(String uri, String name, String qualified) {
    String tag = (name.isEmpty() ? qualified : name).toLowerCase(Locale.ROOT);
    if (SILENT.contains(tag)) {
      silent = Math.max(0, silent - 1);
      return;
    }
    if (silent > 0) {
      return;
    }
    FaqMarks.Part ended = faq.end();
    if (ended == FaqMarks.Part.QUESTION) {
      blocks.endQuestion();
    }
    if (headingLevel(tag) > 0) {
      blocks.endHeading(headingLevel(tag));
    } else {
      endBlock(tag);
    }
    if (ended == FaqMarks.Part.ANSWER) {
      blocks.endAnswer();
    } else if (ended == FaqMarks.Part.PAIR) {
      blocks.endMarked();
    }
  }

  private void endBlock(String tag) {
    switch (tag) {
      case "pre", "textarea" -> blocks.endPreformatted();
      case "td", "th" -> blocks.endCell();
      case "thead" -> {
        blocks.flush();
        blocks.tables().endHeadingRows();
      }
      case "b", "strong" -> blocks.endBold();
      case "tr" -> blocks.endRow();
      case "table" -> blocks.endTable();
      case "ul", "ol", "menu" -> blocks.endList();
      case "nav", "footer" -> blocks.endFurniture();
      case "dt" -> blocks.endTerm();
      case "dd" -> blocks.endDefinition();
      case "dl" -> blocks.endDefinitions();
      case "summary" -> blocks.endSummary();
      case "details" -> blocks.endDetails();
      case "caption" -> blocks.endCaption();
      case "li" -> blocks.endItem();
      case "div" -> {
        blocks.flush();
        divisions--;
        pageParagraph = false;
      }
      case "p" -> {
        blocks.flush();
        pageParagraph = false;
      }
      default -> flushAt(tag);
    }
  }

  @Override
  public void characters(char[] chars, int start, int length) {
    boolean known = pagesRead && pageParagraph && attachments == 0;
    if (silent > 0 || known) {
      return;
    }
    marks.characters(chars, start, length);
  }

  @Override
  public void ignorableWhitespace(char[] chars, int start, int length) {
    characters(chars, start, length);
  }

  private void flushAt(String tag) {
    if (BLOCKS.contains(tag)) {
      blocks.flush();
    }
  }

  private void startDivision(@Nullable String cssClass) {
    divisions++;
    if (cssClass == null) {
      return;
    }
    if (cssClass.equals("sheet")) {
      blocks.tables().startSheet();
    }
    if (attachments > 0 || !paged || !PAGE_CLASSES.contains(cssClass)) {
      return;
    }
    if (!pagesRead) {
      text.page(++pages);
    }
    pageDivision = divisions;
    if (slides) {
      blocks.startSlide(pages == 1 ? 1 : 2);
    }
  }

  private static int headingLevel(String tag) {
    boolean heading =
        tag.length() == 2 && tag.charAt(0) == 'h' && tag.charAt(1) >= '1' && tag.charAt(1) <= '6';
    return heading ? tag.charAt(1) - '0' : 0;
  }
}
