package ai.adjutant.gateway.extract;

import static org.assertj.core.api.Assertions.assertThat;

import ai.adjutant.gateway.embedding.StemEncoder;
import ai.adjutant.gateway.retrieve.Quote;
import ai.adjutant.gateway.tier.Answerer;
import ai.adjutant.gateway.tier.AnswererContract;
import ai.adjutant.gateway.tier.TierResult;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Answers in the documents' own words. */
final class ExtractiveAnswererTest extends AnswererContract {
  @Override
  protected Answerer answering() {
    return new ExtractiveAnswerer(StemEncoder.there());
  }

  @Override
  protected TierResult withoutAnswer(List<String> pieces) {
    return answering().answer(request("   "), pieces::add);
  }

  private static List<Quote> quotes(Answerer answerer, String... passages) {
    TierResult result = answerer.answer(request(passages), piece -> {});
    return ((TierResult.Answered) result).quotes();
  }

  @Test
  void quotesTheBestSentenceWithItsNeighboursAndTheirPlaces() {
    List<Quote> quotes = quotes(answering(), PASSAGE);
    assertThat(quotes).hasSize(2);
    for (Quote quote : quotes) {
      assertThat(PASSAGE.substring(quote.start() - 100, quote.end() - 100)).isEqualTo(quote.text());
      assertThat(quote.page()).isEqualTo(2);
    }
  }

  @Test
  void goesByWordsWhereNoEncoderAnswers() {
    List<Quote> quotes =
        quotes(
            new ExtractiveAnswerer(StemEncoder.gone()),
            "Members pay nothing once a year. Parking is free.",
            PASSAGE);
    assertThat(quotes.getFirst().text()).contains("6.50 euros");
  }

  @Test
  void prefersAStatementToAHeadingOrAQuestion() {
    List<Quote> quotes =
        quotes(
            answering(),
            "How much is the late payment fee? The late payment fee comes to six euros fifty.");
    assertThat(quotes.stream().map(Quote::text))
        .contains("The late payment fee comes to six euros fifty.");
  }
}
