package ai.adjutant.onnx.file;

import ai.adjutant.chassis.error.AdjutantException;
import java.io.EOFException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Reads what stands in an ONNX file. */
public final class OnnxFile {
  private OnnxFile() {}

  /**
   * Reads everything but the weights, whatever the file's size; files with external data are named,
   * not opened.
   *
   * @throws AdjutantException ONNX_FILE_UNREADABLE, ONNX_FILE_NOT_ONNX, ONNX_FILE_TRUNCATED,
   *     ONNX_FILE_TOO_LARGE, ONNX_GRAPH_WITHOUT_OUTPUTS or ONNX_EXTERNAL_DATA_REFUSED
   */
  public static OnnxSummary scan(Path file) {
    ModelScan scan = new ModelScan(String.valueOf(file.getFileName()));
    return read(file, scan::read, scan::seemsOnnx);
  }

  /**
   * A constant tensor of a model's graph, and where its values lie.
   *
   * @param users names of the nodes that take it as an input, in the file's order
   * @param file in which its values lie, little-endian
   * @param start position of its first value
   */
  public record Constant(
      String name, ElementType type, List<Long> dims, List<String> users, Path file, long start) {
    /** Keeps copies. */
    public Constant {
      dims = List.copyOf(dims);
      users = List.copyOf(users);
    }
  }

  /**
   * The constant tensors of a model's outermost graph that have values of a fixed length, in the
   * file's order.
   *
   * @throws AdjutantException as {@link #scan}
   */
  public static List<Constant> constants(Path file) {
    ConstantScan scan = new ConstantScan(file);
    return read(file, scan::read, scan::seemsOnnx);
  }

  /** Reads a whole file. */
  private interface Scan<R> {
    R read(WireReader in) throws IOException;
  }

  private static <R> R read(Path file, Scan<R> scan, BooleanSupplier seemsOnnx) {
    String name = String.valueOf(file.getFileName());
    try (FileChannel channel = FileChannel.open(file)) {
      return scan.read(new WireReader(channel));
    } catch (EOFException e) {
      throw seemsOnnx.getAsBoolean()
          ? refusal(
              FileReason.ONNX_FILE_TRUNCATED, name + " ends too early; copy the model again", e)
          : notOnnx(name, e);
    } catch (WireReader.MalformedException e) {
      throw notOnnx(name, e);
    } catch (IOException e) {
      throw refusal(
          FileReason.ONNX_FILE_UNREADABLE,
          name + " can't be read (" + e.getClass().getSimpleName() + ")",
          e);
    }
  }

  static AdjutantException notOnnx(String name, @Nullable Throwable cause) {
    return refusal(
        FileReason.ONNX_FILE_NOT_ONNX,
        name + " is no ONNX model, or a damaged one; copy or export it again",
        cause);
  }

  static AdjutantException refusal(FileReason reason, String message, @Nullable Throwable cause) {
    return new AdjutantException(reason, message, cause);
  }
}
