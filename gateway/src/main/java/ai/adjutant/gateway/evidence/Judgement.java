package ai.adjutant.gateway.evidence;

import ai.adjutant.gateway.retrieve.EvidenceRule;
import ai.adjutant.gateway.retrieve.SearchResult;
import java.util.List;

/**
 * Judges how good the evidence of a search is.
 *
 * @param score estimated probability that the passages hold the answer, 0 to 1
 * @param threshold lowest score at which the question is answered
 * @param calibrated whether the threshold was fitted on the corpus or set by hand
 * @param wordsOnly whether it was judged by words alone, because no passage has a vector's score:
 *     vectors are missing, or have no part in the corpus
 * @param signals what the score was made of
 * @param verdict what follows
 */
public record Judgement(
    double score,
    double threshold,
    boolean calibrated,
    boolean wordsOnly,
    Signals signals,
    Verdict verdict) {
  /** States what follows from the evidence. */
  public enum Verdict {
    /** The question can be answered. */
    SUFFICIENT,
    /** Nothing was found, and every leg searched. */
    NOTHING_FOUND,
    /** The passages found probably don't hold the answer, and every leg searched. */
    INSUFFICIENT,
    /** What was found does not suffice, and a leg that might have found more was missing. */
    UNKNOWN
  }

  /**
   * Threshold by words alone for corpora that were not calibrated: where {@link
   * EvidenceModel#WORDS_ONLY} answers about as many of the answerable questions of the development
   * sets as the whole model does (docs/benchmarks.md).
   */
  private static final double WORDS_THRESHOLD = 0.5;

  /** Threshold of the built-in rule, for corpora whose own rule needs a reader that is away. */
  private static final double UNREAD_THRESHOLD = 0.5;

  /** Returns the model that judges a search. */
  public static EvidenceModel model(SearchResult found) {
    if (byWordsOnly(found)) {
      return EvidenceModel.WORDS_ONLY;
    }
    List<Double> stored = found.corpus().evidence().weights();
    if (EvidenceModel.fits(stored) && !lacksReader(found)) {
      return new EvidenceModel(stored);
    }
    return found.isRead() ? EvidenceModel.WITH_READER : EvidenceModel.BUILT_IN;
  }

  /** Whether the corpus' own rule counts what a reader reads, and none has read. */
  private static boolean lacksReader(SearchResult found) {
    List<Double> stored = found.corpus().evidence().weights();
    return EvidenceModel.fits(stored) && new EvidenceModel(stored).needsReader() && !found.isRead();
  }

  private static boolean byWordsOnly(SearchResult found) {
    boolean without = found.corpus().wordsOnly() || !found.missing().isEmpty();
    return without && !found.hasVectors();
  }

  /**
   * Judges a search by the corpus' rule; by the rule for words alone where vectors are missing or
   * have no part. A missing leg never turns into the statement that the documents don't answer.
   */
  public static Judgement of(SearchResult found) {
    EvidenceRule rule = found.corpus().evidence();
    Signals signals = Signals.of(found);
    boolean complete = found.missing().isEmpty();
    boolean wordsOnly = byWordsOnly(found);
    EvidenceModel model = model(found);
    boolean unread = lacksReader(found);
    double threshold =
        wordsOnly
            ? rule.wordsThreshold().orElse(WORDS_THRESHOLD)
            : unread ? UNREAD_THRESHOLD : rule.threshold();
    boolean calibrated =
        wordsOnly ? rule.wordsThreshold().isPresent() : rule.calibrated() && !unread;
    double score = model.score(signals);
    return new Judgement(
        score,
        threshold,
        calibrated,
        wordsOnly,
        signals,
        verdict(found, complete, score >= threshold));
  }

  private static Verdict verdict(SearchResult found, boolean complete, boolean suffices) {
    if (!found.passages().isEmpty() && suffices) {
      return Verdict.SUFFICIENT;
    }
    if (!complete) {
      return Verdict.UNKNOWN;
    }
    return found.passages().isEmpty() ? Verdict.NOTHING_FOUND : Verdict.INSUFFICIENT;
  }
}
