package ai.adjutant.inference.encoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.adjutant.chassis.error.AdjutantException;
import ai.adjutant.inference.encoder.EncoderOutput.Form;
import ai.adjutant.inference.runtime.OnnxRuntime;
import ai.adjutant.inference.testing.OnnxGraph;
import ai.adjutant.inference.testing.SyntheticEncoder;
import ai.adjutant.inference.tokenize.PairTokens;
import ai.adjutant.inference.tokenize.Tokenizer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On a graph whose start scores are the token ids, and whose other outputs follow from these. */
class EncoderGraphTest {
  private static final EncoderOutput START =
      new EncoderOutput(List.of("start", "start_logits"), Form.TOKEN_SCORES);
  private static final EncoderOutput END =
      new EncoderOutput(List.of("end_logits"), Form.TOKEN_SCORES);
  private static final EncoderOutput HIDDEN =
      new EncoderOutput(List.of("hidden"), Form.TOKEN_VECTORS);
  private static final EncoderOutput POOLED =
      new EncoderOutput(List.of("pooled"), Form.ROW_VECTORS);

  private static final List<TokenRow> ROWS =
      List.of(TokenRow.text(new long[] {3, 4, 5}, 8), TokenRow.text(new long[] {7}, 8));

  @TempDir Path folder;

  @Test
  void readsSeveralOutputsOfOneRun() {
    try (EncoderGraph graph = open(List.of(START, END))) {
      String read =
          graph.run(
              ROWS,
              written -> {
                float[] starts = new float[6];
                float[] ends = new float[6];
                written.of(START).copyFloats(0, starts);
                written.of(END).copyFloats(0, ends);
                return join(starts) + " and " + join(ends);
              });
      assertThat(read).isEqualTo("3 4 5 7 0 0 and -3 -4 -5 -7 0 0");
    }
  }

  @Test
  void readsOutputsOfEveryForm() {
    try (EncoderGraph graph = open(List.of(POOLED, HIDDEN, END))) {
      assertThat(graph.width(POOLED)).as("not declared, a run shows it").isEqualTo(2);
      assertThat(graph.width(HIDDEN)).isEqualTo(2);
      assertThat(graph.width(END)).isEqualTo(1);
      String read =
          graph.run(
              ROWS,
              written -> {
                float[] pooled = new float[4];
                float[] hidden = new float[12];
                written.of(POOLED).copyFloats(0, pooled);
                written.of(HIDDEN).copyFloats(0, hidden);
                return join(pooled) + " and " + join(hidden);
              });
      assertThat(read).isEqualTo("12 -12 7 -7 and 3 -3 4 -4 5 -5 7 -7 0 0 0 0");
    }
  }

  @Test
  void givesNothingThatWasNotAskedFor() {
    try (EncoderGraph graph = open(List.of(START))) {
      assertThatThrownBy(() -> graph.run(ROWS, written -> written.of(END)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("end_logits");
    }
  }

  @Test
  void saysWhichOfSeveralOutputsIsMissingOrOfAnotherForm() {
    EncoderOutput absent = new EncoderOutput(List.of("best", "worst"), Form.TOKEN_SCORES);
    assertThatThrownBy(() -> open(List.of(START, absent)))
        .isInstanceOfSatisfying(
            AdjutantException.class,
            e -> assertThat(e.reason()).isEqualTo(EncoderReason.ENCODER_REFUSED))
        .hasMessageContaining("must write best or worst as floats with 2 lengths");
    EncoderOutput flat = new EncoderOutput(List.of("hidden"), Form.TOKEN_SCORES);
    assertThatThrownBy(() -> open(List.of(flat)))
        .hasMessageContaining("must write hidden as floats with 2 lengths");
  }

  /** What a reader of answers does: from the best token of a cut pair back to the text. */
  @Test
  void leadsFromATokenOfACutPairToItsPlaceInTheText() {
    String passage =
        "Für Zürich gilt \uD83D\uDC69\u200D\uD83D\uDCBB: 보증금 \uD83D\uDE80 the deposit is 40 € "
            + "and more ".repeat(40);
    try (Tokenizer tokenizer = Tokenizer.read(SyntheticEncoder.tokenizerJson(), folder);
        EncoderGraph graph = open(List.of(START))) {
      PairTokens pair = tokenizer.encodePair("what is paid ".repeat(20), passage);
      TokenRow row = TokenRow.pair(pair, 64);
      assertThat(row.truncated()).isTrue();
      long deposit = tokenizer.encodeWhole("deposit")[1];
      float[] scores = new float[row.length()];
      graph.run(
          List.of(row),
          written -> {
            written.of(START).copyFloats(0, scores);
            return scores;
          });
      int place = 0;
      while (scores[place] != deposit) {
        place++;
      }
      int token = row.source(place);
      assertThat(token).as("the question was cut before it").isGreaterThan(place);
      assertThat(pair.part(token)).isEqualTo(1);
      assertThat(passage.substring(pair.start(token), pair.end(token))).isEqualTo("deposit");
    }
  }

  private static String join(float[] numbers) {
    StringBuilder text = new StringBuilder();
    for (float number : numbers) {
      text.append(text.isEmpty() ? "" : " ").append((int) number);
    }
    return text.toString();
  }

  private EncoderGraph open(List<EncoderOutput> wanted) {
    OnnxGraph graph = new OnnxGraph();
    graph.input("input_ids", OnnxGraph.INT64, "batch", "sequence");
    graph.input("attention_mask", OnnxGraph.INT64, "batch", "sequence");
    graph.floats("minus", new float[] {-1});
    graph.longs("last", new long[] {2}, 1);
    graph.longs("middle", new long[] {1}, 1);
    graph.node(
        "Cast",
        List.of("input_ids"),
        "start_logits",
        Map.of("to", List.of((long) OnnxGraph.FLOAT)));
    graph.node("Mul", List.of("start_logits", "minus"), "end_logits");
    graph.node("Unsqueeze", List.of("start_logits", "last"), "up");
    graph.node("Unsqueeze", List.of("end_logits", "last"), "down");
    graph.node("Concat", List.of("up", "down"), "hidden", Map.of("axis", List.of(2L)));
    graph.node("ReduceSum", List.of("hidden", "middle"), "pooled", Map.of("keepdims", List.of(0L)));
    graph.output("start_logits", OnnxGraph.FLOAT, "batch", "sequence");
    graph.output("end_logits", OnnxGraph.FLOAT, "batch", "sequence");
    graph.output("hidden", OnnxGraph.FLOAT, "batch", "sequence", 2);
    graph.output("pooled", OnnxGraph.FLOAT, "batch", "width");
    return EncoderGraph.of(
        "tests", OnnxRuntime.load(folder).open("tests", graph.model(), 1), wanted);
  }
}
