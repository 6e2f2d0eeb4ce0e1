package ai.adjutant.gateway.tier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.adjutant.gateway.retrieve.Quote;
import ai.adjutant.gateway.retrieve.Retrieval;
import ai.adjutant.gateway.retrieve.ScriptedRetrieval;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What every tier promises. */
public abstract class AnswererContract {
  /** The only passage. */
  protected static final String PASSAGE =
      "The late payment fee is 6.50 euros. It is charged on the tenth day after the due date.";

  /** The question that the passage answers. */
  protected static final String QUESTION = "How much is the late payment fee?";

  /** A tier that answers {@link #QUESTION} from {@link #PASSAGE}. */
  protected abstract Answerer answering();

  /** A tier, or a request to it, that ends without an answer. */
  protected abstract TierResult withoutAnswer(List<String> pieces);

  /** A request with the passage, for a corpus that names a model. */
  protected static TierRequest request(String... passages) {
    Retrieval.Query query =
        new Retrieval.Query("corpora/c", QUESTION, List.of(), "", null, 10, Retrieval.Mode.BOTH);
    return new TierRequest(
        QUESTION,
        List.of(),
        ScriptedRetrieval.finding(passages).answeredBy("models/m").search(query),
        new Budget(5, 6, 100, TimeLimit.in(Duration.ofSeconds(30), System::nanoTime)));
  }

  @Test
  void offersItselfForTheRequest() {
    assertThat(answering().offers(request(PASSAGE))).isTrue();
  }

  @Test
  void streamsTheTextThatItsResultHolds() {
    List<String> pieces = new ArrayList<>();
    TierResult result = answering().answer(request(PASSAGE), pieces::add);
    assertThat(result).isInstanceOf(TierResult.Answered.class);
    assertThat(String.join("", pieces)).isEqualTo(((TierResult.Answered) result).text());
    assertThat(pieces).isNotEmpty().allMatch(piece -> !piece.isEmpty());
  }

  @Test
  void quotesWhatItsTextConsistsOfOrNamesTheModelThatWordedIt() {
    TierResult.Answered answered =
        (TierResult.Answered) answering().answer(request(PASSAGE), piece -> {});
    String quoted = answered.quotes().stream().map(Quote::text).collect(Collectors.joining(" "));
    if (answered.quotes().isEmpty()) {
      assertThat(answered.use().model()).startsWith("models/");
    } else {
      assertThat(quoted).isEqualTo(answered.text());
      assertThat(answered.use()).isEqualTo(ModelUse.NONE);
    }
  }

  @Test
  void endsWithATypedResultWhereItHasNoAnswer() {
    List<String> pieces = new ArrayList<>();
    TierResult result = withoutAnswer(pieces);
    assertThat(result).isNotInstanceOf(TierResult.Answered.class);
    if (result instanceof TierResult.Abstained) {
      assertThat(pieces).isEmpty();
    }
  }

  @Test
  void letsThroughWhatTheCallersEndThrows() {
    IllegalStateException gone = new IllegalStateException("the caller is gone");
    assertThatThrownBy(() ->
            answering()
                .answer(
                    request(PASSAGE),
                    piece -> {
                      throw gone;
                    }))
        .isSameAs(gone);
  }
}
