import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * Writes a GGUF (version 3) of a shape with random weights: {@code Gguf.java OUT SHAPE QUANT
 * [--embedding TYPE] [--output TYPE] [--fused]}, where a type is q4_0 or q8_0. The embedding table
 * has the type of all matrices unless told otherwise, and is also the head unless {@code --output}
 * gives the head a matrix of its own; {@code --fused} puts query, key and value into one matrix.
 * There is no tokenizer in the file.
 */
final class Gguf {
  /**
   * The block types used here; a block of the quantised ones is a half-precision scale and 32
   * weights.
   */
  enum Type {
    F32(0, 0, 1, 4),
    Q4_0(2, 2, 32, 18),
    Q8_0(8, 7, 32, 34);

    final int id;
    final int fileType;
    final int blockWeights;
    final int blockBytes;

    Type(int id, int fileType, int blockWeights, int blockBytes) {
      this.id = id;
      this.fileType = fileType;
      this.blockWeights = blockWeights;
      this.blockBytes = blockBytes;
    }

    long bytes(long weights) {
      return weights / blockWeights * blockBytes;
    }
  }

  /**
   * {@code columns} is the length of a row, the dimension products run over; vectors have one row.
   */
  record Tensor(String name, Type type, int columns, int rows) {
    long bytes() {
      return type.bytes((long) columns * rows);
    }
  }

  private static final int ALIGNMENT = 32;
  private static final double DEVIATION = 0.02;
  private static final long SEED = 20_25;

  private final Shape shape;
  private final Type type;
  private final List<Tensor> tensors = new ArrayList<>();
  private final ByteArrayOutputStream head = new ByteArrayOutputStream();
  private final ByteBuffer buffer =
      ByteBuffer.allocateDirect(1 << 20).order(ByteOrder.LITTLE_ENDIAN);
  private final SplittableRandom random = new SplittableRandom(SEED);
  private final double[] normal = quantiles();

  private Gguf(Shape shape, Type type, Type embedding, Type output, boolean fused) {
    this.shape = shape;
    this.type = type;
    tensors.add(new Tensor("token_embd.weight", embedding, shape.hidden(), shape.vocabulary()));
    for (int layer = 0; layer < shape.layers(); layer++) {
      addLayer("blk." + layer + ".", fused);
    }
    tensors.add(new Tensor("output_norm.weight", Type.F32, shape.hidden(), 1));
    if (output != null) {
      tensors.add(new Tensor("output.weight", output, shape.hidden(), shape.vocabulary()));
    }
  }

  public static void main(String[] args) throws IOException {
    if (args.length < 3) {
      System.err.println(
          "usage: Gguf.java OUT SHAPE q4_0|q8_0 [--embedding TYPE] [--output TYPE] [--fused]");
      System.exit(2);
    }
    Type quant = type(args[2]);
    Type embedding = quant;
    Type output = null;
    boolean fused = false;
    for (int i = 3; i < args.length; i++) {
      switch (args[i]) {
        case "--fused" -> fused = true;
        case "--embedding" -> embedding = type(args[++i]);
        case "--output" -> output = type(args[++i]);
        default -> throw new IllegalArgumentException("unknown option " + args[i]);
      }
    }
    Path out = Path.of(args[0]);
    Files.createDirectories(out.toAbsolutePath().getParent());
    Path part = out.resolveSibling(out.getFileName() + ".part");
    new Gguf(Shape.named(args[1]), quant, embedding, output, fused).write(part);
    Files.move(part, out, StandardCopyOption.REPLACE_EXISTING);
  }

  private static Type type(String name) {
    return Type.valueOf(name.toUpperCase(Locale.ROOT));
  }

  private void addLayer(String prefix, boolean fused) {
    int hidden = shape.hidden();
    tensors.add(new Tensor(prefix + "attn_norm.weight", Type.F32, hidden, 1));
    if (fused) {
      addProjection(prefix + "attn_qkv", hidden + 2 * shape.keys());
    } else {
      addProjection(prefix + "attn_q", hidden);
      addProjection(prefix + "attn_k", shape.keys());
      addProjection(prefix + "attn_v", shape.keys());
    }
    tensors.add(new Tensor(prefix + "attn_output.weight", type, hidden, hidden));
    tensors.add(new Tensor(prefix + "ffn_norm.weight", Type.F32, hidden, 1));
    tensors.add(new Tensor(prefix + "ffn_gate.weight", type, hidden, shape.inner()));
    tensors.add(new Tensor(prefix + "ffn_up.weight", type, hidden, shape.inner()));
    tensors.add(new Tensor(prefix + "ffn_down.weight", type, shape.inner(), hidden));
  }

  private void addProjection(String name, int rows) {
    tensors.add(new Tensor(name + ".weight", type, shape.hidden(), rows));
    if (shape.biased()) {
      tensors.add(new Tensor(name + ".bias", Type.F32, rows, 1));
    }
  }

  private void write(Path out) throws IOException {
    try (FileChannel file =
        FileChannel.open(
            out,
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE,
            StandardOpenOption.TRUNCATE_EXISTING)) {
      describe();
      put(file, head.toByteArray());
      align(file);
      for (Tensor tensor : tensors) {
        fill(file, tensor);
        align(file);
      }
      flush(file);
    }
  }

  private void describe() {
    List<Runnable> facts = new ArrayList<>();
    String own = shape.architecture() + ".";
    facts.add(() -> fact("general.architecture", shape.architecture()));
    facts.add(() -> fact("general.name", shape.name() + " with random weights"));
    facts.add(() -> fact("general.file_type", type.fileType));
    facts.add(() -> fact("general.quantization_version", 2));
    facts.add(() -> fact(own + "context_length", shape.context()));
    facts.add(() -> fact(own + "embedding_length", shape.hidden()));
    facts.add(() -> fact(own + "block_count", shape.layers()));
    facts.add(() -> fact(own + "feed_forward_length", shape.inner()));
    facts.add(() -> fact(own + "attention.head_count", shape.heads()));
    facts.add(() -> fact(own + "attention.head_count_kv", shape.keyHeads()));
    facts.add(() -> fact(own + "attention.layer_norm_rms_epsilon", shape.epsilon()));
    facts.add(() -> fact(own + "rope.freq_base", shape.ropeBase()));
    facts.add(() -> fact(own + "rope.dimension_count", shape.head()));
    facts.add(() -> fact(own + "vocab_size", shape.vocabulary()));
    facts.add(() -> fact("tokenizer.ggml.model", "none"));
    facts.add(() -> fact("adjutant.bytes_per_token", Long.toString(bytesPerToken())));
    head.writeBytes("GGUF".getBytes(StandardCharsets.US_ASCII));
    integer(3);
    number(tensors.size());
    number(facts.size());
    facts.forEach(Runnable::run);
    long offset = 0;
    for (Tensor tensor : tensors) {
      text(tensor.name());
      integer(tensor.rows() == 1 ? 1 : 2);
      number(tensor.columns());
      if (tensor.rows() > 1) {
        number(tensor.rows());
      }
      integer(tensor.type().id);
      number(offset);
      offset += (tensor.bytes() + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    }
  }

  /** Weights that a decode step reads: all but the table that only gives embeddings. */
  private long bytesPerToken() {
    boolean tied = tensors.stream().noneMatch(tensor -> tensor.name().equals("output.weight"));
    return tensors.stream().skip(tied ? 0 : 1).mapToLong(Tensor::bytes).sum();
  }

  private void fact(String key, String value) {
    text(key);
    integer(8);
    text(value);
  }

  private void fact(String key, int value) {
    text(key);
    integer(4);
    integer(value);
  }

  private void fact(String key, float value) {
    text(key);
    integer(6);
    integer(Float.floatToIntBits(value));
  }

  private void text(String value) {
    byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
    number(bytes.length);
    head.writeBytes(bytes);
  }

  private void integer(int value) {
    head.writeBytes(ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(value).array());
  }

  private void number(long value) {
    head.writeBytes(ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(value).array());
  }

  private void fill(FileChannel file, Tensor tensor) throws IOException {
    byte[] block = new byte[tensor.type().blockBytes];
    byte[] draw = new byte[32];
    for (long blocks = (long) tensor.columns() * tensor.rows() / tensor.type().blockWeights;
        blocks > 0;
        blocks--) {
      switch (tensor.type()) {
        case F32 -> {
          float value =
              tensor.name().endsWith("norm.weight")
                  ? 1f
                  : (float) (DEVIATION * normal[random.nextInt(256)]);
          ByteBuffer.wrap(block).order(ByteOrder.LITTLE_ENDIAN).putFloat(value);
        }
        case Q4_0 -> {
          random.nextBytes(draw);
          scale(block, DEVIATION / 2.7);
          for (int i = 0; i < 16; i++) {
            block[2 + i] = (byte) (nibble(draw[i]) | nibble(draw[16 + i]) << 4);
          }
        }
        case Q8_0 -> {
          random.nextBytes(draw);
          scale(block, DEVIATION / 42);
          for (int i = 0; i < 32; i++) {
            block[2 + i] = (byte) Math.clamp(Math.round(42 * normal[draw[i] & 255]), -127, 127);
          }
        }
      }
      put(file, block);
    }
  }

  private int nibble(byte draw) {
    return Math.clamp(Math.round(2.7 * normal[draw & 255]) + 8, 0, 15);
  }

  private static void scale(byte[] block, double value) {
    short half = Float.floatToFloat16((float) value);
    block[0] = (byte) half;
    block[1] = (byte) (half >> 8);
  }

  /**
   * 256 equally likely values of the standard normal distribution, so that a random byte is a
   * random weight.
   */
  private static double[] quantiles() {
    SplittableRandom random = new SplittableRandom(SEED);
    double[] samples = random.doubles(256 * 256L).map(ignored -> random.nextGaussian()).toArray();
    Arrays.sort(samples);
    double[] quantiles = new double[256];
    Arrays.setAll(quantiles, i -> samples[i * 256 + 128]);
    return quantiles;
  }

  private void align(FileChannel file) throws IOException {
    long past = (file.position() + buffer.position()) % ALIGNMENT;
    put(file, new byte[(int) ((ALIGNMENT - past) % ALIGNMENT)]);
  }

  private void put(FileChannel file, byte[] bytes) throws IOException {
    if (bytes.length > buffer.remaining()) {
      flush(file);
    }
    buffer.put(bytes);
  }

  private void flush(FileChannel file) throws IOException {
    buffer.flip();
    while (buffer.hasRemaining()) {
      file.write(buffer);
    }
    buffer.clear();
  }
}
