package ai.adjutant.retriever.parse.reader;

import static org.assertj.core.api.Assertions.assertThat;

import ai.adjutant.chassis.error.AdjutantException;
import ai.adjutant.chassis.settings.DataSize;
import ai.adjutant.retriever.parse.DocumentReader;
import ai.adjutant.retriever.parse.ParseReason;
import ai.adjutant.retriever.parse.ParseSettings;
import ai.adjutant.retriever.parse.ParsedDocument;
import ai.adjutant.retriever.parse.Part;
import ai.adjutant.retriever.parse.Section;
import ai.adjutant.retriever.parse.archive.ArchiveLimits;
import ai.adjutant.retriever.parse.process.ParserChild;
import ai.adjutant.retriever.parse.text.Whitespace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Reads the public sets of docs/benchmarks.md; skipped where they are not at hand. */
@Timeout(600)
class FormatsOnDataTest {
  @TempDir Path work;

  private Path data = Path.of("");

  @BeforeEach
  void findData() {
    String folder = System.getProperty("adjutant.data", "");
    Assumptions.assumeFalse(folder.isEmpty(), "-Dadjutant.data=FOLDER names the public sets");
    data = Path.of(folder);
  }

  @Test
  void findsThePhrasesOfTheTikaCorpus() throws IOException {
    Path set = data.resolve("docs_tika");
    List<String> missing = new ArrayList<>();
    List<String> wrong = new ArrayList<>();
    int phrases = 0;
    int errors = 0;
    try (DocumentReader reader = reader(Duration.ofSeconds(60))) {
      List<String> lines = Files.readAllLines(set.resolve("EXPECT.tsv"));
      for (String line : lines.subList(1, lines.size())) {
        String[] columns = line.split("\t");
        Seen seen = read(reader, set.resolve(columns[0]));
        switch (columns[2]) {
          case "ERROR encrypted" -> {
            errors++;
            if (!seen.failures.containsValue(ParseReason.ENCRYPTED)) {
              wrong.add(line + " -> " + seen.failures);
            }
          }
          case "ERROR corrupt" -> {
            errors++;
            if (!seen.failures.containsValue(ParseReason.CORRUPT)) {
              wrong.add(line + " -> " + seen.failures);
            }
          }
          case "EMPTY" -> {
            errors++;
            if (!seen.failures.containsValue(ParseReason.EMPTY)
                && !seen.failures.containsValue(ParseReason.NEEDS_OCR)) {
              wrong.add(line + " -> " + seen.failures);
            }
          }
          default -> {
            phrases++;
            if (!Whitespace.collapse(seen.text.toString())
                .contains(Whitespace.collapse(columns[2]))) {
              missing.add(line + " -> " + seen.failures);
            }
          }
        }
      }
    }
    System.out.printf("docs_tika: %d of %d phrases found%n", phrases - missing.size(), phrases);
    missing.forEach(System.out::println);
    System.out.printf("docs_tika: %d of %d failures reported%n", errors - wrong.size(), errors);
    wrong.forEach(System.out::println);
    assertThat(missing.size()).isLessThanOrEqualTo(phrases / 20);
    assertThat(wrong).isEmpty();
  }

  @Test
  void survivesTheHostileFiles() throws IOException {
    Map<String, Integer> outcomes = new TreeMap<>();
    long slowest = 0;
    long start = System.nanoTime();
    int files = 0;
    try (DocumentReader reader = reader(Duration.ofSeconds(20))) {
      for (Path file : files(data.resolve("docs_poi_evil"))) {
        long before = System.nanoTime();
        Seen seen = read(reader, file);
        slowest = Math.max(slowest, System.nanoTime() - before);
        files++;
        seen.failures.values().forEach(reason -> outcomes.merge(reason.name(), 1, Integer::sum));
        if (seen.failures.isEmpty()) {
          outcomes.merge("read", 1, Integer::sum);
        }
        seen.failures.forEach((id, reason) -> {
          if (reason == ParseReason.PARSE_TIMEOUT || reason == ParseReason.PARSER_DIED) {
            System.out.println(id + " " + reason);
          }
        });
      }
    }
    System.out.printf(
        "docs_poi_evil: %d files in %.1f s, slowest %.1f s: %s%n",
        files, (System.nanoTime() - start) / 1e9, slowest / 1e9, outcomes);
    assertThat(outcomes).isNotEmpty();
  }

  @Test
  void readsTheMultiFormatCorpus() throws IOException {
    Path set = data.resolve("rag_multi_corpus/documents");
    Map<String, ParseReason> failures = new TreeMap<>();
    long characters = 0;
    long start = System.nanoTime();
    int files = 0;
    try (DocumentReader reader = reader(Duration.ofSeconds(60))) {
      for (Path file : files(set)) {
        Seen seen = read(reader, file);
        files++;
        failures.putAll(seen.failures);
        characters += seen.text.length();
      }
    }
    System.out.printf(
        "rag_multi_corpus: %d files, %d characters in %.1f s; failed %s%n",
        files, characters, (System.nanoTime() - start) / 1e9, failures);
    assertThat(failures).isEmpty();
  }

  private DocumentReader reader(Duration timeout) {
    return new FileReader(
        work.resolve("parse"),
        new ParseSettings(OptionalInt.of(2), DataSize.ofMebibytes(300), timeout, 8_000_000),
        ArchiveLimits.DEFAULT,
        ParserChild.DEFAULT_PARSER);
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> walk = Files.walk(folder)) {
      return walk.filter(Files::isRegularFile).sorted().toList();
    }
  }

  private static final class Seen implements DocumentReader.PartHandler {
    private final DocumentReader reader;
    private final StringBuilder text = new StringBuilder();
    private final Map<String, ParseReason> failures = new HashMap<>();

    Seen(DocumentReader reader) {
      this.reader = reader;
    }

    @Override
    public void part(Part part) {
      try {
        ParsedDocument document = reader.parse(part);
        text.append(document.title()).append('\n').append(document.text()).append('\n');
        assertSound(document);
      } catch (AdjutantException e) {
        failed(part.id(), e);
      } catch (IOException e) {
        throw new UncheckedIOException(part.id(), e);
      }
    }

    @Override
    public void failed(String id, AdjutantException reason) {
      failures.put(id, (ParseReason) reason.reason());
    }

    private static void assertSound(ParsedDocument document) {
      int end = 0;
      for (Section section : document.sections()) {
        assertThat(document.text().substring(end, section.start())).isBlank();
        end = section.end();
      }
      assertThat(document.text().substring(end)).isBlank();
    }
  }

  private static Seen read(DocumentReader reader, Path file) throws IOException {
    Seen seen = new Seen(reader);
    reader.split(file, file.getFileName().toString(), seen);
    return seen;
  }
}
