package ai.adjutant.tuner.torch;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * A TorchScript archive made of source text: a class without parameters, whose methods are the
 * functions. This is the format that {@code torch.jit.save} writes, with nothing in it but code.
 */
final class ScriptArchive {
  private static final String HEAD =
      """
      class Functions(Module):
        __parameters__ = []
        __buffers__ = []
        training : bool
      """;

  /**
   * Python's pickle of an instance of the class with {@code training = True}: protocol 2, the
   * class, an empty tuple, NEWOBJ, a dictionary of one entry, BUILD, STOP.
   */
  private static final String INSTANCE =
      "\u0080\u0002c__torch__\nFunctions\n)\u0081}X\b\0\0\0training\u0088sb.";

  /** An empty tuple. */
  private static final String NO_CONSTANTS = "\u0080\u0002).";

  private ScriptArchive() {}

  /**
   * The archive.
   *
   * @param functions methods in TorchScript, indented by two blanks
   */
  static byte[] of(String functions) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      put(zip, "data.pkl", INSTANCE.getBytes(StandardCharsets.ISO_8859_1));
      put(zip, "code/__torch__.py", (HEAD + functions).getBytes(StandardCharsets.UTF_8));
      put(zip, "constants.pkl", NO_CONSTANTS.getBytes(StandardCharsets.ISO_8859_1));
      put(zip, "version", "3\n".getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException("memory can be written to", e);
    }
    return bytes.toByteArray();
  }

  /** PyTorch's reader wants entries that are not compressed. */
  private static void put(ZipOutputStream zip, String name, byte[] content) throws IOException {
    CRC32 sum = new CRC32();
    sum.update(content);
    ZipEntry entry = new ZipEntry("functions/" + name);
    entry.setMethod(ZipEntry.STORED);
    entry.setSize(content.length);
    entry.setCrc(sum.getValue());
    zip.putNextEntry(entry);
    zip.write(content);
    zip.closeEntry();
  }
}
