package ai.adjutant.gateway.ground;

import ai.adjutant.gateway.embedding.SentenceEncoder;
import ai.adjutant.gateway.embedding.SentenceEncoder.Vector;
import ai.adjutant.gateway.retrieve.Passage;
import ai.adjutant.gateway.retrieve.Quote;
import ai.adjutant.gateway.retrieve.SearchResult;
import ai.adjutant.gateway.tier.TimeLimit;
import ai.adjutant.text.Sentences;
import ai.adjutant.text.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Checks an answer against the passages, sentence by sentence: is it there word for word; do its
 * numbers, dates and names stand in the passages, and does it deny what is there; else by words and
 * meaning, and by a reader where there is one. A value that differs is refused whatever a reader
 * says; where a reader is late or fails, the rules decide alone.
 */
public final class GroundCheck {
  private static final int SENTENCES_MAX = 60;

  private final SentenceEncoder encoder;
  private final SupportReader reader;

  /** Creates a check by rules that asks this encoder; without vectors it is stricter. */
  public GroundCheck(SentenceEncoder encoder) {
    this(encoder, SupportReader.off());
  }

  /** Creates a check that asks this encoder and this reader. */
  public GroundCheck(SentenceEncoder encoder, SupportReader reader) {
    this.encoder = encoder;
    this.reader = reader;
  }

  /**
   * Returns the support that what was found gives each sentence of the answer, in order.
   *
   * @param time until when the answer is waited for; a reader gets a share of it
   */
  public GroundReport check(String answer, SearchResult found, TimeLimit time) {
    List<Quote> ground = ground(found.passages());
    RuleCheck rules = new RuleCheck(ground, found);
    List<RuleCheck.Ruled> ruled = ruled(rules, answer, ground, found.corpus().wordsOnly());
    SupportReader.Check check = reader.check(found.corpus().language(), time);
    ReadSentences sentences =
        new ReadSentences(rules, ruled, found.passages(), reader.passagesMax());
    return new GroundReport(sentences.support(check), check.use());
  }

  private List<RuleCheck.Ruled> ruled(
      RuleCheck rules, String answer, List<Quote> ground, boolean wordsOnly) {
    List<String> sentences = Sentences.split(answer).stream().map(span -> span.of(answer)).toList();
    List<String> texts = new ArrayList<>(sentences);
    ground.forEach(quote -> texts.add(quote.text()));
    Optional<List<Vector>> vectors =
        sentences.isEmpty() || ground.isEmpty() || wordsOnly
            ? Optional.empty()
            : encoder.encode(texts);
    List<RuleCheck.Ruled> ruled = new ArrayList<>();
    for (int i = 0; i < sentences.size(); i++) {
      int at = i;
      ruled.add(
          rules.rule(
              sentences.get(i),
              vectors.map(all -> all.get(at)),
              vectors.map(all -> all.subList(sentences.size(), all.size())).orElse(List.of())));
    }
    return ruled;
  }

  private static List<Quote> ground(List<Passage> passages) {
    List<Quote> ground = new ArrayList<>();
    for (Passage passage : passages) {
      for (Span span : Sentences.split(passage.text())) {
        if (ground.size() < SENTENCES_MAX) {
          ground.add(
              new Quote(
                  passage,
                  span.of(passage.text()),
                  passage.start() + span.start(),
                  passage.start() + span.end(),
                  1));
        }
      }
    }
    return ground;
  }
}
