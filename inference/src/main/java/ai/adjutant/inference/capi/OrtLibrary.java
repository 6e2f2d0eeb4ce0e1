package ai.adjutant.inference.capi;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import ai.adjutant.chassis.error.AdjutantException;
import ai.adjutant.inference.platform.Native;
import ai.adjutant.inference.platform.NativeLibraries;
import ai.adjutant.inference.platform.PlatformReason;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The shared library of ONNX Runtime. Its entry point reports its version and gives the function
 * table, the latter only to callers that it is not too old for.
 */
public final class OrtLibrary {
  /** The release that positions, layouts and words are known of. */
  public static final String VERSION = "1.28.0";

  /** The C interface's own version, which is the release's second number. */
  static final int API_VERSION = 28;

  /** Releases of one interface: patches may differ. */
  private static final String SERIES = VERSION.substring(0, VERSION.lastIndexOf('.') + 1);

  private static final int VERSION_CHARS_MAX = 64;

  /** The library of this process, opened once: which one it is can't change any more. */
  private static final class Loaded {
    static final Optional<OrtLibrary> LIBRARY;
    static final Optional<AdjutantException> REFUSAL;

    static {
      Optional<OrtLibrary> library = Optional.empty();
      Optional<AdjutantException> refusal = Optional.empty();
      try {
        library = NativeLibraries.runtimeLibrary().map(OrtLibrary::open);
      } catch (AdjutantException e) {
        refusal = Optional.of(e);
      }
      LIBRARY = library;
      REFUSAL = refusal;
    }
  }

  private static final Linker LINKER = Linker.nativeLinker();
  private static final FunctionDescriptor GET_BASE = FunctionDescriptor.of(JAVA_LONG);
  private static final FunctionDescriptor GET_API = FunctionDescriptor.of(JAVA_LONG, JAVA_INT);
  private static final FunctionDescriptor GET_VERSION = FunctionDescriptor.of(JAVA_LONG);

  /** {@code OrtApiBase}: two functions, for the table and for the version. */
  private final MemorySegment base;

  private OrtLibrary(MemorySegment base) {
    this.base = base;
  }

  /**
   * Loads the library, which stays loaded, and checks its release.
   *
   * @throws AdjutantException RUNTIME_MISSING when it can't be loaded or is of another release
   */
  static OrtLibrary open(Path file) {
    SymbolLookup symbols;
    try {
      symbols = SymbolLookup.libraryLookup(file, Arena.global());
    } catch (IllegalArgumentException e) {
      throw unloadable(e);
    }
    MethodHandle entry =
        symbols
            .find("OrtGetApiBase")
            .map(found -> LINKER.downcallHandle(found, GET_BASE))
            .orElseThrow(() -> foreign("no ONNX Runtime: it has no function OrtGetApiBase"));
    long base = Native.call(() -> (long) entry.invokeExact());
    OrtLibrary library = at(MemorySegment.ofAddress(base).reinterpret(2L * Long.BYTES));
    library.checkVersion();
    return library;
  }

  /**
   * Loads the library of this process, once, and checks its release, before anything of it is used.
   * Where ONNX Runtime unpacks its own, nothing can be checked.
   *
   * @throws AdjutantException RUNTIME_MISSING when it can't be loaded or is of another release
   */
  public static void check() {
    Loaded.REFUSAL.ifPresent(refusal -> {
      throw refusal;
    });
  }

  /**
   * The library of this process.
   *
   * @throws AdjutantException RUNTIME_MISSING, or IllegalStateException where it is not known
   */
  static OrtLibrary ofProcess() {
    check();
    return Loaded.LIBRARY.orElseThrow(
        () -> new IllegalStateException("ONNX Runtime's library is not in a folder known here"));
  }

  /** The library whose {@code OrtApiBase} lies there; not checked yet. */
  static OrtLibrary at(MemorySegment base) {
    return new OrtLibrary(base);
  }

  /** Says that the library can't be loaded here. */
  public static AdjutantException unloadable(Throwable cause) {
    return new AdjutantException(
        PlatformReason.RUNTIME_MISSING,
        "the native library of ONNX Runtime "
            + VERSION
            + " can't be loaded on this platform ("
            + Native.platform()
            + "); it needs 64-bit Linux with glibc, macOS or Windows",
        cause);
  }

  /** Its release, such as {@code 1.28.0}. */
  String version() {
    MethodHandle get = LINKER.downcallHandle(base.getAtIndex(ADDRESS, 1), GET_VERSION);
    long text = Native.call(() -> (long) get.invokeExact());
    if (text == 0) {
      throw foreign("no ONNX Runtime: it reports no version");
    }
    return MemorySegment.ofAddress(text)
        .reinterpret(VERSION_CHARS_MAX)
        .getString(0, StandardCharsets.UTF_8);
  }

  /**
   * Checks that it is of the release that this program was built for. An older one has no table for
   * us, and a newer one may differ in what is no part of the table.
   *
   * @throws AdjutantException RUNTIME_MISSING
   */
  void checkVersion() {
    String found = version();
    if (!found.startsWith(SERIES)) {
      throw foreign("ONNX Runtime " + found);
    }
  }

  private static AdjutantException foreign(String what) {
    return new AdjutantException(
        PlatformReason.RUNTIME_MISSING,
        "the library that "
            + NativeLibraries.PATH_PROPERTY
            + " names is "
            + what
            + ", and this program needs ONNX Runtime "
            + VERSION
            + "; name a folder with that release, or leave the property out so that the library"
            + " that comes with the program is used");
  }

  /**
   * The function table, so many functions long.
   *
   * @throws AdjutantException RUNTIME_MISSING when it is of another release
   */
  MemorySegment table(int functions) {
    checkVersion();
    MethodHandle get = LINKER.downcallHandle(base.getAtIndex(ADDRESS, 0), GET_API);
    long table = Native.call(() -> (long) get.invokeExact(API_VERSION));
    if (table == 0) {
      throw foreign("ONNX Runtime " + version() + " without the C interface " + API_VERSION);
    }
    return MemorySegment.ofAddress(table).reinterpret((long) functions * Long.BYTES);
  }
}
