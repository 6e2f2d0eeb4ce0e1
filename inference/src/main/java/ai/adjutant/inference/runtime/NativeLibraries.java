package ai.adjutant.inference.runtime;

import ai.adjutant.chassis.error.AdjutantException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Unpacks ONNX Runtime's libraries once into a folder of ours. Left alone, ONNX Runtime unpacks
 * them into a new temporary folder at each start and leaves it behind when the process is killed.
 */
final class NativeLibraries {
  /** Where ONNX Runtime looks for its libraries before it unpacks them. */
  static final String PATH_PROPERTY = "onnxruntime.native.path";

  private static final List<String> NAMES = List.of("onnxruntime", "onnxruntime4j_jni");

  private NativeLibraries() {}

  /** Unpacks where needed and tells ONNX Runtime; a folder that was named by the owner stays. */
  static void provide(Path folder) {
    String named = System.getProperty(PATH_PROPERTY);
    if (named != null && Files.isDirectory(Path.of(named))) {
      return;
    }
    @Nullable String platform = platform();
    if (platform == null) {
      return; // ONNX Runtime itself says best which platforms it knows
    }
    try {
      Files.createDirectories(folder);
      for (String name : NAMES) {
        String file = System.mapLibraryName(name);
        URL resource =
            NativeLibraries.class.getResource("/ai/onnxruntime/native/" + platform + "/" + file);
        if (resource == null) {
          return;
        }
        unpack(resource, folder.resolve(file));
      }
    } catch (IOException e) {
      throw new AdjutantException(
          RuntimeReason.RUNTIME_MISSING,
          "the native library of ONNX Runtime can't be unpacked into the data folder's 'native' ("
              + e.getClass().getSimpleName()
              + "); is the disk full or the folder read-only?",
          e);
    }
    System.setProperty(PATH_PROPERTY, folder.toAbsolutePath().toString());
  }

  private static void unpack(URL resource, Path target) throws IOException {
    long bytes = resource.openConnection().getContentLengthLong();
    if (Files.isRegularFile(target) && Files.size(target) == bytes) {
      return;
    }
    Path fresh = Files.createTempFile(target.getParent(), "unpack", ".part");
    try (InputStream in = resource.openStream()) {
      Files.copy(in, fresh, StandardCopyOption.REPLACE_EXISTING);
      // Renamed, never overwritten: another process may have the old file mapped.
      Files.move(fresh, target, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(fresh);
    }
  }

  private static @Nullable String platform() {
    String system = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
    String machine = System.getProperty("os.arch", "").toLowerCase(Locale.ROOT);
    boolean arm = machine.equals("aarch64") || machine.equals("arm64");
    if (system.contains("linux")) {
      return arm ? "linux-aarch64" : "linux-x64";
    }
    if (system.contains("mac")) {
      return "osx-aarch64";
    }
    return system.contains("windows") ? "win-x64" : null;
  }
}
