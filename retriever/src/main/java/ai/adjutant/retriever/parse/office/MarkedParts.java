package ai.adjutant.retriever.parse.office;

import ai.adjutant.retriever.parse.plain.PlainText;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.Iterator;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.poi.ooxml.POIXMLException;
import org.apache.poi.openxml4j.exceptions.InvalidFormatException;
import org.apache.poi.openxml4j.exceptions.OpenXML4JException;
import org.apache.poi.openxml4j.opc.OPCPackage;
import org.apache.poi.openxml4j.opc.ZipPackage;
import org.apache.poi.openxml4j.util.ZipEntrySource;
import org.apache.poi.xssf.eventusermodel.XSSFReader;
import org.apache.tika.io.TikaInputStream;
import org.apache.tika.mime.MediaType;
import org.apache.tika.parser.microsoft.ooxml.OPCPackageWrapper;
import org.jspecify.annotations.Nullable;

/**
 * Passes on the parts of a Word document or of slides, with marks in those that hold tables and
 * lists. Closing it closes the parts.
 */
public final class MarkedParts implements ZipEntrySource {
  private static final Pattern MARKED = Pattern.compile("wordprocessingml|presentationml");
  private static final Pattern WORD = Pattern.compile("/?word/document\\d*\\.xml");
  private static final Pattern SLIDE = Pattern.compile("/?ppt/slides/slide\\d+\\.xml");

  /** Larger parts are read without marks; they take more memory than there is, as a rule. */
  private static final int BYTES_MAX = 48 << 20;

  private final ZipEntrySource parts;

  private MarkedParts(ZipEntrySource parts) {
    this.parts = parts;
  }

  /** Puts marks into what the parser reads of such a type, where the package is open already. */
  public static void mark(InputStream in, MediaType type) throws IOException {
    if (MARKED.matcher(type.getSubtype()).find()
        && in instanceof TikaInputStream stream
        && stream.getOpenContainer() instanceof OPCPackageWrapper opened
        && opened.getOPCPackage() instanceof ZipPackage zip) {
      try {
        OPCPackage marked = OPCPackage.open(new MarkedParts(zip.getZipArchive()));
        stream.setOpenContainer(new OPCPackageWrapper(marked));
      } catch (InvalidFormatException e) {
        throw new IOException("a package that was opened once can't be opened again", e);
      }
    }
  }

  /** Returns the merged cells of a workbook's sheets, in order; empty where they can't be read. */
  public static List<SheetSpans> sheets(TikaInputStream in) throws IOException {
    List<SheetSpans> sheets = new ArrayList<>();
    if (in.getOpenContainer() instanceof OPCPackageWrapper opened) {
      try {
        Iterator<InputStream> parts = new XSSFReader(opened.getOPCPackage()).getSheetsData();
        while (parts.hasNext()) {
          try (InputStream sheet = parts.next()) {
            sheets.add(SheetSpans.read(sheet));
          }
        }
      } catch (OpenXML4JException | POIXMLException e) {
        return List.of(); // the parser says what is wrong with it
      }
    }
    return sheets;
  }

  @Override
  public Enumeration<? extends ZipArchiveEntry> getEntries() {
    return parts.getEntries();
  }

  @Override
  public @Nullable ZipArchiveEntry getEntry(String path) {
    return parts.getEntry(path);
  }

  @Override
  public InputStream getInputStream(ZipArchiveEntry entry) throws IOException {
    String name = entry.getName();
    if (entry.getSize() > BYTES_MAX) {
      return parts.getInputStream(entry);
    }
    if (WORD.matcher(name).matches()) {
      WordNumbering numbering =
          new WordNumbering(text("word/numbering.xml"), text("word/styles.xml"));
      return bytes(OfficeMarks.word(text(name), numbering), entry);
    }
    if (SLIDE.matcher(name).matches()) {
      return bytes(OfficeMarks.slide(text(name)), entry);
    }
    return parts.getInputStream(entry);
  }

  private InputStream bytes(String xml, ZipArchiveEntry entry) throws IOException {
    return xml.isEmpty()
        ? parts.getInputStream(entry)
        : new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8));
  }

  /** The part's text where it is UTF-8 and not too large, else empty. */
  private String text(String name) throws IOException {
    @Nullable ZipArchiveEntry entry = parts.getEntry(name);
    if (entry == null || entry.getSize() > BYTES_MAX) {
      return "";
    }
    try (InputStream in = parts.getInputStream(entry)) {
      byte[] bytes = in.readNBytes(BYTES_MAX + 1);
      @Nullable String text =
          bytes.length > BYTES_MAX ? null : PlainText.strict(bytes, StandardCharsets.UTF_8);
      return text == null ? "" : text;
    }
  }

  @Override
  public void close() throws IOException {
    parts.close();
  }

  @Override
  public boolean isClosed() {
    return parts.isClosed();
  }
}
