package ai.adjutant.tuner.encoder;

import ai.adjutant.tuner.triples.Neighbours;
import ai.adjutant.tuner.triples.PassageFile.Passage;
import ai.adjutant.tuner.triples.QuestionFile;
import ai.adjutant.tuner.triples.QuestionFile.Question;
import ai.adjutant.tuner.triples.Triple;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Makes a reader's examples of an organisation's questions: each with the passage that answers it,
 * and questions without an answer with the passage that looks most like one. What is held out is
 * the same that an encoder's training holds out.
 *
 * @param learnt lines to learn from
 * @param heldOut lines to measure by
 * @param unknown questions left out, as no passage of their documents is there
 */
public record OwnTriples(List<String> learnt, List<String> heldOut, int unknown) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String SOURCE = "own";

  /** Keeps copies. */
  public OwnTriples {
    learnt = List.copyOf(learnt);
    heldOut = List.copyOf(heldOut);
  }

  /** A line with the question that decides where it goes. */
  private record Line(OwnQuestion question, String json) {}

  /**
   * Makes examples.
   *
   * @throws ai.adjutant.chassis.error.AdjutantException EXAMPLES_UNREADABLE, EXAMPLE_REFUSED
   */
  public static OwnTriples of(
      List<Path> questions, List<Path> passages, double heldOutShare, long seed) {
    Corpora corpora = Corpora.read(passages);
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < corpora.count(); i++) {
      corpora.passages(i).stream().map(Passage::text).forEach(texts::add);
    }
    Neighbours near = new Neighbours(texts);
    List<Line> lines = new ArrayList<>();
    int unknown = 0;
    for (Path file : questions) {
      for (Question question : QuestionFile.read(file)) {
        Optional<Line> line = line(question, corpora, near);
        line.ifPresent(lines::add);
        unknown += line.isEmpty() ? 1 : 0;
      }
    }
    Division division =
        Division.of(lines.stream().map(Line::question).toList(), heldOutShare, seed);
    List<String> learnt = new ArrayList<>();
    List<String> heldOut = new ArrayList<>();
    for (Line line : lines) {
      (division.first().contains(line.question()) ? heldOut : learnt).add(line.json());
    }
    return new OwnTriples(learnt, heldOut, unknown);
  }

  private static Optional<Line> line(Question question, Corpora corpora, Neighbours near) {
    if (!question.gold().isEmpty()) {
      return corpora.locate(question).map(own -> new Line(own, answered(question, own.passage())));
    }
    Triple asked = new Triple(SOURCE, "", question.text(), List.of(), false);
    return near.wrongOnes(asked, 1).stream()
        .findFirst()
        .map(passage ->
            new Line(
                new OwnQuestion(
                    question.text(), 0, Set.of(), passage, Likeness.line(question.text())),
                triple(question.text(), passage, "")));
  }

  /** With the place of the answer or of its sentence, where the passage has it word for word. */
  private static String answered(Question question, String passage) {
    for (String words : List.of(question.answer(), question.sentence())) {
      if (!words.isBlank() && passage.contains(words)) {
        return triple(question.text(), passage, words);
      }
    }
    ObjectNode line = JSON.createObjectNode().put("source", SOURCE);
    line.putArray("messages")
        .add(JSON.createObjectNode().put("role", "user").put("content", question.text()))
        .add(JSON.createObjectNode().put("role", "assistant").put("content", passage));
    return line.toString();
  }

  private static String triple(String question, String passage, String answer) {
    ObjectNode line =
        JSON.createObjectNode()
            .put("source", SOURCE)
            .put("language", "en")
            .put("context", passage)
            .put("question", question);
    ArrayNode answers = line.putArray("answers");
    if (!answer.isEmpty()) {
      answers
          .addObject()
          .put("text", answer)
          .put("start", passage.codePointCount(0, passage.indexOf(answer)));
    }
    return line.toString();
  }
}
