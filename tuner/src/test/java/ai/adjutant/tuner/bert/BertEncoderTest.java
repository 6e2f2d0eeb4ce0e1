package ai.adjutant.tuner.bert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.adjutant.tuner.model.Precision;
import ai.adjutant.tuner.text.Tokens;
import ai.adjutant.tuner.text.WordPieces;
import ai.adjutant.tuner.torch.Torch;
import ai.adjutant.tuner.toy.ToyRun;
import ai.adjutant.tuner.weights.WeightSource;
import ai.djl.ndarray.NDManager;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The encoder computes what ONNX Runtime computes from the file that its weights come from. */
final class BertEncoderTest {
  private static final Path WEIGHTS = Path.of("target/weights");
  private static final List<String> TEXTS =
      List.of(
          "How long does the battery last?",
          "The handset runs for eleven hours on a full charge, and for two days when it is idle.",
          "Reset",
          "Überprüfen Sie die Verbindung; then 42 % of 1,000 users — and 서비스 — will be told.");

  private static List<TokenRow> rows() {
    List<TokenRow> rows = new ArrayList<>();
    try (WordPieces pieces = WordPieces.open()) {
      for (int i = 0; i < TEXTS.size(); i++) {
        Tokens first = pieces.tokens(TEXTS.get(i));
        Tokens second = pieces.tokens(TEXTS.get((i + 1) % TEXTS.size()));
        int[] ids = new int[first.count() + second.count() + 3];
        ids[0] = pieces.begin();
        first.copy(0, first.count(), ids, 1);
        ids[first.count() + 1] = pieces.separator();
        second.copy(0, second.count(), ids, first.count() + 2);
        ids[ids.length - 1] = pieces.separator();
        rows.add(new TokenRow(ids, first.count() + 2));
      }
    }
    return rows;
  }

  private static float[] ours(List<TokenRow> rows, Precision precision) {
    Torch torch = ToyRun.torch();
    Torch.prepareThread(1);
    WeightSource weights = ShippedWeights.open(WEIGHTS);
    try (NDManager owner = torch.newManager()) {
      BertShape shape = BertShape.of(weights, ShippedWeights.HEADS);
      assertThat(shape).isEqualTo(new BertShape(12, 384, 12, 1_536, 30_522, 512));
      BertEncoder encoder = new BertEncoder(owner, shape, weights, precision);
      try (NDManager scope = owner.newSubManager()) {
        return encoder.encode(scope, rows).toFloatArray();
      }
    }
  }

  private static float[][] theirs(TokenRow row) throws OrtException {
    long[][] ids = new long[1][row.length()];
    long[][] kinds = new long[1][row.length()];
    long[][] mask = new long[1][row.length()];
    for (int i = 0; i < row.length(); i++) {
      ids[0][i] = row.id(i);
      kinds[0][i] = row.kind(i);
      mask[0][i] = 1;
    }
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    try (OrtSession session = environment.createSession(ShippedWeights.unpack(WEIGHTS).toString());
        OnnxTensor idTensor = OnnxTensor.createTensor(environment, ids);
        OnnxTensor kindTensor = OnnxTensor.createTensor(environment, kinds);
        OnnxTensor maskTensor = OnnxTensor.createTensor(environment, mask);
        OrtSession.Result result =
            session.run(
                Map.of(
                    "input_ids", idTensor,
                    "token_type_ids", kindTensor,
                    "attention_mask", maskTensor))) {
      return ((float[][][]) result.get(0).getValue())[0];
    }
  }

  @Test
  void equalsOnnxRuntime() throws OrtException {
    List<TokenRow> rows = rows();
    int longest = rows.stream().mapToInt(TokenRow::length).max().orElseThrow();
    float[] ours = ours(rows, Precision.FP32);
    for (int i = 0; i < rows.size(); i++) {
      float[][] theirs = theirs(rows.get(i));
      for (int k = 0; k < theirs.length; k++) {
        for (int n = 0; n < theirs[k].length; n++) {
          float own = ours[(i * longest + k) * theirs[k].length + n];
          assertThat(own).as("row %d token %d", i, k).isCloseTo(theirs[k][n], within(1e-3f));
        }
      }
    }
  }

  @Test
  void bfloat16PointsTheSameWay() {
    List<TokenRow> rows = rows();
    float[] exact = ours(rows, Precision.FP32);
    float[] narrow = ours(rows, Precision.BF16);
    double product = 0;
    double exactSquares = 0;
    double narrowSquares = 0;
    for (int i = 0; i < 384; i++) {
      product += exact[i] * narrow[i];
      exactSquares += exact[i] * exact[i];
      narrowSquares += narrow[i] * narrow[i];
    }
    assertThat(product / Math.sqrt(exactSquares * narrowSquares)).isGreaterThan(0.999);
    assertThat(narrow).isNotEqualTo(exact);
  }
}
