package ai.adjutant.retriever.parse.archive;

import ai.adjutant.chassis.error.AdjutantException;
import ai.adjutant.retriever.parse.DocumentReader;
import ai.adjutant.retriever.parse.Names;
import ai.adjutant.retriever.parse.ParseReason;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;

/**
 * Names the parts of one file that arrived: the file, the members of a ZIP archive, the lines of a
 * JSON Lines file, and these inside each other. For one thread and one file.
 */
public final class Splitter {
  /** A ZIP file with one of these at its top is a document of its own, not an archive. */
  private static final Set<String> DOCUMENT_MARKS =
      Set.of(
          "[Content_Types].xml",
          "mimetype",
          "META-INF/MANIFEST.MF",
          "META-INF/manifest.xml",
          "AndroidManifest.xml",
          "Index/Document.iwa");

  private static final int HEAD_BYTES = 4;
  private static final long RATIO_FROM_BYTES = 1 << 20;

  private final Path work;
  private final ArchiveLimits limits;
  private final DocumentReader.PartHandler handler;
  private long unpackedBytes;

  /** Creates a splitter within these bounds, with a folder for temporary files. */
  public Splitter(Path work, ArchiveLimits limits, DocumentReader.PartHandler handler) {
    this.work = work;
    this.limits = limits;
    this.handler = handler;
  }

  /** Names the parts of a file to the handler, in order. */
  public void split(Path file, String id) throws IOException {
    split(file, id, 0);
  }

  private void split(Path file, String id, int depth) throws IOException {
    String ending = Names.ending(id);
    if (ZipIndex.isZip(head(file))) {
      splitZip(file, id, depth);
    } else if (ending.equals("jsonl") || ending.equals("ndjson")) {
      JsonLines.split(file, id, handler);
    } else {
      handler.part(FilePart.of(file, id));
    }
  }

  private void splitZip(Path file, String id, int depth) throws IOException {
    List<ZipArchiveEntry> members;
    boolean isEmpty = Files.size(file) <= ZipIndex.END_BYTES;
    try {
      ZipIndex.check(file, limits.members());
    } catch (AdjutantException e) {
      handler.failed(id, e);
      return;
    }
    try (ZipFile zip = ZipFile.builder().setPath(file).get()) {
      members = Collections.list(zip.getEntries());
      if (members.stream().anyMatch(member -> DOCUMENT_MARKS.contains(member.getName()))) {
        handler.part(FilePart.of(file, id));
      } else if (depth >= limits.depth()) {
        handler.failed(
            id,
            new AdjutantException(
                ParseReason.ARCHIVE_BOUND,
                "archives are opened " + limits.depth() + " deep; unpack it first"));
      } else {
        splitMembers(zip, members, id, depth, isEmpty);
      }
    } catch (IOException | IllegalArgumentException e) {
      // IllegalArgumentException: what commons-compress says to impossible lengths
      if (Names.ending(id).equals("zip")) {
        handler.failed(
            id,
            new AdjutantException(
                ParseReason.CORRUPT, "it is no whole ZIP archive; pack it again", e));
      } else {
        handler.part(FilePart.of(file, id)); // its own format's parser may still save something
      }
    }
  }

  private void splitMembers(
      ZipFile zip, List<ZipArchiveEntry> members, String id, int depth, boolean isEmpty)
      throws IOException {
    List<String> names = MemberNames.of(members);
    List<String> listed = new ArrayList<>();
    for (int i = 0; i < members.size(); i++) {
      String name = names.get(i);
      if (members.get(i).isDirectory() || isClutter(name)) {
        continue;
      }
      listed.add(name);
      String member = id + "!/" + name;
      try {
        Names.check(name);
        Names.check(member);
        splitMember(zip, members.get(i), member, depth);
      } catch (AdjutantException e) {
        handler.failed(member, e);
      }
    }
    if (listed.isEmpty()) {
      ParseReason reason = members.isEmpty() && !isEmpty ? ParseReason.CORRUPT : ParseReason.EMPTY;
      handler.failed(id, new AdjutantException(reason, "no files are found in the archive"));
      return;
    }
    byte[] list = String.join("\n", listed).getBytes(StandardCharsets.UTF_8);
    handler.part(new BytesPart(id, list, BytesPart.Form.MEMBER_LIST));
  }

  private void splitMember(ZipFile zip, ZipArchiveEntry member, String id, int depth)
      throws IOException {
    if (member.getGeneralPurposeBit().usesEncryption()) {
      throw new AdjutantException(
          ParseReason.ENCRYPTED, "the member is encrypted; pack it without a password");
    }
    if (!zip.canReadEntryData(member)) {
      throw new AdjutantException(
          ParseReason.UNSUPPORTED_FORMAT,
          "the member is packed by method " + member.getMethod() + "; pack it by deflate");
    }
    Files.createDirectories(work);
    Path file = Files.createTempFile(work, "member", ".bin");
    try {
      boolean whole = true;
      try {
        unpack(zip, member, file);
      } catch (IOException | IllegalArgumentException e) {
        whole = false;
        handler.failed(
            id,
            new AdjutantException(
                ParseReason.CORRUPT, "the member can't be unpacked; pack it again", e));
      }
      if (whole) {
        split(file, id, depth + 1);
      }
    } finally {
      Files.deleteIfExists(file);
    }
  }

  private void unpack(ZipFile zip, ZipArchiveEntry member, Path file) throws IOException {
    long packed = Math.max(1, member.getCompressedSize());
    long bytes = 0;
    byte[] buffer = new byte[1 << 16];
    try (InputStream in = zip.getInputStream(member);
        OutputStream out = Files.newOutputStream(file)) {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        bytes += n;
        unpackedBytes += n;
        checkBounds(bytes, packed);
        out.write(buffer, 0, n);
      }
    }
  }

  private void checkBounds(long bytes, long packed) {
    if (bytes > limits.memberBytes()) {
      throw new AdjutantException(
          ParseReason.TOO_LARGE,
          "the member is larger than " + limits.memberBytes() + " bytes; split it");
    }
    if (unpackedBytes > limits.totalBytes()) {
      throw new AdjutantException(
          ParseReason.ARCHIVE_BOUND,
          "the archive unpacks to more than " + limits.totalBytes() + " bytes; split it");
    }
    if (bytes > RATIO_FROM_BYTES && bytes / packed > limits.ratio()) {
      throw new AdjutantException(
          ParseReason.ARCHIVE_BOUND,
          "the member unpacks to more than " + limits.ratio() + " times its size");
    }
  }

  private static boolean isClutter(String name) {
    String file = Names.file(name);
    return name.startsWith("__MACOSX/") || file.equals(".DS_Store") || file.equals("Thumbs.db");
  }

  private static byte[] head(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return in.readNBytes(HEAD_BYTES);
    }
  }
}
