package ai.adjutant.onnx.decoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.adjutant.chassis.error.AdjutantException;
import ai.adjutant.chassis.error.Reason;
import ai.adjutant.onnx.decoder.CacheFormat.Scales;
import ai.adjutant.onnx.decoder.DecoderShape.Attention;
import ai.adjutant.onnx.decoder.DecoderShape.Rotary;
import ai.adjutant.onnx.file.FileReason;
import ai.adjutant.onnx.file.OnnxFile;
import ai.adjutant.onnx.file.OnnxSummary;
import ai.adjutant.onnx.file.TensorPort;
import ai.adjutant.onnx.quantize.QuantizeReason;
import ai.adjutant.onnx.testing.DecoderSession;
import ai.adjutant.onnx.testing.RandomWeights;
import ai.adjutant.onnx.testing.ReferenceDecoder;
import ai.onnxruntime.OrtException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Graphs run in ONNX Runtime against the reference, in ragged batches with the cache in place. */
class DecoderWriterTest {
  private static final long SEED = 11;
  private static final int STEPS = 6;

  /** Neither the hidden length nor the intermediate one is a multiple of every block. */
  private static final DecoderShape LLAMA = shape(false, false, true, false);

  private static final DecoderShape QWEN2 = shape(true, false, true, false);
  private static final DecoderShape QWEN3 = shape(false, true, false, false);
  private static final DecoderShape LLAMA2C = shape(false, false, true, true);

  @TempDir Path folder;

  private static DecoderShape shape(
      boolean bias, boolean headNorm, boolean tied, boolean interleaved) {
    return new DecoderShape(
        96,
        64,
        2,
        160,
        64,
        1e-6f,
        tied,
        new Attention(4, 2, 16, bias, headNorm),
        new Rotary(10_000, interleaved));
  }

  private static Precision plain() {
    return Precision.of(32, 32);
  }

  /**
   * Differences of logits between graph and reference, over prompts and some steps.
   *
   * @param most the largest
   * @param share root mean square of the differences in that of the logits
   */
  private record Difference(double most, double share) {}

  private Difference difference(DecoderShape shape, Precision precision) throws OrtException {
    return difference(shape, precision, new CacheFormat.Floats(), new CacheFormat.Floats());
  }

  private Difference difference(
      DecoderShape shape, Precision precision, CacheFormat cache, CacheFormat referenceCache)
      throws OrtException {
    Weights weights = new RandomWeights(SEED);
    Path graph = DecoderWriter.write(folder, shape, precision, cache, weights);
    Weights stored = RandomWeights.asStored(weights, shape, precision);
    int[][] prompts = {{5, 17, 42, 8, 90, 3, 3}, {61, 0, 95}};
    ReferenceDecoder[] reference = {
      new ReferenceDecoder(shape, stored, referenceCache),
      new ReferenceDecoder(shape, stored, referenceCache)
    };
    Sums sums = new Sums();
    try (DecoderSession session = new DecoderSession(graph, shape, 2, 32)) {
      float[][] logits = session.prompts(prompts);
      for (int i = 0; i < prompts.length; i++) {
        double[] wanted = {};
        for (int token : prompts[i]) {
          wanted = reference[i].next(token);
        }
        sums.add(wanted, logits[i]);
      }
      SplittableRandom random = new SplittableRandom(SEED);
      for (int step = 0; step < STEPS; step++) {
        int[] tokens = {random.nextInt(96), random.nextInt(96)};
        logits = session.step(tokens);
        for (int i = 0; i < tokens.length; i++) {
          sums.add(reference[i].next(tokens[i]), logits[i]);
        }
      }
    }
    return new Difference(sums.most, Math.sqrt(sums.squares / sums.wantedSquares));
  }

  private static final class Sums {
    private double most;
    private double squares;
    private double wantedSquares;

    void add(double[] wanted, float[] got) {
      assertThat(got).hasSameSizeAs(wanted);
      for (int i = 0; i < got.length; i++) {
        double off = Math.abs(wanted[i] - got[i]);
        assertThat(off).as("seed " + SEED).isFinite();
        most = Math.max(most, off);
        squares += off * off;
        wantedSquares += wanted[i] * wanted[i];
      }
    }
  }

  @Test
  void computesAsLlamaDoes() throws OrtException {
    assertThat(difference(LLAMA, plain()).most()).isLessThan(1e-4);
  }

  @Test
  void computesAsQwen2DoesWithItsBiases() throws OrtException {
    assertThat(difference(QWEN2, plain()).most()).isLessThan(1e-4);
  }

  @Test
  void computesAsQwen3DoesWithItsHeadNormsAndAHeadOfItsOwn() throws OrtException {
    assertThat(difference(QWEN3, plain()).most()).isLessThan(1e-4);
  }

  @Test
  void rotatesNeighboursWhereAskedTo() throws OrtException {
    assertThat(difference(LLAMA2C, plain()).most()).isLessThan(1e-4);
  }

  /** In floats the graph differs from the reference by rounding only, whatever the packing. */
  @ParameterizedTest
  @ValueSource(strings = {"4 32", "4 64", "4 128", "8 32", "8 64", "8 128"})
  void computesWithTheStoredWeightsInFloats(String bitsAndBlock) throws OrtException {
    Precision precision = precision(bitsAndBlock).withAccuracyLevel(0);
    assertThat(difference(QWEN2, precision).most()).isLessThan(1e-4);
  }

  /**
   * Level 4 rounds activations to 255 steps a block: their largest is about 2.5 times their root
   * mean square, so that a product's input is off by 2.5 / 127 / √12 = 0.6 % of it. Nine products
   * lie in a row, whose errors add like random ones: 1.7 %, and at most twice that. Seen: 1.1 to
   * 1.4 %.
   */
  @ParameterizedTest
  @ValueSource(strings = {"4 32", "4 64", "4 128", "8 32", "8 64", "8 128"})
  void computesWithTheStoredWeightsInBytes(String bitsAndBlock) throws OrtException {
    assertThat(difference(QWEN2, precision(bitsAndBlock)).share()).isLessThan(0.034);
  }

  /**
   * Whole rows of weights and of activations: longer rows have larger extremes, so each is rounded
   * to wider steps than a block. Seen: 1.6 %.
   */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void computesWithTheStoredRowsInBytes(boolean tied) throws OrtException {
    DecoderShape shape = tied ? QWEN2 : QWEN3;
    assertThat(difference(shape, precision("8 row")).share()).isLessThan(0.04);
  }

  /** Scales for what random tokens gave. */
  private static CacheFormat scales(DecoderShape shape) {
    ReferenceDecoder decoder = new ReferenceDecoder(shape, new RandomWeights(SEED));
    new SplittableRandom(SEED).ints(60, 0, 96).forEach(decoder::next);
    return decoder.scales(0);
  }

  /**
   * The kernel rounds new keys and values before it attends to them, so a prompt sees what later
   * tokens see. A number that lies between two steps may be rounded to either; seen: 3e-7.
   */
  @Test
  @EnabledIfSystemProperty(named = "adjutant.byte-cache", matches = "true")
  void remembersInBytesWhatTheReferenceRounds() throws OrtException {
    CacheFormat scales = scales(QWEN2);
    assertThat(difference(QWEN2, plain(), scales, scales).share()).isLessThan(0.005);
  }

  /** Seen: 2.4 %, of a random model whose attention is sharp. */
  @Test
  @EnabledIfSystemProperty(named = "adjutant.byte-cache", matches = "true")
  void losesLittleInBytes() throws OrtException {
    CacheFormat floats = new CacheFormat.Floats();
    assertThat(difference(QWEN2, plain(), scales(QWEN2), floats).share()).isBetween(0.0005, 0.05);
  }

  @Test
  void refusesScalesThatDoNotFitOrScaleNothing() {
    assertReason(
        DecoderReason.DECODER_CACHE_REFUSED,
        () ->
            DecoderWriter.write(
                folder, LLAMA, plain(), new CacheFormat.Bytes(List.of()), new RandomWeights(1)));
    assertThat(folder.resolve("onnx")).isEmptyDirectory();
    assertReason(
        DecoderReason.DECODER_CACHE_REFUSED, () -> new Scales(List.of(1f, Float.NaN), List.of(1f)));
    assertReason(DecoderReason.DECODER_CACHE_REFUSED, () -> new Scales(List.of(1f), List.of(0f)));
  }

  @Test
  void storesATiedHeadOnceWhereTheBlocksAllowIt() {
    Path shared = DecoderWriter.write(folder, LLAMA, Precision.of(4, 32), new RandomWeights(1));
    OnnxSummary summary = OnnxFile.scan(shared);
    assertThat(summary.externalData().stream().distinct().count())
        .as("places for packed values and scales of embedding and head")
        .isEqualTo(summary.externalData().size() - 2L);
    Path apart =
        DecoderWriter.write(folder.resolve("b"), LLAMA, Precision.of(4, 128), new RandomWeights(1));
    assertThat(OnnxFile.scan(apart).externalData()).doesNotHaveDuplicates();
  }

  @Test
  void writesTheNodesAndPortsThatTheFastPathWants() {
    Path file = DecoderWriter.write(folder, QWEN2, Precision.of(4, 32), new RandomWeights(1));
    OnnxSummary summary = OnnxFile.scan(file);
    summary.checkExternalData(folder.resolve("onnx"));
    assertThat(summary.irVersion()).isEqualTo(10);
    assertThat(summary.opsets()).isEqualTo(Map.of("", 21L, "com.microsoft", 1L));
    assertThat(summary.operators().toString())
        .isEqualTo(
            "[Gather, Mul, Reshape, SimplifiedLayerNormalization, Split,"
                + " com.microsoft.GatherBlockQuantized, com.microsoft.GroupQueryAttention,"
                + " com.microsoft.MatMulNBits, com.microsoft.QuickGelu,"
                + " com.microsoft.SkipSimplifiedLayerNormalization]");
    assertThat(summary.quantized())
        .containsExactly(new OnnxSummary.QuantizedProduct(4, 32, Precision.FAST));
    assertThat(summary.inputs().stream().map(TensorPort::name))
        .containsExactly(
            "input_ids",
            "seqlens_k",
            "total_sequence_length",
            "logits_rows",
            "past_key_values.0.key",
            "past_key_values.0.value",
            "past_key_values.1.key",
            "past_key_values.1.value");
    assertThat(summary.outputs().stream().map(TensorPort::name))
        .startsWith("logits", "present.0.key")
        .hasSize(5);
  }

  @Test
  void mixesPrecisions() throws OrtException {
    Precision mixed = new Precision(4, 32, 0, 8, 32);
    Weights weights = new RandomWeights(3);
    Path file = DecoderWriter.write(folder, LLAMA, mixed, weights);
    try (DecoderSession session = new DecoderSession(file, LLAMA, 1, 16)) {
      assertThat(session.prompts(new int[] {1, 2, 3})[0]).hasSize(96);
    }
  }

  @Test
  void refusesAFolderThatHoldsAModel() {
    DecoderWriter.write(folder, LLAMA, plain(), new RandomWeights(1));
    assertThatThrownBy(() -> DecoderWriter.write(folder, LLAMA, plain(), new RandomWeights(1)))
        .isInstanceOfSatisfying(
            AdjutantException.class,
            e -> assertThat(e.reason()).isEqualTo(FileReason.ONNX_FILE_UNWRITABLE))
        .hasMessageContaining("model.onnx_data");
    assertThat(folder.resolve("onnx/model.onnx")).exists();
  }

  @Test
  void leavesNothingBehindWhenTheWeightsFail() {
    Weights damaged =
        (name, row, target) -> {
          if (name.part() == Part.DOWN) {
            target[0] = Float.NaN;
          }
        };
    assertThatThrownBy(() -> DecoderWriter.write(folder, LLAMA, Precision.of(4, 32), damaged))
        .isInstanceOf(AdjutantException.class);
    assertThat(folder.resolve("onnx")).isEmptyDirectory();
  }

  @Test
  void refusesShapesAndPrecisionsThatNoKernelTakes() {
    assertReason(DecoderReason.DECODER_SHAPE_REFUSED, () -> new Attention(3, 2, 16, false, false));
    assertReason(DecoderReason.DECODER_SHAPE_REFUSED, () -> new Attention(4, 2, 24, false, false));
    assertReason(DecoderReason.DECODER_SHAPE_REFUSED, () -> new Rotary(Double.NaN, false));
    assertReason(DecoderReason.DECODER_PRECISION_REFUSED, () -> Precision.of(16, 32));
    assertReason(
        DecoderReason.DECODER_PRECISION_REFUSED, () -> Precision.of(4, 32).withAccuracyLevel(2));
    assertReason(QuantizeReason.QUANTIZATION_FORMAT_UNKNOWN, () -> Precision.of(4, 48));
    assertReason(DecoderReason.DECODER_PRECISION_REFUSED, () -> Precision.of(4, Precision.ROW));
    assertReason(DecoderReason.DECODER_PRECISION_REFUSED, () -> Precision.block("column"));
    assertReason(DecoderReason.DECODER_PRECISION_REFUSED, () -> Precision.block("0"));
  }

  private static void assertReason(Reason reason, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            AdjutantException.class, e -> assertThat(e.reason()).isEqualTo(reason));
  }

  private static Precision precision(String bitsAndBlock) {
    String[] parts = bitsAndBlock.split(" ");
    return Precision.of(Integer.parseInt(parts[0]), Precision.block(parts[1]));
  }
}
