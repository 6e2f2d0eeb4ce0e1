package ai.adjutant.gateway.retrieve;

import ai.adjutant.text.Words;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * A retriever over a few texts held in memory: passages in the given order, signals by common
 * words.
 */
public final class ScriptedRetrieval implements Retrieval {
  private final List<Passage> passages;
  private final List<Found.Missing> missing;
  private final List<Query> asked = new ArrayList<>();
  private StoredRule rule;

  private ScriptedRetrieval(List<Passage> passages, List<Found.Missing> missing, StoredRule rule) {
    this.passages = passages;
    this.missing = missing;
    this.rule = rule;
  }

  /** Finds these texts for every question, and answers from any evidence. */
  public static ScriptedRetrieval finding(String... texts) {
    List<Passage> passages = new ArrayList<>();
    for (int i = 0; i < texts.length; i++) {
      passages.add(passage(i, texts[i]));
    }
    return new ScriptedRetrieval(passages, List.of(), new StoredRule(0, false, List.of(), 0, 0));
  }

  /** The same with this threshold. */
  public ScriptedRetrieval withThreshold(double threshold) {
    return new ScriptedRetrieval(
        passages, missing, new StoredRule(threshold, true, List.of(), 0, 0));
  }

  /** The same with a leg that could not search. */
  public ScriptedRetrieval without(String leg) {
    return new ScriptedRetrieval(passages, List.of(new Found.Missing(leg, "gone")), rule);
  }

  /** What was asked, in order. */
  public List<Query> asked() {
    return asked;
  }

  /** A passage of a document of its own, 100 characters into it, on page 2 from its start. */
  public static Passage passage(int number, String text) {
    return new Passage(
        "corpora/c/documents/d" + number,
        "v1",
        "corpora/c/documents/d" + number + "/chunks/0",
        "Title " + number,
        text,
        100,
        List.of(new Passage.Page(0, 2)),
        1.0 / (number + 1),
        5.0 / (number + 1),
        OptionalDouble.of(0.8 - 0.05 * number),
        0.5,
        number + 1,
        number + 1);
  }

  @Override
  public Found search(Query query) {
    asked.add(query);
    Set<String> stems = new LinkedHashSet<>(Words.stems(query.text()));
    return new Found(
        passages, stems.stream().map(stem -> new Found.Term(stem, 2.0, 3)).toList(), missing);
  }

  @Override
  public StoredRule rule(String corpus) {
    return rule;
  }

  @Override
  public void store(String corpus, StoredRule fitted) {
    rule = fitted;
  }
}
