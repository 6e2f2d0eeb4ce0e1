package ai.adjutant.inference.embed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.adjutant.inference.encoder.EncoderGraph;
import ai.adjutant.inference.encoder.EncoderOutput;
import ai.adjutant.inference.encoder.TokenRow;
import ai.adjutant.inference.runtime.OnnxRuntime;
import ai.adjutant.inference.testing.SyntheticEncoder;
import ai.adjutant.inference.testing.SyntheticEncoder.Pooled;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With a wide graph of other numbers, so that it shows which one ran. */
class EncoderRunsTest {
  private static final EncoderOutput HIDDEN =
      new EncoderOutput(List.of("last_hidden_state"), EncoderOutput.Form.TOKEN_VECTORS);

  private static final List<TokenRow> ROW = List.of(TokenRow.text(new long[] {101, 7, 102}, 64));
  private static final List<TokenRow> ROWS = List.of(ROW.getFirst(), ROW.getFirst());

  @TempDir Path folder;
  private final List<EncoderRuns> opened = new ArrayList<>();
  private float narrow;
  private float wide;

  @BeforeEach
  void ask() {
    narrow = only(false).run(ROW, EncoderRunsTest::first);
    wide = only(true).run(ROW, EncoderRunsTest::first);
    assertThat(wide).isNotEqualTo(narrow);
  }

  @AfterEach
  void close() {
    opened.forEach(EncoderRuns::close);
  }

  private EncoderRuns only(boolean leaning) {
    EncoderRuns runs = new EncoderRuns(graph(leaning), Optional.empty());
    opened.add(runs);
    return runs;
  }

  private EncoderRuns both() {
    EncoderRuns runs = new EncoderRuns(graph(false), Optional.of(graph(true)));
    opened.add(runs);
    return runs;
  }

  private EncoderGraph graph(boolean leaning) {
    Path directory = folder.resolve(leaning ? "wide" : "narrow");
    if (leaning) {
      SyntheticEncoder.writeLeaning(directory);
    } else {
      SyntheticEncoder.write(directory, Pooled.CLS);
    }
    return EncoderGraph.of(
        "tests",
        OnnxRuntime.load(folder).open(directory.resolve("onnx/model.onnx"), 2),
        List.of(HIDDEN));
  }

  private static float first(EncoderGraph.Written written) {
    float[] numbers = new float[1];
    written.of(HIDDEN).copyFloats(0, numbers);
    return numbers[0];
  }

  @Test
  void aLoneTextIsWideOneBesideAnotherRunIsNot() {
    EncoderRuns runs = both();
    List<Float> seen = new ArrayList<>();
    runs.run(
        ROW,
        outer -> {
          seen.add(first(outer));
          seen.add(runs.run(ROW, EncoderRunsTest::first));
          return seen;
        });
    seen.add(runs.run(ROW, EncoderRunsTest::first));
    assertThat(seen).containsExactly(wide, narrow, wide);
  }

  @Test
  void severalTextsAreNot() {
    assertThat(both().run(ROWS, EncoderRunsTest::first)).isEqualTo(narrow);
  }

  @Test
  void aFailedRunIsOver() {
    EncoderRuns runs = both();
    assertThatThrownBy(() ->
            runs.run(
                ROW,
                hidden -> {
                  throw new IllegalStateException("on purpose");
                }))
        .hasMessage("on purpose");
    assertThat(runs.run(ROW, EncoderRunsTest::first)).isEqualTo(wide);
  }

  @Test
  void withoutAWideGraphAllRunTheSame() {
    assertThat(only(false).run(ROW, EncoderRunsTest::first)).isEqualTo(narrow);
  }
}
