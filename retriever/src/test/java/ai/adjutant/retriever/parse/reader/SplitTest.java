package ai.adjutant.retriever.parse.reader;

import static org.assertj.core.api.Assertions.assertThat;

import ai.adjutant.chassis.error.AdjutantException;
import ai.adjutant.chassis.error.Reason;
import ai.adjutant.retriever.parse.DocumentReader;
import ai.adjutant.retriever.parse.ParseReason;
import ai.adjutant.retriever.parse.ParseSettings;
import ai.adjutant.retriever.parse.ParsedDocument;
import ai.adjutant.retriever.parse.Part;
import ai.adjutant.retriever.parse.archive.ArchiveLimits;
import ai.adjutant.retriever.parse.archive.FilePart;
import ai.adjutant.retriever.parse.archive.JsonLines;
import ai.adjutant.retriever.parse.process.ParserChild;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SplitTest {
  private static final ArchiveLimits SMALL = new ArchiveLimits(2, 5, 3 << 20, 4 << 20, 100);

  @TempDir Path folder;

  private final Map<String, String> texts = new LinkedHashMap<>();
  private final Map<String, ParsedDocument> documents = new LinkedHashMap<>();
  private final Map<String, Reason> failures = new LinkedHashMap<>();
  private final Map<String, String> messages = new LinkedHashMap<>();

  @Test
  void namesEachLineOfJson() throws IOException {
    String lines =
        """
        \ufeff{"_id": "a", "title": "T", "text": "one\\ntwo", "metadata": {"label": "secret", \
        "effective_from": "2026-01-01", "tags": ["x", 1], "n": 5, "o": {"p": true}}}

        {"_id": 7, "text": "seven"}\r
        {"_id": "t", "title": "Only title", "text": ""}
        {"_id": "e", "title": "", "text": " "}
        """;

    split(write("c.jsonl", lines.getBytes(StandardCharsets.UTF_8)), "c.jsonl");

    assertThat(texts)
        .containsExactlyInAnyOrderEntriesOf(
            Map.of("a", "one\ntwo\n", "7", "seven\n", "t", "Only title\n"));
    ParsedDocument first = Objects.requireNonNull(documents.get("a"));
    assertThat(first.title()).isEqualTo("T");
    assertThat(first.label()).isEqualTo("secret");
    assertThat(first.effectiveFrom()).isEqualTo(Instant.parse("2026-01-01T00:00:00Z"));
    assertThat(first.metadata())
        .containsExactlyInAnyOrderEntriesOf(Map.of("tags", "x, 1", "n", "5", "o.p", "true"));
    assertThat(Objects.requireNonNull(documents.get("7")).title()).isEmpty();
    assertThat(failures).containsExactly(Map.entry("e", ParseReason.EMPTY));
  }

  @Test
  void tellsWhichLineOfJsonIsBadAndGoesOn() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.write("{\"_id\": \"a\", \"text\": \"\ufffd\"\n".getBytes(StandardCharsets.UTF_8));
    bytes.write("[1]\n{\"text\": \"x\"}\n{\"_id\": \"b\"}\n".getBytes(StandardCharsets.UTF_8));
    bytes.write("{\"_id\": \"c\", \"text\": \"x\"} {}\n".getBytes(StandardCharsets.UTF_8));
    bytes.write(
        "{\"_id\": \"d\", \"text\": \"caf\u00e9 \"}\n".getBytes(StandardCharsets.ISO_8859_1));
    bytes.write(("{\"a\":".repeat(5_000) + "\n").getBytes(StandardCharsets.UTF_8));
    bytes.write("{\"_id\": \"good\", \"text\": \"x\"}".getBytes(StandardCharsets.UTF_8));

    split(write("c.ndjson", bytes.toByteArray()), "in/c.ndjson");

    assertThat(failures.keySet())
        .containsExactly(
            "in/c.ndjson:1",
            "in/c.ndjson:2",
            "in/c.ndjson:3",
            "in/c.ndjson:4",
            "in/c.ndjson:5",
            "in/c.ndjson:6",
            "in/c.ndjson:7");
    assertThat(failures.values()).containsOnly(ParseReason.BAD_JSON_LINE);
    assertThat(messages.get("in/c.ndjson:4")).contains("no \"text\"");
    assertThat(texts).containsOnlyKeys("good");
  }

  @Test
  void leavesOutALineAboveTheBound() throws IOException {
    Path file = folder.resolve("c.jsonl");
    try (OutputStream out = Files.newOutputStream(file)) {
      out.write("{\"_id\": \"long\", \"text\": \"".getBytes(StandardCharsets.UTF_8));
      out.write(new byte[JsonLines.LINE_BYTES_MAX]);
      out.write("\"}\n{\"_id\": \"good\", \"text\": \"x\"}\n".getBytes(StandardCharsets.UTF_8));
    }

    split(file, "c.jsonl");

    assertThat(failures).containsExactly(Map.entry("c.jsonl:1", ParseReason.TOO_LARGE));
    assertThat(texts).containsOnlyKeys("good");
  }

  @Test
  void namesMembersOfArchivesInArchives() throws IOException {
    byte[] inner =
        zip(
            StandardCharsets.UTF_8,
            Map.of("b.txt", bytes("Inner."), "c.jsonl", bytes("{\"_id\":\"x\",\"text\":\"X\"}")));
    Path file =
        write(
            "a.bin",
            zip(StandardCharsets.UTF_8, Map.of("d/a.txt", bytes("Outer."), "i.zip", inner)));

    split(file, "f/a.bin");

    assertThat(texts)
        .containsEntry("f/a.bin!/d/a.txt", "Outer.\n")
        .containsEntry("f/a.bin!/i.zip!/b.txt", "Inner.\n")
        .containsEntry("x", "X\n")
        .containsKey("f/a.bin!/i.zip");
    assertThat(texts.get("f/a.bin")).contains("d/a.txt\n").contains("i.zip\n");
    assertThat(failures).isEmpty();
    assertThat(folder.resolve("work")).isEmptyDirectory();
  }

  @Test
  void skipsClutterAndRefusesNamesThatLeadOut() throws IOException {
    Map<String, byte[]> members = new LinkedHashMap<>();
    members.put("__MACOSX/a.txt", bytes("no"));
    members.put("d/.DS_Store", bytes("no"));
    members.put("../up.txt", bytes("no"));
    members.put("/root.txt", bytes("no"));
    members.put("d\\good.txt", bytes("yes"));

    split(write("a.zip", zip(StandardCharsets.UTF_8, members)), "a.zip");

    assertThat(failures)
        .containsOnly(
            Map.entry("a.zip!/../up.txt", ParseReason.BAD_NAME),
            Map.entry("a.zip!//root.txt", ParseReason.BAD_NAME));
    assertThat(texts).containsOnlyKeys("a.zip!/d/good.txt", "a.zip");
  }

  @Test
  void readsNamesInOtherCharsets() throws IOException {
    Charset gbk = Charset.forName("GBK");
    split(write("a.zip", zip(gbk, Map.of("集团邮件审计系统自动巡检需求文档.txt", bytes("x")))), "a.zip");

    assertThat(texts).containsKey("a.zip!/集团邮件审计系统自动巡检需求文档.txt");
  }

  @Test
  void stopsAtTheBoundsOfArchives() throws IOException {
    Map<String, byte[]> members = new LinkedHashMap<>();
    members.put("bomb.txt", new byte[2 << 20]);
    members.put("after.txt", bytes("still read"));
    split(write("bomb.zip", zip(StandardCharsets.UTF_8, members)), "bomb.zip");
    assertThat(failures).containsEntry("bomb.zip!/bomb.txt", ParseReason.ARCHIVE_BOUND);
    assertThat(texts).containsEntry("bomb.zip!/after.txt", "still read\n");

    Map<String, byte[]> many = new LinkedHashMap<>();
    for (int i = 0; i < 6; i++) {
      many.put(i + ".txt", bytes("x"));
    }
    split(write("many.zip", zip(StandardCharsets.UTF_8, many)), "many.zip");
    assertThat(failures).containsEntry("many.zip", ParseReason.ARCHIVE_BOUND);

    byte[] nested = zip(StandardCharsets.UTF_8, Map.of("a.txt", bytes("deep")));
    for (int i = 0; i < 2; i++) {
      nested = zip(StandardCharsets.UTF_8, Map.of("n.zip", nested));
    }
    split(write("deep.zip", nested), "deep.zip");
    assertThat(failures).containsEntry("deep.zip!/n.zip!/n.zip", ParseReason.ARCHIVE_BOUND);
  }

  @Test
  void stopsAtTheBoundOfBytes() throws IOException {
    byte[] noise = new byte[(3 << 20) + 1];
    new java.util.Random(5).nextBytes(noise);
    split(write("a.zip", zip(StandardCharsets.UTF_8, Map.of("a.txt", noise))), "a.zip");
    assertThat(failures).containsEntry("a.zip!/a.txt", ParseReason.TOO_LARGE);

    Map<String, byte[]> two = new LinkedHashMap<>();
    two.put("a.bin", java.util.Arrays.copyOf(noise, 3 << 20));
    two.put("b.bin", java.util.Arrays.copyOf(noise, 3 << 20));
    split(write("b.zip", zip(StandardCharsets.UTF_8, two)), "b.zip");
    assertThat(failures).containsEntry("b.zip!/b.bin", ParseReason.ARCHIVE_BOUND);
  }

  @Test
  void tellsABrokenArchive() throws IOException {
    byte[] whole = zip(StandardCharsets.UTF_8, Map.of("a.txt", bytes("x")));
    split(write("a.zip", java.util.Arrays.copyOf(whole, whole.length / 2)), "a.zip");
    split(write("e.zip", zip(StandardCharsets.UTF_8, Map.of())), "e.zip");

    assertThat(failures)
        .containsOnly(
            Map.entry("a.zip", ParseReason.CORRUPT), Map.entry("e.zip", ParseReason.EMPTY));
  }

  @Test
  void refusesBadNamesAndEmptyFiles() throws IOException {
    Path file = write("a.txt", bytes(""));
    for (String name : new String[] {"", "/a.txt", "../a.txt", "a/../b.txt", "C:\\a.txt", "a\nb"}) {
      split(file, name);
      assertThat(failures.remove(name)).as(name).isEqualTo(ParseReason.BAD_NAME);
    }
    split(file, "a.txt");
    assertThat(failures).containsExactly(Map.entry("a.txt", ParseReason.EMPTY));
  }

  private void split(Path file, String path) throws IOException {
    ParseSettings settings = ParseSettings.defaults(2);
    try (FileReader reader =
        new FileReader(folder.resolve("work"), settings, SMALL, ParserChild.DEFAULT_PARSER)) {
      reader.split(
          file,
          path,
          new DocumentReader.PartHandler() {
            @Override
            public void part(Part part) {
              if (part.id().endsWith(".bin") && part instanceof FilePart) {
                return;
              }
              try {
                documents.put(part.id(), reader.parse(part));
                texts.put(part.id(), documents.get(part.id()).text());
              } catch (AdjutantException e) {
                failed(part.id(), e);
              } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
              }
            }

            @Override
            public void failed(String id, AdjutantException reason) {
              failures.put(id, reason.reason());
              messages.put(id, reason.getMessage());
            }
          });
    }
  }

  private Path write(String name, byte[] bytes) throws IOException {
    return Files.write(folder.resolve(name), bytes);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] zip(Charset names, Map<String, byte[]> members) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes, names)) {
      for (Map.Entry<String, byte[]> member : members.entrySet()) {
        zip.putNextEntry(new ZipEntry(member.getKey()));
        zip.write(member.getValue());
      }
    }
    return bytes.toByteArray();
  }
}
