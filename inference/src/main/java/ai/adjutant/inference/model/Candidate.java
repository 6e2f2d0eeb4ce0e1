package ai.adjutant.inference.model;

import ai.adjutant.chassis.error.AdjutantException;
import ai.adjutant.inference.model.ModelSpec.Attention;
import ai.adjutant.inference.model.ModelSpec.Footprint;
import ai.adjutant.inference.model.ModelSpec.Variant;
import ai.adjutant.onnx.file.OnnxFile;
import ai.adjutant.onnx.file.OnnxSummary;
import ai.adjutant.onnx.file.OnnxSummary.WeightBytes;
import ai.adjutant.onnx.file.Operator;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A graph that might be served, with what was found when it was looked at.
 *
 * @param file path inside the directory, with {@code /}
 * @param graph what stands in the file
 * @param weights what its weights are made of
 * @param ports of a decoder
 * @param parts the file and its external data, as paths inside the directory
 */
record Candidate(
    String file, OnnxSummary graph, Weights weights, GraphPorts ports, List<String> parts) {
  /** Best for a CPU first. */
  static final Comparator<Candidate> ORDER =
      Comparator.comparing(Candidate::weights)
          .thenComparing(candidate -> candidate.graph().weightBytes())
          .thenComparing(Candidate::file);

  Candidate {
    parts = List.copyOf(parts);
  }

  /**
   * Looks at a graph without loading it.
   *
   * @throws AdjutantException naming the file, input or operator for which it can't be served
   */
  static Candidate look(Path directory, String file, Layout layout) {
    Path path = directory.resolve(file);
    if (!Files.isRegularFile(path)) {
      throw Refusals.missing(
          file, layout.config() + " names it; copy it from where the model comes from");
    }
    OnnxSummary graph = OnnxFile.scan(path);
    Path folder = path.resolveSibling(".").normalize();
    graph.checkExternalData(folder);
    RuntimeSupport.refusal(graph)
        .ifPresent(why -> {
          throw Refusals.unsupported(file + " " + why);
        });
    Weights weights = Weights.of(graph);
    if (weights == Weights.BFLOAT16) {
      throw Refusals.unsupported(
          file + " has bfloat16 weights, which no CPU kernel takes; export it in float32 or int4");
    }
    GraphPorts ports = GraphPorts.of(file, graph, layout);
    List<String> parts = new ArrayList<>(List.of(file));
    for (String location : graph.externalFiles().keySet()) {
      parts.add(
          directory
              .normalize()
              .relativize(folder.resolve(location).normalize())
              .toString()
              .replace('\\', '/'));
    }
    return new Candidate(file, graph, weights, ports, parts);
  }

  /** As the record names it. */
  Variant variant(Digests digests) {
    return new Variant(
        file,
        "cpu",
        weights.type(),
        digests.digest(parts),
        digests.bytes(parts),
        RuntimeSupport.releaseMin(graph));
  }

  /** Whether it writes new keys and values in place. */
  Attention attention() {
    boolean grouped =
        graph.uses(Operator.MICROSOFT, "GroupQueryAttention")
            || graph.inputs().stream().anyMatch(input -> input.name().equals("seqlens_k"));
    return grouped ? Attention.GROUPED : Attention.PLAIN;
  }

  /**
   * What it takes of memory. Weights outside the graph's file are mapped or moved into a form of
   * the same size; those inside are there twice while they are moved.
   */
  Footprint footprint() {
    long inline = graph.weights().values().stream().mapToLong(WeightBytes::inline).sum();
    long external = graph.weights().values().stream().mapToLong(WeightBytes::external).sum();
    return new Footprint(
        inline + external, 2 * inline + external, ports.layers(), ports.cacheBytesPerToken());
  }
}
