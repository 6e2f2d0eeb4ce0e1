package ai.adjutant.tuner.encoder;

import ai.adjutant.tuner.torch.AlignedMemory;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.nio.LongBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Texts that are contrasted: each question has a right passage among all passages of the batch.
 * Those that may be right as well, since they are of the same document or nearly the same text,
 * count neither way. Used once.
 */
final class ContrastBatch {
  private static final float NOT_ALLOWED = -10_000;

  private final List<Question> questions = new ArrayList<>();
  private final List<Text> passages = new ArrayList<>();

  /**
   * A passage.
   *
   * @param document of which corpus and name; empty for general triples
   */
  record Text(String text, String document, Set<String> words) {
    static Text of(String text, String document) {
      return new Text(text, document, Set.copyOf(Likeness.words(text)));
    }
  }

  /** A question, the documents that answer it, and the number of its passage. */
  private record Question(String text, Set<String> documents, int right, boolean own) {}

  /** Adds a question of the organisation with its passage. */
  void add(String question, Set<String> documents, Text right) {
    questions.add(new Question(question, documents, passages.size(), true));
    passages.add(right);
  }

  /** Adds a general question with its passage. */
  void replay(String question, String passage) {
    questions.add(new Question(question, Set.of(), passages.size(), false));
    passages.add(Text.of(passage, ""));
  }

  /** Adds a passage that is right for no question in particular; returns its number. */
  int addPassage(Text passage) {
    passages.add(passage);
    return passages.size() - 1;
  }

  List<String> questions() {
    return questions.stream().map(Question::text).toList();
  }

  List<String> passages() {
    return passages.stream().map(Text::text).toList();
  }

  /** Numbers of the questions of the organisation, or of the general ones. */
  List<Integer> numbers(boolean own) {
    return IntStream.range(0, questions.size())
        .filter(i -> questions.get(i).own() == own)
        .boxed()
        .toList();
  }

  /** Numbers of the passages of general questions. */
  List<Integer> replayedPassages() {
    return numbers(false).stream().map(i -> questions.get(i).right()).toList();
  }

  /** 0 where a passage counts for a question, far below where not: [questions, passages]. */
  NDArray allowed(NDManager scope, List<Integer> numbers) {
    float[] values = new float[numbers.size() * passages.size()];
    for (int i = 0; i < numbers.size(); i++) {
      for (int k = 0; k < passages.size(); k++) {
        values[i * passages.size() + k] =
            counts(questions.get(numbers.get(i)), k) ? 0 : NOT_ALLOWED;
      }
    }
    return AlignedMemory.create(scope, values, numbers.size(), passages.size());
  }

  /** Whether a passage is the right one, or surely wrong. */
  boolean counts(int question, int passage) {
    return counts(questions.get(question), passage);
  }

  private boolean counts(Question question, int number) {
    if (number == question.right()) {
      return true;
    }
    Text passage = passages.get(number);
    return !question.documents().contains(passage.document())
        && !Likeness.near(passage.words(), passages.get(question.right()).words());
  }

  /** The right passage of each question: [questions, 1]. */
  NDArray right(NDManager scope, List<Integer> numbers) {
    LongBuffer values = LongBuffer.allocate(numbers.size());
    numbers.forEach(number -> values.put(questions.get(number).right()));
    return scope.create(values.flip(), new Shape(numbers.size(), 1));
  }
}
