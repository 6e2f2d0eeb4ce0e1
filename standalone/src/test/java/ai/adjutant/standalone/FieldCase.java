package ai.adjutant.standalone;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A case from the field: a folder with documents and questions, and what is right here.
 *
 * @param name the case's folder
 * @param language of its corpus
 * @param dialogue whether its questions are one conversation
 * @param shown what the text of a document must hold, by its name
 */
record FieldCase(
    String name,
    String language,
    boolean dialogue,
    Map<String, String> shown,
    List<Expected> questions) {
  FieldCase {
    shown = Objects.requireNonNullElse(shown, Map.of());
  }

  /**
   * What is right for a question.
   *
   * @param line of the question in the case's file, from 1
   * @param refused whether the documents do not answer
   * @param answer what the answer's text must hold
   * @param not what it must not hold
   * @param cites the document that the first citation is from
   * @param unit kind of the answer's unit
   * @param parts how many parts the unit has
   * @param asOf the day for which it is asked
   * @param miss why it is known to be answered wrongly
   * @param missBeside the same, only beside other documents
   */
  record Expected(
      int line,
      boolean refused,
      @Nullable List<String> answer,
      @Nullable List<String> not,
      @Nullable String cites,
      @Nullable String unit,
      int parts,
      @Nullable String asOf,
      @Nullable String miss,
      @Nullable String missBeside) {
    List<String> wanted() {
      return Objects.requireNonNullElse(answer, List.of());
    }

    List<String> unwanted() {
      return Objects.requireNonNullElse(not, List.of());
    }

    /** Whether an answer, as {@code ask --json} prints it, is right. */
    boolean right(JsonNode said) {
      String outcome = said.path("outcome").asText();
      if (refused) {
        return outcome.equals("NOT_IN_DOCUMENTS");
      }
      String text = said.path("text").asText();
      return outcome.equals("ANSWERED")
          && wanted().stream().allMatch(text::contains)
          && unwanted().stream().noneMatch(text::contains)
          && (cites == null || said.at("/citations/0/document").asText().endsWith(cites))
          && (unit == null
              || (said.at("/unit/kind").asText().equals(unit)
                  && said.at("/unit/parts").asInt() == parts));
    }
  }

  static List<FieldCase> all() {
    try (InputStream in =
        Objects.requireNonNull(FieldCase.class.getResourceAsStream("field-cases.json"))) {
      return Arrays.asList(new ObjectMapper().readValue(in, FieldCase[].class));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Path documents(Path cases) {
    return cases.resolve(name).resolve("documents");
  }

  /** The question on a line of the case's file. */
  String question(Path cases, int line) {
    try {
      return Files.readAllLines(cases.resolve(name).resolve("question.txt")).get(line - 1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String toString() {
    return name;
  }
}
