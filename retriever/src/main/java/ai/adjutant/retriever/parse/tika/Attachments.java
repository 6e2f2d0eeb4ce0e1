package ai.adjutant.retriever.parse.tika;

import ai.adjutant.retriever.parse.Names;
import ai.adjutant.retriever.parse.xhtml.XhtmlText;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.tika.extractor.ParsingEmbeddedDocumentExtractor;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.metadata.TikaCoreProperties;
import org.apache.tika.parser.ParseContext;
import org.xml.sax.ContentHandler;
import org.xml.sax.SAXException;

/** Documents inside a document: their text follows, bounded in number and depth. */
final class Attachments extends ParsingEmbeddedDocumentExtractor {
  private static final Set<String> PICTURES =
      Set.of("png", "jpg", "jpeg", "gif", "bmp", "tif", "tiff", "emf", "wmf", "svg", "webp");

  /** What Tika calls a page's scripts. */
  private static final String SCRIPT = TikaCoreProperties.EmbeddedResourceType.MACRO.toString();

  private static final int SCRIPT_BYTES_MAX = 8 << 20;
  private static final int COUNT_MAX = 500;
  private static final int DEPTH_MAX = 4;

  private final XhtmlText text;
  private final List<String> warnings = new ArrayList<>();
  private int count;
  private int depth;
  private int pictures;

  Attachments(ParseContext context, XhtmlText text) {
    super(context);
    this.text = text;
  }

  List<String> warnings() {
    return warnings;
  }

  /** Pictures that were passed over. */
  int pictures() {
    return pictures;
  }

  @Override
  public boolean shouldParseEmbedded(Metadata metadata) {
    String type = String.valueOf(metadata.get(Metadata.CONTENT_TYPE));
    String name = String.valueOf(metadata.get(TikaCoreProperties.RESOURCE_NAME_KEY));
    if (type.startsWith("image/") || PICTURES.contains(Names.ending(name))) {
      pictures++;
      return false;
    }
    if (count >= COUNT_MAX || depth >= DEPTH_MAX) {
      if (warnings.isEmpty()) {
        warnings.add(
            "it holds more than "
                + COUNT_MAX
                + " attachments, or they lie deeper than "
                + DEPTH_MAX
                + "; the rest was left out");
      }
      return false;
    }
    return true;
  }

  @Override
  public void parseEmbedded(
      InputStream stream, ContentHandler handler, Metadata metadata, boolean outputHtml)
      throws SAXException, IOException {
    if (SCRIPT.equals(metadata.get(TikaCoreProperties.EMBEDDED_RESOURCE_TYPE))) {
      text.script(new String(stream.readNBytes(SCRIPT_BYTES_MAX), StandardCharsets.UTF_8));
      return;
    }
    if (text.isSilent()) {
      return; // a file within a script
    }
    count++;
    depth++;
    String name = metadata.get(TikaCoreProperties.RESOURCE_NAME_KEY);
    text.attachment(name == null ? "" : Names.file(name));
    try {
      super.parseEmbedded(stream, handler, metadata, false);
    } finally {
      depth--;
      text.attachmentEnd();
    }
  }
}
