import java.util.Arrays;
import java.util.List;

/** The shape of a decoder: {@code biased} puts biases on query, key and value. */
record Shape(
    String name,
    String architecture,
    int hidden,
    int layers,
    int heads,
    int keyHeads,
    int inner,
    int vocabulary,
    float ropeBase,
    float epsilon,
    boolean biased,
    int context) {

  private static final List<Shape> KNOWN =
      List.of(
          new Shape(
              "smollm2-135m", "llama", 576, 30, 9, 3, 1536, 49_152, 100_000f, 1e-5f, false, 8_192),
          new Shape(
              "qwen2.5-0.5b",
              "qwen2",
              896,
              24,
              14,
              2,
              4_864,
              151_936,
              1_000_000f,
              1e-6f,
              true,
              32_768));

  int head() {
    return hidden / heads;
  }

  int keys() {
    return keyHeads * head();
  }

  static Shape named(String name) {
    for (Shape shape : KNOWN) {
      if (shape.name.equals(name)) {
        return shape;
      }
    }
    throw new IllegalArgumentException(
        "no shape "
            + name
            + "; there are "
            + Arrays.toString(KNOWN.stream().map(Shape::name).toArray()));
  }
}
