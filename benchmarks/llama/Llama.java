import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.PrintStream;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * llama.cpp v0.5.0 through its C API: one model, one context, one batch. The structs are those of
 * that release's llama.h and ggml.h; default values are compared at start, so that another release
 * is refused instead of misread. For one thread.
 */
final class Llama implements AutoCloseable {
  /**
   * How the library is set up; {@code pool} keeps its threads between steps, as llama.cpp's own
   * programs do.
   */
  record Settings(
      Path library,
      Path model,
      int threads,
      int streams,
      int context,
      int batch,
      boolean unified,
      boolean pool) {}

  private static final int NEVER = -1;

  private final Arena arena = Arena.ofShared();
  private final Linker linker = Linker.nativeLinker();
  private final SymbolLookup symbols;
  private final PrintStream log;
  private final Settings settings;
  private final MemorySegment model;
  private final MemorySegment context;
  private final MemorySegment memory;
  private final MemorySegment batch;
  private final MemorySegment tokens;
  private final MemorySegment positions;
  private final MemorySegment sequences;
  private final MemorySegment wanted;
  private final MethodHandle decode;
  private final MethodHandle logits;
  private final int vocabulary;
  private int filled;

  Llama(Settings settings, PrintStream log) {
    this.settings = settings;
    this.log = log;
    Path directory = settings.library().toAbsolutePath();
    if (!Files.exists(directory.resolve("libllama.so"))) {
      throw new IllegalStateException(
          "no libllama.so in " + directory + "; run benchmarks/llama/fetch");
    }
    symbols =
        SymbolLookup.libraryLookup(directory.resolve("libllama.so"), arena)
            .or(SymbolLookup.libraryLookup(directory.resolve("libggml.so"), arena))
            .or(SymbolLookup.libraryLookup(directory.resolve("libggml-base.so"), arena));
    call(
        function("llama_log_set", FunctionDescriptor.ofVoid(ADDRESS, ADDRESS)),
        logger(),
        MemorySegment.NULL);
    // Picks the variant that suits this processor best among the libggml-cpu-*.so beside it.
    call(
        function("ggml_backend_load_all_from_path", FunctionDescriptor.ofVoid(ADDRESS)),
        arena.allocateFrom(directory.toString()));
    call(function("llama_backend_init", FunctionDescriptor.ofVoid()));
    model = loadModel();
    context = createContext();
    if (settings.pool()) {
      attachPool();
    }
    memory = pointer("llama_get_memory", context);
    vocabulary = number("llama_vocab_n_tokens", pointer("llama_model_get_vocab", model));
    decode = function("llama_decode", FunctionDescriptor.of(JAVA_INT, ADDRESS, Structs.BATCH));
    logits = function("llama_get_logits_ith", FunctionDescriptor.of(ADDRESS, ADDRESS, JAVA_INT));
    tokens = arena.allocate(JAVA_INT, settings.batch());
    positions = arena.allocate(JAVA_INT, settings.batch());
    sequences = arena.allocate(ADDRESS, settings.batch());
    wanted = arena.allocate(JAVA_BYTE, settings.batch());
    batch = createBatch();
  }

  int vocabulary() {
    return vocabulary;
  }

  /** A fact of the model file. */
  String fact(String key) {
    MemorySegment text = arena.allocate(64);
    FunctionDescriptor shape =
        FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS, ADDRESS, JAVA_LONG);
    int length =
        (int)
            call(
                function("llama_model_meta_val_str", shape),
                model,
                arena.allocateFrom(key),
                text,
                text.byteSize());
    if (length < 0) {
      throw new IllegalStateException(
          settings.model() + " has no " + key + "; write it with Gguf.java");
    }
    return text.getString(0);
  }

  /** The processor features that the picked variant uses. */
  String system() {
    MethodHandle print = function("llama_print_system_info", FunctionDescriptor.of(ADDRESS));
    return ((MemorySegment) call(print)).reinterpret(Long.MAX_VALUE).getString(0).strip();
  }

  /** Adds a token to the batch; returns its row. */
  int add(int token, int position, int stream, boolean output) {
    int row = filled++;
    tokens.setAtIndex(JAVA_INT, row, token);
    positions.setAtIndex(JAVA_INT, row, position);
    sequences.setAtIndex(ADDRESS, row, batch.asSlice(Structs.BATCH.byteSize() + 4L * stream));
    wanted.set(JAVA_BYTE, row, (byte) (output ? 1 : 0));
    return row;
  }

  int room() {
    return settings.batch() - filled;
  }

  /** Runs the batch and empties it. */
  void decode() {
    batch.set(JAVA_INT, 0, filled);
    int code;
    try {
      code = (int) decode.invokeExact(context, batch.asSlice(0, Structs.BATCH.byteSize()));
    } catch (Throwable e) {
      throw new IllegalStateException("llama_decode", e);
    }
    if (code != 0) {
      throw new IllegalStateException("llama_decode of " + filled + " tokens returned " + code);
    }
    filled = 0;
  }

  /** Copies the logits of a row of the batch that ran last. */
  void logits(int row, float[] into) {
    try {
      MemorySegment values = (MemorySegment) logits.invokeExact(context, row);
      MemorySegment.copy(values.reinterpret(4L * vocabulary), JAVA_FLOAT, 0, into, 0, vocabulary);
    } catch (Throwable e) {
      throw new IllegalStateException("llama_get_logits_ith(" + row + ")", e);
    }
  }

  void clear() {
    call(
        function("llama_memory_clear", FunctionDescriptor.ofVoid(ADDRESS, JAVA_BYTE)),
        memory,
        (byte) 0);
  }

  /** Forgets what a stream holds from a position on. */
  void truncate(int stream, int length) {
    FunctionDescriptor shape =
        FunctionDescriptor.of(JAVA_BYTE, ADDRESS, JAVA_INT, JAVA_INT, JAVA_INT);
    if ((byte) call(function("llama_memory_seq_rm", shape), memory, stream, length, NEVER) == 0) {
      throw new IllegalStateException("stream " + stream + " could not be cut to " + length);
    }
  }

  @Override
  public void close() {
    call(function("llama_free", FunctionDescriptor.ofVoid(ADDRESS)), context);
    call(function("llama_model_free", FunctionDescriptor.ofVoid(ADDRESS)), model);
    log.flush();
  }

  private MemorySegment loadModel() {
    MemorySegment parameters = structure("llama_model_default_params", Structs.MODEL_PARAMETERS);
    Structs.expect(parameters, Structs.MODEL_PARAMETERS, "n_gpu_layers", -1);
    Structs.expect(parameters, Structs.MODEL_PARAMETERS, "load_mode", -1);
    Structs.expect(parameters, Structs.MODEL_PARAMETERS, "lazy_mode", 1);
    if (parameters.get(JAVA_BYTE, Structs.USE_EXTRA_BUFFERS) != 1) {
      throw new IllegalStateException(
          "llama.cpp of another release: use_extra_bufts is not where v0.5.0 has it");
    }
    MethodHandle load =
        function(
            "llama_model_load_from_file",
            FunctionDescriptor.of(ADDRESS, ADDRESS, Structs.MODEL_PARAMETERS));
    return present(
        call(load, arena.allocateFrom(settings.model().toString()), parameters), settings.model());
  }

  private MemorySegment createContext() {
    MemorySegment parameters =
        structure("llama_context_default_params", Structs.CONTEXT_PARAMETERS);
    Structs.expect(parameters, Structs.CONTEXT_PARAMETERS, "n_ctx", 512);
    Structs.expect(parameters, Structs.CONTEXT_PARAMETERS, "n_batch", 2048);
    Structs.expect(parameters, Structs.CONTEXT_PARAMETERS, "n_threads", 4);
    Structs.expect(parameters, Structs.CONTEXT_PARAMETERS, "flash_attn_type", -1);
    Structs.expect(parameters, Structs.CONTEXT_PARAMETERS, "type_k", 1);
    Structs.set(parameters, "n_ctx", settings.context() * settings.streams());
    Structs.set(parameters, "n_batch", settings.batch());
    Structs.set(parameters, "n_ubatch", Math.min(512, settings.batch()));
    Structs.set(parameters, "n_seq_max", settings.streams());
    Structs.set(parameters, "n_threads", settings.threads());
    Structs.set(parameters, "n_threads_batch", settings.threads());
    parameters.set(JAVA_BYTE, Structs.KV_UNIFIED, (byte) (settings.unified() ? 1 : 0));
    MethodHandle create =
        function(
            "llama_init_from_model",
            FunctionDescriptor.of(ADDRESS, ADDRESS, Structs.CONTEXT_PARAMETERS));
    return present(call(create, model, parameters), "a context");
  }

  /** The library has no OpenMP: without a pool it would start its threads anew for each step. */
  private void attachPool() {
    MethodHandle defaults =
        function(
            "ggml_threadpool_params_default",
            FunctionDescriptor.of(Structs.POOL_PARAMETERS, JAVA_INT));
    MemorySegment parameters = (MemorySegment) call(defaults, arena, settings.threads());
    Structs.expect(parameters, Structs.POOL_PARAMETERS, "n_threads", settings.threads());
    Structs.expect(parameters, Structs.POOL_PARAMETERS, "poll", 50);
    MemorySegment device =
        (MemorySegment)
            call(function("ggml_backend_dev_by_type", FunctionDescriptor.of(ADDRESS, JAVA_INT)), 0);
    MethodHandle find =
        function(
            "ggml_backend_reg_get_proc_address", FunctionDescriptor.of(ADDRESS, ADDRESS, ADDRESS));
    MemorySegment create =
        (MemorySegment)
            call(
                find,
                pointer("ggml_backend_dev_backend_reg", device),
                arena.allocateFrom("ggml_threadpool_new"));
    MethodHandle start =
        linker.downcallHandle(
            present(create, "ggml_threadpool_new"), FunctionDescriptor.of(ADDRESS, ADDRESS));
    MemorySegment pool = present(call(start, parameters), "a thread pool");
    FunctionDescriptor shape = FunctionDescriptor.ofVoid(ADDRESS, ADDRESS, ADDRESS);
    call(function("llama_attach_threadpool", shape), context, pool, pool);
  }

  private MemorySegment createBatch() {
    MemorySegment counts = arena.allocate(JAVA_INT, settings.batch());
    for (int row = 0; row < settings.batch(); row++) {
      counts.setAtIndex(JAVA_INT, row, 1);
    }
    // The stream numbers that seq_id points to stand behind the struct.
    MemorySegment all = arena.allocate(Structs.BATCH.byteSize() + 4L * settings.streams(), 8);
    for (int stream = 0; stream < settings.streams(); stream++) {
      all.set(JAVA_INT, Structs.BATCH.byteSize() + 4L * stream, stream);
    }
    all.set(ADDRESS, Structs.at(Structs.BATCH, "token"), tokens);
    all.set(ADDRESS, Structs.at(Structs.BATCH, "pos"), positions);
    all.set(ADDRESS, Structs.at(Structs.BATCH, "n_seq_id"), counts);
    all.set(ADDRESS, Structs.at(Structs.BATCH, "seq_id"), sequences);
    all.set(ADDRESS, Structs.at(Structs.BATCH, "logits"), wanted);
    return all;
  }

  private MemorySegment logger() {
    try {
      MethodHandle target =
          MethodHandles.lookup()
              .bind(
                  this,
                  "write",
                  MethodType.methodType(
                      void.class, int.class, MemorySegment.class, MemorySegment.class));
      return linker.upcallStub(
          target, FunctionDescriptor.ofVoid(JAVA_INT, ADDRESS, ADDRESS), arena);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private void write(int level, MemorySegment text, MemorySegment data) {
    log.print(text.reinterpret(Long.MAX_VALUE).getString(0));
  }

  private MemorySegment structure(String name, StructLayout layout) {
    return (MemorySegment) call(function(name, FunctionDescriptor.of(layout)), arena);
  }

  private MemorySegment pointer(String name, MemorySegment of) {
    return (MemorySegment) call(function(name, FunctionDescriptor.of(ADDRESS, ADDRESS)), of);
  }

  private int number(String name, MemorySegment of) {
    return (int) call(function(name, FunctionDescriptor.of(JAVA_INT, ADDRESS)), of);
  }

  private MethodHandle function(String name, FunctionDescriptor shape) {
    return linker.downcallHandle(symbols.findOrThrow(name), shape);
  }

  private static Object call(MethodHandle function, Object... arguments) {
    try {
      return function.invokeWithArguments(arguments);
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  private static MemorySegment present(Object pointer, Object what) {
    if (((MemorySegment) pointer).address() == 0) {
      throw new IllegalStateException("llama.cpp made nothing of " + what + "; its log says why");
    }
    return (MemorySegment) pointer;
  }
}
