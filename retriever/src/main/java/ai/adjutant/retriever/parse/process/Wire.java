package ai.adjutant.retriever.parse.process;

import ai.adjutant.chassis.error.AdjutantException;
import ai.adjutant.retriever.block.Block;
import ai.adjutant.retriever.parse.PageStart;
import ai.adjutant.retriever.parse.ParseReason;
import ai.adjutant.retriever.parse.ParsedDocument;
import ai.adjutant.retriever.parse.Section;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a child process says of a document, as bytes. No Java serialisation: what comes from the
 * child is data from a process that a hostile document may have taken over, so that every length is
 * checked before it is believed.
 */
final class Wire {
  private static final byte READ = 1;
  private static final byte FAILED = 2;
  private static final int ITEMS_MAX = 4_000_000;
  private static final int STRING_BYTES_MAX = 1 << 20;

  private Wire() {}

  static void writeFailure(DataOutputStream out, ParseReason reason, String message)
      throws IOException {
    out.writeByte(FAILED);
    writeString(out, reason.name());
    writeString(out, message);
  }

  static void writeDocument(DataOutputStream out, ParsedDocument document) throws IOException {
    out.writeByte(READ);
    writeString(out, document.title());
    writeString(out, document.text());
    writeString(out, document.contentType());
    writeString(out, document.language());
    writeString(out, document.label());
    writeInstant(out, document.effectiveFrom());
    writeInstant(out, document.effectiveUntil());
    out.writeInt(document.sections().size());
    List<String> before = List.of();
    for (Section section : document.sections()) {
      out.writeInt(section.start());
      out.writeInt(section.end());
      int shared = shared(before, section.headingPath());
      out.writeShort(shared);
      out.writeShort(section.headingPath().size() - shared);
      for (String heading : section.headingPath().subList(shared, section.headingPath().size())) {
        writeString(out, heading);
      }
      before = section.headingPath();
    }
    BlockWire.write(out, document.blocks());
    out.writeInt(document.pages().size());
    for (PageStart page : document.pages()) {
      out.writeInt(page.offset());
      out.writeInt(page.page());
    }
    out.writeInt(document.metadata().size());
    for (Map.Entry<String, String> entry : document.metadata().entrySet()) {
      writeString(out, entry.getKey());
      writeString(out, entry.getValue());
    }
    out.writeInt(document.warnings().size());
    for (String warning : document.warnings()) {
      writeString(out, warning);
    }
  }

  /**
   * Reads what the child wrote.
   *
   * @throws AdjutantException what the child failed with
   * @throws IOException when it is not what a sound child writes
   */
  static ParsedDocument read(DataInputStream in, int charactersMax) throws IOException {
    int kind = in.readByte();
    if (kind == FAILED) {
      ParseReason reason = reason(readString(in, STRING_BYTES_MAX));
      throw new AdjutantException(reason, readString(in, STRING_BYTES_MAX));
    }
    if (kind != READ) {
      throw new IOException("answer of kind " + kind);
    }
    String title = readString(in, STRING_BYTES_MAX);
    String text = readString(in, (int) Math.min(4L * charactersMax, Integer.MAX_VALUE - 8));
    String contentType = readString(in, STRING_BYTES_MAX);
    String language = readString(in, STRING_BYTES_MAX);
    String label = readString(in, STRING_BYTES_MAX);
    @Nullable Instant from = readInstant(in);
    @Nullable Instant until = readInstant(in);
    List<Section> sections = readSections(in, text.length());
    List<Block> blocks = BlockWire.read(in, text.length());
    List<PageStart> pages = readPages(in, text.length());
    int count = count(in);
    Map<String, String> metadata = new HashMap<>();
    for (int i = 0; i < count; i++) {
      String name = readString(in, STRING_BYTES_MAX);
      metadata.put(name, readString(in, STRING_BYTES_MAX));
    }
    count = count(in);
    List<String> warnings = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      warnings.add(readString(in, STRING_BYTES_MAX));
    }
    return new ParsedDocument(
        title,
        text,
        sections,
        blocks,
        pages,
        contentType,
        language,
        label,
        metadata,
        from,
        until,
        warnings);
  }

  private static List<Section> readSections(DataInputStream in, int length) throws IOException {
    int count = count(in);
    List<Section> sections = new ArrayList<>();
    List<String> before = List.of();
    int end = 0;
    for (int i = 0; i < count; i++) {
      int start = bounded(in.readInt(), end, length);
      end = bounded(in.readInt(), start, length);
      List<String> path =
          new ArrayList<>(before.subList(0, bounded(in.readShort(), 0, before.size())));
      for (int more = bounded(in.readShort(), 0, 100); more > 0; more--) {
        path.add(readString(in, STRING_BYTES_MAX));
      }
      sections.add(new Section(path, start, end));
      before = path;
    }
    return sections;
  }

  private static List<PageStart> readPages(DataInputStream in, int length) throws IOException {
    int count = count(in);
    List<PageStart> pages = new ArrayList<>();
    int before = 0;
    for (int i = 0; i < count; i++) {
      before = bounded(in.readInt(), before, length);
      pages.add(new PageStart(before, in.readInt()));
    }
    return pages;
  }

  private static int shared(List<String> before, List<String> path) {
    int shared = 0;
    while (shared < Math.min(before.size(), path.size())
        && before.get(shared).equals(path.get(shared))) {
      shared++;
    }
    return shared;
  }

  static int count(DataInputStream in) throws IOException {
    return bounded(in.readInt(), 0, ITEMS_MAX);
  }

  static int bounded(int value, int min, int max) throws IOException {
    if (value < min || value > max) {
      throw new IOException("number " + value + " is not in " + min + ".." + max);
    }
    return value;
  }

  private static ParseReason reason(String name) throws IOException {
    try {
      return ParseReason.valueOf(name);
    } catch (IllegalArgumentException e) {
      throw new IOException("unknown reason", e);
    }
  }

  static void writeString(DataOutputStream out, String value) throws IOException {
    byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  static String readString(DataInputStream in, int bytesMax) throws IOException {
    int length = bounded(in.readInt(), 0, bytesMax);
    byte[] bytes = in.readNBytes(length);
    if (bytes.length < length) {
      throw new IOException("the answer ends early");
    }
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private static void writeInstant(DataOutputStream out, @Nullable Instant instant)
      throws IOException {
    out.writeBoolean(instant != null);
    if (instant != null) {
      out.writeLong(instant.getEpochSecond());
    }
  }

  private static @Nullable Instant readInstant(DataInputStream in) throws IOException {
    if (!in.readBoolean()) {
      return null;
    }
    try {
      return Instant.ofEpochSecond(in.readLong());
    } catch (DateTimeException e) {
      throw new IOException("no instant", e);
    }
  }
}
