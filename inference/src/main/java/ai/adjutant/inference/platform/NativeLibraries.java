package ai.adjutant.inference.platform;

import ai.adjutant.chassis.error.AdjutantException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Unpacks ONNX Runtime's libraries once into a folder of ours. Left alone, ONNX Runtime unpacks
 * them into a new temporary folder at each start and leaves it behind when the process is killed.
 */
public final class NativeLibraries {
  /** Where ONNX Runtime looks for its libraries before it unpacks them. */
  public static final String PATH_PROPERTY = "onnxruntime.native.path";

  /** Where ONNX Runtime looks for its main library alone, before that. */
  private static final String FILE_PROPERTY = "onnxruntime.native.onnxruntime.path";

  private static final String RUNTIME = "onnxruntime";
  private static final List<String> NAMES = List.of(RUNTIME, "onnxruntime4j_jni");

  /** Libraries that ONNX Runtime looks for beside its own when a provider is asked for. */
  private static final List<String> PROVIDERS =
      List.of("onnxruntime_providers_shared", "onnxruntime_providers_cuda");

  private NativeLibraries() {}

  /**
   * Unpacks where needed and sets ONNX Runtime's property; a folder that was named by the owner
   * stays.
   */
  public static void provide(Path folder) {
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
        if (!unpack(platform, name, folder)) {
          return;
        }
      }
      for (String name : PROVIDERS) {
        boolean unused = unpack(platform, name, folder); // builds for the processor have none
      }
    } catch (IOException e) {
      throw new AdjutantException(
          PlatformReason.RUNTIME_MISSING,
          "the native library of ONNX Runtime can't be unpacked into the data folder's 'native' ("
              + e.getClass().getSimpleName()
              + "); is the disk full or the folder read-only?",
          e);
    }
    System.setProperty(PATH_PROPERTY, folder.toAbsolutePath().toString());
  }

  /** The runtime's library that is used; empty where ONNX Runtime unpacks its own. */
  public static Optional<Path> runtimeLibrary() {
    String file = System.getProperty(FILE_PROPERTY);
    if (file != null) {
      return Optional.of(Path.of(file));
    }
    String folder = System.getProperty(PATH_PROPERTY);
    return folder == null
        ? Optional.empty()
        : Optional.of(Path.of(folder).resolve(System.mapLibraryName(RUNTIME)))
            .filter(Files::isRegularFile);
  }

  /** Unpacks a library; false when it is not on the class path. */
  private static boolean unpack(String platform, String name, Path folder) throws IOException {
    String file = System.mapLibraryName(name);
    URL resource =
        NativeLibraries.class.getResource("/ai/onnxruntime/native/" + platform + "/" + file);
    if (resource == null) {
      return false;
    }
    unpack(resource, folder.resolve(file));
    return true;
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
