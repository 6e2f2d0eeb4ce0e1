package ai.adjutant.gateway.extract;

import ai.adjutant.gateway.embedding.SentenceEncoder;
import ai.adjutant.gateway.retrieve.Quote;
import ai.adjutant.gateway.tier.Answerer;
import ai.adjutant.gateway.tier.ModelUse;
import ai.adjutant.gateway.tier.Tier;
import ai.adjutant.gateway.tier.TierRequest;
import ai.adjutant.gateway.tier.TierResult;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Answers questions in the documents' own words. */
public final class ExtractiveAnswerer implements Answerer {
  private final Extractor extractor;

  /** Creates a tier that asks this encoder; without vectors it goes by words alone. */
  public ExtractiveAnswerer(SentenceEncoder encoder) {
    this.extractor = new Extractor(encoder);
  }

  @Override
  public Tier tier() {
    return Tier.EXTRACTIVE;
  }

  @Override
  public boolean offers(TierRequest request) {
    return true;
  }

  /** Abstains when no passage holds a sentence. */
  @Override
  public TierResult answer(TierRequest request, Consumer<String> onText) {
    List<Quote> quotes = extractor.extract(request.question(), request.found());
    if (quotes.isEmpty()) {
      return new TierResult.Abstained(ModelUse.NONE);
    }
    String text = quotes.stream().map(Quote::text).collect(Collectors.joining(" "));
    onText.accept(text);
    return new TierResult.Answered(text, quotes, ModelUse.NONE);
  }
}
