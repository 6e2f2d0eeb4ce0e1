package ai.adjutant.onnx.file;

import ai.adjutant.chassis.error.AdjutantException;
import java.io.EOFException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
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
    String name = String.valueOf(file.getFileName());
    ModelScan scan = new ModelScan(name);
    try (FileChannel channel = FileChannel.open(file)) {
      return scan.read(new WireReader(channel));
    } catch (EOFException e) {
      throw scan.seemsOnnx()
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
