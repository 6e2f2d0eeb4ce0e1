package ai.adjutant.onnx.file;

import ai.adjutant.chassis.error.AdjutantException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What stands in an ONNX file, but for the weights.
 *
 * @param irVersion version of the file format
 * @param producer name and version of the program that wrote the file, or empty
 * @param opsets version of the operator set by domain; ONNX's own domain is empty
 * @param operators the operators used, also in nested graphs and in functions
 * @param inputs what must be fed: inputs with a default value are left out
 * @param outputs what the graph gives, at least one
 * @param externalData where tensors lie outside the file, in the file's order
 * @param weights bytes of constant tensors by type of element; tensors that lie on the same bytes
 *     count each
 * @param quantized the kinds of block-wise quantised products
 */
public record OnnxSummary(
    long irVersion,
    String producer,
    Map<String, Long> opsets,
    Set<Operator> operators,
    List<TensorPort> inputs,
    List<TensorPort> outputs,
    List<ExternalData> externalData,
    Map<ElementType, WeightBytes> weights,
    Set<QuantizedProduct> quantized) {

  /**
   * Bytes of tensors of one type, from their shapes.
   *
   * @param inline in the graph's file
   * @param external in other files
   */
  public record WeightBytes(long inline, long external) {
    /** Both together. */
    public long total() {
      return inline + external;
    }

    WeightBytes plus(WeightBytes other) {
      return new WeightBytes(
          Math.addExact(inline, other.inline), Math.addExact(external, other.external));
    }
  }

  /**
   * One kind of {@code MatMulNBits}.
   *
   * @param bits bits of one weight
   * @param blockSize weights that share a scale
   * @param accuracyLevel 0 computes in floats; 4 quantises the activations to 8 bits
   */
  public record QuantizedProduct(long bits, long blockSize, long accuracyLevel) {}

  /** Copies its collections; those without order are sorted. */
  public OnnxSummary {
    opsets = Map.copyOf(opsets);
    operators = Collections.unmodifiableSortedSet(new TreeSet<>(operators));
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
    externalData = List.copyOf(externalData);
    weights = Map.copyOf(weights);
    quantized = Set.copyOf(quantized);
  }

  /** Bytes of all constant tensors, inside and outside the file. */
  public long weightBytes() {
    return weights.values().stream().mapToLong(WeightBytes::total).sum();
  }

  /** Whether the graph uses this operator somewhere. */
  public boolean uses(String domain, String type) {
    return operators.contains(new Operator(domain, type));
  }

  /** Least length of each file with external data, by its relative path. */
  public Map<String, Long> externalFiles() {
    Map<String, Long> files = new TreeMap<>();
    externalData.forEach(data -> files.merge(data.location(), data.end(), Math::max));
    return files;
  }

  /**
   * Looks whether the files with external data are there and long enough.
   *
   * @param directory folder of the graph's file
   * @throws AdjutantException ONNX_EXTERNAL_DATA_MISSING or ONNX_EXTERNAL_DATA_SHORT, naming the
   *     file
   */
  public void checkExternalData(Path directory) {
    externalFiles().forEach((location, bytes) -> check(directory, location, bytes));
  }

  private static void check(Path directory, String location, long bytes) {
    Path file = directory.resolve(location);
    if (!Files.isRegularFile(file)) {
      throw new AdjutantException(
          FileReason.ONNX_EXTERNAL_DATA_MISSING,
          location + " with weights of the graph is missing; copy it beside the graph's file");
    }
    long there;
    try {
      there = Files.size(file);
    } catch (IOException e) {
      throw new AdjutantException(
          FileReason.ONNX_EXTERNAL_DATA_MISSING, location + " can't be read", e);
    }
    if (there < bytes) {
      throw new AdjutantException(
          FileReason.ONNX_EXTERNAL_DATA_SHORT,
          location
              + " has "
              + there
              + " bytes, the graph needs "
              + bytes
              + "; it was copied in part or belongs to another graph: copy both again");
    }
  }
}
