package ai.adjutant.gateway.retrieve;

import ai.adjutant.text.Words;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;

/**
 * A retriever over a few texts held in memory: passages in the given order, signals by common
 * words. Any thread may call.
 */
public final class ScriptedRetrieval implements Retrieval {
  private final List<Passage> passages;
  private final List<SearchResult.Missing> missing;
  private final String model;
  private final List<Query> asked = new CopyOnWriteArrayList<>();
  private final Queue<Integer> deletions = new ConcurrentLinkedQueue<>();
  private final Set<String> deleted = ConcurrentHashMap.newKeySet();
  private final String language;
  private final boolean wordsOnly;
  private volatile EvidenceRule rule;
  private volatile QuestionReading reading = QuestionReading.PLAIN;

  private ScriptedRetrieval(
      List<Passage> passages, List<SearchResult.Missing> missing, EvidenceRule rule, String model) {
    this(passages, missing, rule, model, "en", false);
  }

  private ScriptedRetrieval(
      List<Passage> passages,
      List<SearchResult.Missing> missing,
      EvidenceRule rule,
      String model,
      String language,
      boolean wordsOnly) {
    this.language = language;
    this.wordsOnly = wordsOnly;
    this.passages = passages;
    this.missing = missing;
    this.rule = rule;
    this.model = model;
  }

  /** Finds these texts for every question, and answers from any evidence. */
  public static ScriptedRetrieval finding(String... texts) {
    List<Passage> passages = new ArrayList<>();
    for (int i = 0; i < texts.length; i++) {
      passages.add(passage(i, texts[i]));
    }
    return new ScriptedRetrieval(passages, List.of(), rule(0), "");
  }

  private static EvidenceRule rule(double threshold) {
    return new EvidenceRule(
        threshold, threshold > 0, List.of(), OptionalDouble.of(threshold), 0, 0);
  }

  /** The same with this threshold, by words alone too. */
  public ScriptedRetrieval withThreshold(double threshold) {
    return new ScriptedRetrieval(passages, missing, rule(threshold), model);
  }

  /** The same with a leg that could not search; without vectors no passage has a cosine. */
  public ScriptedRetrieval without(String leg) {
    List<Passage> left =
        leg.equals("VECTOR")
            ? passages.stream().map(ScriptedRetrieval::withoutCosine).toList()
            : passages;
    return new ScriptedRetrieval(left, List.of(new SearchResult.Missing(leg, "gone")), rule, model);
  }

  /** The same for a corpus that names this model. */
  public ScriptedRetrieval answeredBy(String name) {
    return new ScriptedRetrieval(passages, missing, rule, name);
  }

  /** The same for a corpus whose language the encoder does not know. */
  public ScriptedRetrieval byWords(String other) {
    List<Passage> left = passages.stream().map(ScriptedRetrieval::withoutCosine).toList();
    return new ScriptedRetrieval(left, missing, rule, model, other, true);
  }

  /** Passages that stand in an English corpus, as if a search had found them. */
  public static SearchResult found(Passage... passages) {
    return new SearchResult(
        List.of(passages),
        List.of(),
        List.of(),
        new SearchResult.CorpusRule(rule(0), "", "en", false));
  }

  /** Deletes a document of these numbers, in order, right after each search. */
  public ScriptedRetrieval deletingAfterEachSearch(int... numbers) {
    IntStream.of(numbers).forEach(deletions::add);
    return this;
  }

  /** Reads every question so from now on. */
  public ScriptedRetrieval reading(QuestionReading every) {
    reading = every;
    return this;
  }

  /** What was asked, in order. */
  public List<Query> asked() {
    return asked;
  }

  /** The rule that holds now. */
  public EvidenceRule rule() {
    return rule;
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
        number + 1,
        List.of());
  }

  private static Passage withoutCosine(Passage passage) {
    return new Passage(
        passage.document(),
        passage.version(),
        passage.chunk(),
        passage.title(),
        passage.text(),
        passage.start(),
        passage.pages(),
        passage.score(),
        passage.bm25(),
        OptionalDouble.empty(),
        passage.cover(),
        passage.wordRank(),
        0,
        passage.structure());
  }

  @Override
  public SearchResult search(Query query) {
    asked.add(query);
    Set<String> stems = new LinkedHashSet<>(Words.of(language).stems(query.text()));
    List<Passage> found = passages.stream().filter(this::stands).toList();
    Optional.ofNullable(deletions.poll())
        .ifPresent(number -> deleted.add("corpora/c/documents/d" + number));
    return new SearchResult(
        found,
        stems.stream().map(stem -> new SearchResult.Term(stem, 2.0, 3, 1)).toList(),
        missing,
        new SearchResult.CorpusRule(rule, model, language, wordsOnly),
        reading);
  }

  @Override
  public boolean stands(Passage passage) {
    return !deleted.contains(passage.document());
  }

  @Override
  public void store(String corpus, EvidenceRule fitted) {
    rule = fitted;
  }
}
