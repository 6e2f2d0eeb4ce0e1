package ai.adjutant.tuner.export;

import ai.adjutant.tuner.bert.TokenRow;
import ai.adjutant.tuner.model.Scores;
import ai.adjutant.tuner.text.Tokens;
import ai.adjutant.tuner.text.WordPieces;
import ai.adjutant.tuner.triples.Triple;
import ai.adjutant.tuner.triples.TripleFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;

/**
 * Measures an encoder: how high each held-out question finds its own passage among all passages, by
 * the cosine of first tokens' vectors. Used by one thread.
 */
public final class EncoderTrial {
  /** The mean of 1 over the rank of a question's own passage. */
  static final String MRR = "mrr";

  private static final String LANGUAGE = "en";
  private static final int MARKS = 2;

  private final List<TokenRow> questions = new ArrayList<>();
  private final List<TokenRow> passages = new ArrayList<>();

  /** Number of each question's own passage. */
  private final List<Integer> own = new ArrayList<>();

  /**
   * Reads the held-out questions that their passage answers.
   *
   * @param count how many are taken at most, drawn by the seed
   * @param length longest row in tokens; longer texts are cut
   * @throws ai.adjutant.chassis.error.AdjutantException EXAMPLES_UNREADABLE, EXAMPLE_REFUSED
   */
  public EncoderTrial(Path heldOut, int count, int length, long seed) {
    this(drawn(heldOut, count, seed), length);
  }

  /**
   * Takes questions with their passages.
   *
   * @param length longest row in tokens; longer texts are cut
   */
  public EncoderTrial(List<Triple> taken, int length) {
    LinkedHashSet<String> texts = new LinkedHashSet<>();
    taken.forEach(triple -> texts.add(triple.context()));
    List<String> distinct = List.copyOf(texts);
    try (WordPieces pieces = WordPieces.open()) {
      distinct.forEach(text -> passages.add(row(pieces, text, length)));
      for (Triple triple : taken) {
        questions.add(row(pieces, triple.question(), length));
        own.add(distinct.indexOf(triple.context()));
      }
    }
  }

  private static List<Triple> drawn(Path heldOut, int count, long seed) {
    List<Triple> drawn =
        new ArrayList<>(
            TripleFile.read(heldOut, LANGUAGE, List.of()).triples().stream()
                .filter(Triple::answered)
                .toList());
    Collections.shuffle(drawn, new Random(seed));
    return drawn.subList(0, Math.min(count, drawn.size()));
  }

  private static TokenRow row(WordPieces pieces, String text, int length) {
    Tokens tokens = pieces.tokens(text);
    int kept = Math.min(tokens.count(), length - MARKS);
    int[] ids = new int[kept + MARKS];
    ids[0] = pieces.begin();
    tokens.copy(0, kept, ids, 1);
    ids[kept + 1] = pieces.separator();
    return new TokenRow(ids, ids.length);
  }

  /** Returns rows of the first passages and questions, at most so many of each. */
  List<TokenRow> rows(int count) {
    List<TokenRow> rows = new ArrayList<>();
    rows.addAll(passages.subList(0, Math.min(count, passages.size())));
    rows.addAll(questions.subList(0, Math.min(count, questions.size())));
    return rows;
  }

  /**
   * Measures an encoder on all questions; without questions there is no score but the main one.
   *
   * @param vector gives the vector of a row's first token
   */
  Scores scores(Function<TokenRow, float[]> vector) {
    List<float[]> found = passages.stream().map(row -> normed(vector.apply(row))).toList();
    double sum = 0;
    for (int i = 0; i < questions.size(); i++) {
      sum += 1.0 / rank(normed(vector.apply(questions.get(i))), found, own.get(i));
    }
    return questions.isEmpty()
        ? Scores.of("questions", Map.of("questions", 0.0))
        : Scores.of(MRR, Map.of(MRR, sum / questions.size()));
  }

  /** Passages as near as its own count as nearer, and so does a vector that is no number. */
  private static int rank(float[] question, List<float[]> passages, int own) {
    double mine = cosine(question, passages.get(own));
    int rank = 1;
    for (int i = 0; i < passages.size(); i++) {
      if (i != own && !(cosine(question, passages.get(i)) < mine)) {
        rank++;
      }
    }
    return rank;
  }

  private static double cosine(float[] one, float[] other) {
    double sum = 0;
    for (int i = 0; i < one.length; i++) {
      sum += (double) one[i] * other[i];
    }
    return sum;
  }

  private static float[] normed(float[] vector) {
    double norm = Math.sqrt(cosine(vector, vector));
    float[] normed = new float[vector.length];
    for (int i = 0; i < normed.length; i++) {
      normed[i] = (float) (vector[i] / norm);
    }
    return normed;
  }
}
