package ai.adjutant.inference.runtime;

import static org.assertj.core.api.Assumptions.assumeThat;

import ai.adjutant.inference.testing.OnnxGraph;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** A graph of two products with random weights, opened as it comes. */
final class Products {
  private static final int WIDTH = 256;

  /** Bytes of its weights. */
  static final long BYTES = 2L * WIDTH * WIDTH * Float.BYTES;

  private final OrtEnvironment environment;
  private final byte[] graph;

  private Products(OrtEnvironment environment, byte[] graph) {
    this.environment = environment;
    this.graph = graph;
  }

  /** Loads ONNX Runtime; a test is skipped where weights can't be shared. */
  static Products load(Path nativeFolder, long seed) {
    OnnxRuntime.load(nativeFolder);
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    assumeThat(RuntimeAllocator.available(environment)).isTrue();
    return new Products(environment, graph(new Random(seed)));
  }

  private static byte[] graph(Random random) {
    OnnxGraph graph = new OnnxGraph();
    graph.input("x", OnnxGraph.FLOAT, 1, WIDTH);
    for (String name : List.of("v", "w")) {
      float[] weights = new float[WIDTH * WIDTH];
      for (int i = 0; i < weights.length; i++) {
        weights[i] = (float) random.nextGaussian();
      }
      graph.floats(name, weights, WIDTH, WIDTH);
    }
    graph.node("MatMul", List.of("x", "v"), "between");
    graph.node("MatMul", List.of("between", "w"), "y");
    graph.output("y", OnnxGraph.FLOAT, 1, WIDTH);
    return graph.model();
  }

  OrtSession open(int threads) throws OrtException {
    try (SessionOptions options = new SessionOptions()) {
      options.setIntraOpNumThreads(threads);
      options.addConfigEntry("session.use_env_allocators", "1");
      return environment.createSession(graph, options);
    }
  }

  float[] run(OrtSession session) throws OrtException {
    float[][] numbers = new float[1][WIDTH];
    for (int i = 0; i < WIDTH; i++) {
      numbers[0][i] = i % 7 - 3;
    }
    try (OnnxTensor x = OnnxTensor.createTensor(environment, numbers);
        OrtSession.Result result = session.run(Map.of("x", x))) {
      return ((float[][]) result.get(0).getValue())[0];
    }
  }
}
