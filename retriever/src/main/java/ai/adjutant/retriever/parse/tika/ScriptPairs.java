package ai.adjutant.retriever.parse.tika;

import ai.adjutant.retriever.parse.text.TextBuilder;
import ai.adjutant.retriever.parse.xhtml.XhtmlText;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.apache.tika.exception.TikaException;
import org.apache.tika.extractor.EmbeddedDocumentExtractor;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.metadata.TikaCoreProperties;
import org.apache.tika.parser.ParseContext;
import org.apache.tika.parser.html.HtmlMapper;
import org.apache.tika.parser.html.IdentityHtmlMapper;
import org.apache.tika.parser.html.JSoupParser;
import org.jspecify.annotations.Nullable;
import org.xml.sax.ContentHandler;
import org.xml.sax.SAXException;

/** Adds the questions and answers that stand in a page's structured data alone to its text. */
final class ScriptPairs {
  private ScriptPairs() {}

  /**
   * Adds them behind the page, under its title, since the heading above them is another matter's.
   */
  static void write(XhtmlText handler, TextBuilder text, Metadata page)
      throws IOException, TikaException, SAXException {
    String pairs = handler.unseenPairs();
    if (pairs.isEmpty()) {
      return;
    }
    String heading = text.firstHeading();
    @Nullable String title = page.get(TikaCoreProperties.TITLE);
    text.subheading(1, heading.isEmpty() && title != null ? title : heading);
    Metadata metadata = new Metadata();
    metadata.set(Metadata.CONTENT_TYPE, "text/html; charset=UTF-8");
    ParseContext context = new ParseContext();
    context.set(HtmlMapper.class, IdentityHtmlMapper.INSTANCE);
    context.set(EmbeddedDocumentExtractor.class, new Nothing());
    byte[] markup = ("<html><body>" + pairs + "</body></html>").getBytes(StandardCharsets.UTF_8);
    new JSoupParser().parse(new ByteArrayInputStream(markup), handler, metadata, context);
  }

  /** An answer's own scripts and pictures are left out. */
  private static final class Nothing implements EmbeddedDocumentExtractor {
    @Override
    public boolean shouldParseEmbedded(Metadata metadata) {
      return false;
    }

    @Override
    public void parseEmbedded(
        InputStream stream, ContentHandler handler, Metadata metadata, boolean outputHtml) {}
  }
}
