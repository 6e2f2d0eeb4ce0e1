package ai.adjutant.tuner.encoder;

import static org.assertj.core.api.Assertions.assertThat;

import ai.adjutant.tuner.encoder.ContrastBatch.Text;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What may be right as well is not taken for wrong. */
final class ContrastBatchTest {
  private static final String FEE =
      "The late payment fee is 6.50 euros for each reminder that is sent";

  @Test
  void countsNeitherTheSameDocumentNorNearlyTheSameText() {
    ContrastBatch batch = new ContrastBatch();
    batch.add("What is the late fee?", Set.of("0/fees"), Text.of(FEE, "0/fees"));
    int same = batch.addPassage(Text.of("Bills are due on the eighteenth.", "0/fees"));
    int former =
        batch.addPassage(
            Text.of("The late payment fee is 4.50 euros for each reminder that is sent", "0/old"));
    int equal = batch.addPassage(Text.of(FEE, "1/copy"));
    int other = batch.addPassage(Text.of("Routers are sent by post.", "0/routers"));
    batch.replay("Who wrote it?", "Hume wrote about induction.");
    assertThat(batch.counts(0, 0)).isTrue();
    assertThat(batch.counts(0, same)).isFalse();
    assertThat(batch.counts(0, former)).isFalse();
    assertThat(batch.counts(0, equal)).isFalse();
    assertThat(batch.counts(0, other)).isTrue();
    assertThat(batch.counts(1, 0)).isTrue();
    assertThat(batch.numbers(true)).containsExactly(0);
    assertThat(batch.numbers(false)).containsExactly(1);
    assertThat(batch.replayedPassages()).containsExactly(5);
  }
}
