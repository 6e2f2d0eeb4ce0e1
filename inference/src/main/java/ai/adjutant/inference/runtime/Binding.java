package ai.adjutant.inference.runtime;

import ai.onnxruntime.OnnxTensor;
import java.util.Map;

/**
 * Inputs and outputs of a graph, bound once and run many times; what changes is written into the
 * tensors between the runs. One owner, who keeps the tensors open.
 */
public final class Binding {
  private final Graph graph;
  private final Map<String, OnnxTensor> inputs;
  private final Map<String, OnnxTensor> targets;

  Binding(Graph graph, Map<String, OnnxTensor> inputs, Map<String, OnnxTensor> targets) {
    this.graph = graph;
    this.inputs = inputs;
    this.targets = targets;
  }

  /** Replaces an input. */
  public void input(String name, Tensor tensor) {
    inputs.put(name, tensor.handle());
  }

  /** Replaces the target of an output. */
  public void target(String name, Tensor tensor) {
    targets.put(name, tensor.handle());
  }

  /**
   * Runs the graph.
   *
   * @param tokens how many it computes, by which its threads are chosen
   * @throws ai.adjutant.chassis.error.AdjutantException MEMORY_MISSING or RUN_FAILED
   */
  public void run(int tokens) {
    graph.run(tokens, inputs, targets);
  }
}
