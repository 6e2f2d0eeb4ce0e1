package ai.adjutant.tuner.triples;

import ai.adjutant.chassis.error.AdjutantException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A file of triples: JSON lines with {@code source}, {@code language}, {@code context}, {@code
 * question} and {@code answers} of {@code text} and {@code start} in code points; no answers where
 * the passage does not answer. A line with {@code messages} is a question that heads a section, and
 * the section.
 */
public final class TripleFile {
  /** Code points of a passage that are kept; more would never fit into a row of tokens. */
  static final int CONTEXT_MAX = 20_000;

  private static final int QUESTION_MAX = 5_000;

  private final List<Triple> triples = new ArrayList<>();
  private final Map<String, Integer> otherLanguages = new TreeMap<>();
  private final Map<String, String> contexts = new HashMap<>();
  private final Map<String, String> licenses = new HashMap<>();
  private final String language;
  private int cut;

  private TripleFile(String language) {
    this.language = language;
  }

  /**
   * What a file held.
   *
   * @param otherLanguages lines that were left out, by language
   * @param cut passages that were too long and are cut to the part around their answer
   * @param licenses of the passages, by source, where the lines say
   */
  public record Content(
      List<Triple> triples,
      Map<String, Integer> otherLanguages,
      int cut,
      Map<String, String> licenses) {
    /** Keeps copies. */
    public Content {
      triples = List.copyOf(triples);
      otherLanguages = Map.copyOf(otherLanguages);
      licenses = Map.copyOf(licenses);
    }
  }

  /**
   * The files that a path stands for: itself, or all of a folder whose names end in {@code .jsonl}
   * or {@code .jsonl.gz}, in the order of their names.
   *
   * @throws AdjutantException EXAMPLES_UNREADABLE
   */
  public static List<Path> files(Path path) {
    if (!Files.isDirectory(path)) {
      return List.of(path);
    }
    try (Stream<Path> all = Files.list(path)) {
      List<Path> files =
          all.filter(file -> file.toString().matches(".*\\.jsonl(\\.gz)?")).sorted().toList();
      if (!files.isEmpty()) {
        return files;
      }
      throw new AdjutantException(
          TriplesReason.EXAMPLES_UNREADABLE, path + " holds no file named *.jsonl or *.jsonl.gz");
    } catch (IOException e) {
      throw new AdjutantException(
          TriplesReason.EXAMPLES_UNREADABLE, path + " can't be listed (" + e.getMessage() + ")", e);
    }
  }

  /**
   * Reads the lines of one language.
   *
   * @param sources beginnings of the names of sets to take; all where empty
   * @throws ai.adjutant.chassis.error.AdjutantException EXAMPLES_UNREADABLE, EXAMPLE_REFUSED
   */
  public static Content read(Path file, String language, List<String> sources) {
    TripleFile reading = new TripleFile(language);
    JsonLines.each(
        file,
        line -> {
          String source = JsonLines.text(line, "source");
          if (sources.isEmpty() || sources.stream().anyMatch(source::startsWith)) {
            reading.take(source, line);
          }
        });
    return new Content(reading.triples, reading.otherLanguages, reading.cut, reading.licenses);
  }

  private void take(String source, JsonNode line) {
    if (line.has("messages")) {
      String question = JsonLines.text(line.path("messages").path(0), "content");
      String section = JsonLines.text(line.path("messages").path(1), "content");
      triples.add(cutAround(new Triple(source, section, question, List.of(), true)));
      return;
    }
    String spoken = JsonLines.text(line, "language");
    if (!spoken.equals(language)) {
      otherLanguages.merge(spoken, 1, Integer::sum);
      return;
    }
    String context = JsonLines.text(line, "context");
    String question = JsonLines.text(line, "question");
    if (question.length() > QUESTION_MAX) {
      throw new IllegalArgumentException("the question has " + question.length() + " characters");
    }
    if (!line.path("answers").isArray()) {
      throw new IllegalArgumentException("'answers' is no list");
    }
    List<Triple.Answer> answers = new ArrayList<>();
    for (JsonNode answer : line.path("answers")) {
      answers.add(checked(context, answer));
    }
    if (line.path("license").isTextual()) {
      licenses.putIfAbsent(source, line.path("license").asText());
    }
    String shared = contexts.computeIfAbsent(context, same -> same);
    triples.add(cutAround(new Triple(source, shared, question, answers, !answers.isEmpty())));
  }

  private static Triple.Answer checked(String context, JsonNode answer) {
    Triple.Answer read =
        new Triple.Answer(JsonLines.text(answer, "text"), answer.path("start").asInt(-1));
    int length = context.codePointCount(0, context.length());
    if (read.start() < 0
        || read.end() > length
        || !context.startsWith(read.text(), context.offsetByCodePoints(0, read.start()))) {
      throw new IllegalArgumentException(
          "the answer does not stand at " + read.start() + " in the passage");
    }
    return read;
  }

  private Triple cutAround(Triple triple) {
    String context = triple.context();
    int length = context.codePointCount(0, context.length());
    if (length <= CONTEXT_MAX) {
      return triple;
    }
    cut++;
    int first = triple.answers().isEmpty() ? 0 : triple.answers().getFirst().start();
    int from = Math.max(0, Math.min(first - CONTEXT_MAX / 2, length - CONTEXT_MAX));
    int to = from + CONTEXT_MAX;
    List<Triple.Answer> answers =
        triple.answers().stream()
            .filter(answer -> answer.start() >= from && answer.end() <= to)
            .map(answer -> new Triple.Answer(answer.text(), answer.start() - from))
            .toList();
    int begin = context.offsetByCodePoints(0, from);
    String part = context.substring(begin, context.offsetByCodePoints(begin, CONTEXT_MAX));
    return new Triple(triple.source(), part, triple.question(), answers, triple.answered());
  }
}
