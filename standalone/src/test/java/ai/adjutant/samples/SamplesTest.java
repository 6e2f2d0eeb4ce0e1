package ai.adjutant.samples;

import static org.assertj.core.api.Assertions.assertThat;

import ai.adjutant.chassis.error.AdjutantException;
import ai.adjutant.retriever.parse.DocumentReader;
import ai.adjutant.retriever.parse.ParseSettings;
import ai.adjutant.retriever.parse.ParsedDocument;
import ai.adjutant.retriever.parse.Part;
import ai.adjutant.retriever.parse.reader.FileReader;
import ai.adjutant.text.Words;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every sample document is read, every gold sentence, step and value is in its document, and the
 * callers' questions are in other words.
 */
final class SamplesTest {
  private static final Path SAMPLES = Path.of("..", "samples");
  private static final double OTHER_WORDS = 0.3;
  private static final List<String> KINDS =
      List.of("text", "steps", "cell", "identifier", "version");

  @TempDir Path work = Path.of("never used");

  @Test
  void telecomHandbookHoldsItsAnswers() throws IOException {
    Corpus corpus = Corpus.read(SAMPLES.resolve("telecom"), work);
    assertThat(corpus.texts).hasSizeGreaterThanOrEqualTo(60);
    assertThat(corpus.endings.keySet())
        .contains("md", "html", "txt", "csv", "eml", "docx", "pdf", "pptx", "xlsx");
    check(corpus, 350, 100);
    checkKinds(corpus, 10);
    checkOtherWords(corpus);
  }

  @Test
  void militaryTermsHoldTheirAnswers() throws IOException {
    Corpus corpus = Corpus.read(SAMPLES.resolve("military"), work);
    assertThat(corpus.texts.keySet().stream().filter(id -> id.startsWith("term-")))
        .hasSizeGreaterThanOrEqualTo(200);
    check(corpus, 350, 70);
    checkKinds(corpus, 5);
    checkOtherWords(corpus);
  }

  @Test
  void koreanHandbookHoldsItsAnswers() throws IOException {
    Corpus corpus = Corpus.read(SAMPLES.resolve("telecom-ko"), work);
    check(corpus, 25, 10);
    checkKinds(corpus, 3);
  }

  private static void check(Corpus corpus, int answerableMin, int unanswerableMin) {
    Set<String> ids = new HashSet<>();
    int answerable = 0;
    int unanswerable = 0;
    for (JsonNode question : corpus.questions) {
      assertThat(ids.add(question.get("_id").asText())).as("%s is unique", question).isTrue();
      assertThat(question.path("style").asText()).as("%s", question).isIn("plain", "caller");
      if (question.get("gold").isEmpty()) {
        unanswerable++;
        continue;
      }
      answerable++;
      assertThat(question.path("kind").asText()).as("%s", question).isIn(KINDS);
      for (JsonNode gold : question.get("gold")) {
        assertThat(corpus.texts).containsKey(gold.asText());
        assertThat(corpus.texts.get(gold.asText()))
            .as("text of %s for %s", gold, question.get("_id"))
            .contains(said(question));
      }
    }
    System.out.printf(
        "%s: %d documents %s, %d answerable questions, %d near misses%n",
        corpus.name, corpus.texts.size(), corpus.endings, answerable, unanswerable);
    assertThat(answerable).isGreaterThanOrEqualTo(answerableMin);
    assertThat(unanswerable).isGreaterThanOrEqualTo(unanswerableMin);
  }

  /** What the gold document must say: the steps, else the sentence, else the value. */
  private static List<String> said(JsonNode question) {
    if (question.has("steps")) {
      return question.get("steps").valueStream().map(step -> collapse(step.asText())).toList();
    }
    JsonNode sentence =
        question.has("sentence") ? question.get("sentence") : question.get("answer");
    return List.of(collapse(sentence.asText()));
  }

  private static void checkKinds(Corpus corpus, int least) {
    for (String kind : KINDS) {
      assertThat(corpus.questions.stream().filter(q -> q.path("kind").asText().equals(kind)))
          .as("%s questions of kind %s", corpus.name, kind)
          .hasSizeGreaterThanOrEqualTo(least);
    }
    Set<String> asked = new HashSet<>();
    corpus.questions.forEach(q -> asked.add(q.path("near_miss").asText()));
    assertThat(asked).contains("model", "year", "condition", "attribute", "subject");
  }

  /** Callers say it in their own words; the plain questions name the matter on purpose. */
  private static void checkOtherWords(Corpus corpus) {
    int callers = 0;
    int otherWords = 0;
    for (JsonNode question : corpus.questions) {
      if (question.get("gold").isEmpty() || !question.path("style").asText().equals("caller")) {
        continue;
      }
      callers++;
      if (overlap(question.get("question").asText(), question.get("sentence").asText())
          <= OTHER_WORDS) {
        otherWords++;
      }
    }
    System.out.printf(
        "%s: %d of %d callers' questions share at most 30 %% of their content words with the gold"
            + " sentence%n",
        corpus.name, otherWords, callers);
    assertThat((double) otherWords / callers).isGreaterThanOrEqualTo(0.5);
  }

  /** Share of the question's content words, by stem, that occur in the sentence. */
  private static double overlap(String question, String sentence) {
    Set<String> asked = Words.of("en").distinctStems(question);
    Set<String> said = Words.of("en").distinctStems(sentence);
    return asked.isEmpty()
        ? 0
        : (double) asked.stream().filter(said::contains).count() / asked.size();
  }

  private static String collapse(String text) {
    return text.replaceAll("\\s+", " ").strip();
  }

  /** A sample corpus: texts by document id, and its questions. */
  private record Corpus(
      String name,
      Map<String, String> texts,
      Map<String, Integer> endings,
      List<JsonNode> questions) {
    static Corpus read(Path folder, Path work) throws IOException {
      Corpus corpus =
          new Corpus(
              folder.getFileName().toString(), new HashMap<>(), new TreeMap<>(), new ArrayList<>());
      Path documents = folder.resolve("documents");
      try (DocumentReader reader = FileReader.open(work, ParseSettings.defaults(2));
          Stream<Path> files = Files.walk(documents)) {
        for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
          String name = documents.relativize(file).toString().replace('\\', '/');
          corpus.endings.merge(name.substring(name.lastIndexOf('.') + 1), 1, Integer::sum);
          reader.split(file, name, new Texts(reader, corpus.texts));
        }
      }
      ObjectMapper json = new ObjectMapper();
      try (Stream<Path> files = Files.list(folder)) {
        for (Path file : files.filter(f -> f.toString().endsWith(".jsonl")).sorted().toList()) {
          for (String line : Files.readAllLines(file)) {
            corpus.questions.add(json.readTree(line));
          }
        }
      }
      return corpus;
    }
  }

  /** Parses every part; a sample that can't be read is a defect. */
  private record Texts(DocumentReader reader, Map<String, String> texts)
      implements DocumentReader.PartHandler {
    @Override
    public void part(Part part) {
      try {
        ParsedDocument document = reader.parse(part);
        texts.put(part.id(), collapse(document.text()));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public void failed(String id, AdjutantException reason) {
      throw new AssertionError(id + ": " + reason.getMessage());
    }
  }
}
