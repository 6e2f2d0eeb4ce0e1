package ai.adjutant.retriever.encode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.adjutant.chassis.error.AdjutantException;
import ai.adjutant.retriever.encode.Encoder.Purpose;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What every encoder must do; extended by the test of each. */
@Timeout(60)
public abstract class EncoderContract {
  private static final Duration LONG = Duration.ofSeconds(30);

  /** An encoder that answers. */
  protected abstract Encoder encoder();

  /** Makes it answer nothing about documents, as long as the test goes on. */
  protected abstract void hold();

  /** Makes it unreachable. */
  protected abstract void leave();

  private static void assertRefused(EncodeReason reason, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            AdjutantException.class, e -> assertThat(e.reason()).isEqualTo(reason));
  }

  @Test
  void givesOneVectorATextInTheirOrderAndOfItsLength() {
    Encoded all = encoder().encode(List.of("red apple", "blue sky"), Purpose.DOCUMENT, LONG);
    Encoded sky = encoder().encode(List.of("blue sky"), Purpose.DOCUMENT, LONG);

    assertThat(all.vectors()).hasSize(2);
    assertThat(all.vectors().get(1).cosine(sky.vectors().getFirst().toArray()))
        .isCloseTo(1, within(1e-5));
    assertThat(all.vectors().getFirst().cosine(sky.vectors().getFirst().toArray()))
        .isLessThan(0.99);
    for (Vector vector : all.vectors()) {
      assertThat(vector.dimensions()).isEqualTo(all.encoder().dimensions());
      assertThat(vector.cosine(vector.toArray())).isCloseTo(1, within(1e-5));
    }
  }

  @Test
  void saysWhoMadeThemAlikeForBothPurposes() {
    EncoderIdentity document = encoder().encode(List.of("text"), Purpose.DOCUMENT, LONG).encoder();
    assertThat(document.digest()).isNotEmpty();
    assertThat(document.model()).isNotEmpty();
    assertThat(encoder().encode(List.of("text"), Purpose.QUERY, LONG).encoder())
        .isEqualTo(document);
  }

  @Test
  void takesAsManyTextsAsItSays() {
    List<String> texts = Collections.nCopies(Encoder.TEXTS_MAX, "text");
    assertThat(encoder().encode(texts, Purpose.DOCUMENT, LONG).vectors())
        .hasSize(Encoder.TEXTS_MAX);
  }

  @Test
  void endsWhenItsCallerWaitsNoLonger() {
    hold();
    assertRefused(
        EncodeReason.ENCODER_TOO_SLOW,
        () -> encoder().encode(List.of("text"), Purpose.DOCUMENT, Duration.ofMillis(200)));
  }

  @Test
  void saysThatItIsAwayWithinTheCallersTime() {
    leave();
    assertRefused(
        EncodeReason.ENCODER_UNAVAILABLE,
        () -> encoder().encode(List.of("text"), Purpose.QUERY, LONG));
  }
}
