package ai.adjutant.inference.catalogue;

import ai.adjutant.chassis.error.AdjutantException;
import ai.adjutant.inference.catalogue.Entry.Task;
import ai.adjutant.inference.catalogue.ModelFolder.Staged;
import ai.adjutant.inference.embed.Embedder;
import ai.adjutant.inference.engine.LanguageModel;
import ai.adjutant.inference.read.Reranker;
import ai.adjutant.inference.runtime.OnnxRuntime;
import ai.adjutant.inference.work.Workers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The models of this process. They are opened at start; later they are loaded, unloaded and brought
 * in one after the other, while the others serve. Any thread may call; the owner closes it.
 */
public final class Catalogue implements AutoCloseable {
  /** Name of the encoder that comes with the program. */
  public static final String BUNDLED_ENCODER = "bge-small-en-v1.5-int8";

  /** What a model's name looks like. */
  public static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,127}");

  /** Models that come in at once. */
  private static final int IMPORTS_MAX = 4;

  private static final Logger log = LoggerFactory.getLogger(Catalogue.class);

  private final CatalogueSettings settings;
  private final ModelFolder folder;
  private final Opening opening;
  private final Workers workers;
  private final Loader loader = new Loader();

  /** Written by the loader's thread alone. */
  private final NavigableMap<String, Entry> entries = new ConcurrentSkipListMap<>();

  /** Names that are coming in; guarded by itself. */
  private final Set<String> arriving = new HashSet<>();

  private Catalogue(CatalogueSettings settings, MachineMemory memory) {
    this.settings = settings;
    folder = new ModelFolder(settings.modelsFolder());
    workers = settings.embedding().start();
    opening = new Opening(settings, memory, workers);
  }

  /** Opens every model. One that can't be opened is kept with its reason. */
  public static Catalogue open(CatalogueSettings settings) {
    return open(settings, new LinuxMemory(Path.of("/")));
  }

  static Catalogue open(CatalogueSettings settings, MachineMemory memory) {
    Catalogue catalogue = new Catalogue(settings, memory);
    catalogue.loader.run(() -> {
      catalogue.openAll();
      return catalogue;
    });
    return catalogue;
  }

  private void openAll() {
    folder.sweep();
    entries.put(BUNDLED_ENCODER, opened(BUNDLED_ENCODER, Task.ENCODE));
    for (Path directory : folder.directories()) {
      String name = String.valueOf(directory.getFileName());
      if (!NAME.matcher(name).matches() || entries.containsKey(name)) {
        log.warn("model directory passed over, its name is taken or no name: model={}", name);
      } else {
        entries.put(name, opened(name, opening.task(directory)));
      }
    }
  }

  /** Opens a model, or files why it can't be. */
  private Entry opened(String name, Task task) {
    try {
      Entry entry =
          name.equals(BUNDLED_ENCODER)
              ? opening.bundledEncoder(name)
              : opening.directory(folder.directory(name));
      log.info("model opened: model={} task={}", name, entry.task());
      return entry;
    } catch (AdjutantException e) {
      log.warn("model failed: model={} task={} message={}", name, task, e.getMessage());
      return new Entry.Failed(name, task, e.getMessage());
    }
  }

  /** How much inference may take of the machine. */
  public CatalogueSettings settings() {
    return settings;
  }

  /**
   * Release of ONNX Runtime.
   *
   * @throws AdjutantException RUNTIME_MISSING
   */
  public String runtimeVersion() {
    return OnnxRuntime.load(settings.nativeFolder()).version();
  }

  /** All models, ordered by name. */
  public List<Entry> list() {
    return new ArrayList<>(entries.values());
  }

  /**
   * One model.
   *
   * @throws AdjutantException MODEL_NOT_FOUND
   */
  public Entry get(String name) {
    Entry entry = entries.get(name);
    if (entry == null) {
      throw new AdjutantException(
          CatalogueReason.MODEL_NOT_FOUND,
          "there is no model '" + name + "'; the models here are " + entries.keySet(),
          Map.of("model", name),
          null);
    }
    return entry;
  }

  /**
   * An encoder that serves.
   *
   * @param name empty for the default one
   * @throws AdjutantException MODEL_NOT_FOUND, MODEL_KIND_WRONG, MODEL_UNLOADED or MODEL_FAILED
   */
  public Embedder encoder(String name) {
    Entry entry = get(name.isEmpty() ? BUNDLED_ENCODER : name);
    return entry instanceof Entry.Encoder encoder
        ? encoder.embedder()
        : Unserved.refuse(entry, Task.ENCODE);
  }

  /**
   * A language model that serves.
   *
   * @param name empty for the default one, the first by name that serves
   * @throws AdjutantException MODEL_NOT_FOUND, MODEL_KIND_WRONG, MODEL_UNLOADED, MODEL_FAILED or
   *     NO_LANGUAGE_MODEL
   */
  public LanguageModel generator(String name) {
    Entry entry = name.isEmpty() ? defaultGenerator() : get(name);
    return entry instanceof Entry.Generator generator
        ? generator.model()
        : Unserved.refuse(entry, Task.GENERATE);
  }

  /**
   * A reranker that serves.
   *
   * @param name empty for the default one, the first by name that serves
   * @throws AdjutantException MODEL_NOT_FOUND, MODEL_KIND_WRONG, MODEL_UNLOADED, MODEL_FAILED or
   *     NO_RERANKER
   */
  public Reranker reranker(String name) {
    Entry entry =
        name.isEmpty()
            ? first(Task.RERANK)
                .orElseThrow(() ->
                    new AdjutantException(
                        CatalogueReason.NO_RERANKER,
                        "no reranker is installed; bring one in with ./adjutant model import, or"
                            + " put its directory under tenants/default/models in the data folder"
                            + " and ./adjutant model load it"))
            : get(name);
    return entry instanceof Entry.Reranker reranker
        ? reranker.model()
        : Unserved.refuse(entry, Task.RERANK);
  }

  private Entry defaultGenerator() {
    return first(Task.GENERATE)
        .orElseThrow(() ->
            new AdjutantException(
                CatalogueReason.NO_LANGUAGE_MODEL,
                "no language model is installed; bring one in with ./adjutant model import, or put"
                    + " its directory under tenants/default/models in the data folder and"
                    + " ./adjutant model load it"));
  }

  /** The first by name that does a task, or else the first that would. */
  private Optional<Entry> first(Task task) {
    Optional<Entry> other = Optional.empty();
    for (Entry entry : entries.values()) {
      if (entry.task() == task) {
        if (serves(entry)) {
          return Optional.of(entry);
        }
        other = other.isEmpty() ? Optional.of(entry) : other;
      }
    }
    return other;
  }

  private static boolean serves(Entry entry) {
    return switch (entry) {
      case Entry.Encoder serving -> true;
      case Entry.Reranker serving -> true;
      case Entry.Generator serving -> true;
      case Entry.Failed failed -> false;
      case Entry.Unloaded unloaded -> false;
    };
  }

  /**
   * Opens a model that lies in the folder; one that serves stays as it is.
   *
   * @throws AdjutantException MODEL_NOT_FOUND, or MODEL_FAILED with the file, input or operator at
   *     fault
   */
  public Entry load(String name) {
    return loader.run(() -> {
      Entry entry = entries.get(name);
      if (entry == null && !Files.isDirectory(folder.directory(name))) {
        return get(name); // refuses
      }
      if (entry != null && serves(entry)) {
        return entry;
      }
      checkRoom(name);
      boolean bundled = name.equals(BUNDLED_ENCODER);
      Entry loaded = opened(name, bundled ? Task.ENCODE : opening.task(folder.directory(name)));
      entries.put(name, loaded);
      return loaded instanceof Entry.Failed failed
          ? Unserved.refuse(failed, failed.task())
          : loaded;
    });
  }

  /**
   * Closes a model: what is under way ends with UNAVAILABLE, its memory is given back, its files
   * stay until the next start opens it again.
   *
   * @throws AdjutantException MODEL_NOT_FOUND
   */
  public Entry unload(String name) {
    return loader.run(() -> {
      Entry entry = get(name);
      Entry unloaded = Unserved.unloaded(entry);
      entries.put(name, unloaded); // nobody new may come to it while it closes
      close(entry);
      return unloaded;
    });
  }

  /**
   * Begins to bring a model in. Whoever begins closes what this returns.
   *
   * @throws AdjutantException MODEL_EXISTS, MODELS_TOO_MANY, IMPORT_UNDER_WAY, LOADER_BUSY,
   *     DISK_FULL or FOLDER_NOT_WRITABLE
   */
  public Incoming receive(Upload upload) {
    String name = upload.name();
    boolean exists = entries.containsKey(name) || Files.exists(folder.directory(name));
    if (exists && (!upload.replace() || name.equals(BUNDLED_ENCODER))) {
      throw new AdjutantException(
          CatalogueReason.MODEL_EXISTS,
          "there is a model '"
              + name
              + "' already; "
              + (name.equals(BUNDLED_ENCODER)
                  ? "it comes with the program: choose another name"
                  : "ask for it to be replaced, or choose another name"));
    }
    checkRoom(name);
    synchronized (arriving) {
      if (arriving.contains(name)) {
        throw new AdjutantException(
            CatalogueReason.IMPORT_UNDER_WAY, "model '" + name + "' is coming in already");
      }
      if (arriving.size() == IMPORTS_MAX) {
        throw new AdjutantException(
            CatalogueReason.LOADER_BUSY,
            IMPORTS_MAX + " models are coming in already; try again later");
      }
      arriving.add(name);
    }
    boolean begun = false;
    try {
      Incoming incoming = new Incoming(upload, folder.stage(name, upload.bytes()), new Landing());
      begun = true;
      return incoming;
    } finally {
      if (!begun) {
        forget(upload);
      }
    }
  }

  private void checkRoom(String name) {
    if (!entries.containsKey(name) && entries.size() > ModelFolder.MODELS_MAX) {
      throw new AdjutantException(
          CatalogueReason.MODELS_TOO_MANY,
          "there are " + ModelFolder.MODELS_MAX + " models already; remove one");
    }
  }

  private void forget(Upload upload) {
    synchronized (arriving) {
      arriving.remove(upload.name());
    }
  }

  private final class Landing implements Incoming.Landing {
    @Override
    public Entry install(Upload upload, Staged staged, Map<String, String> digests) {
      return loader.run(() -> replace(upload.name(), staged, digests));
    }

    @Override
    public void gone(Upload upload) {
      forget(upload);
    }
  }

  /** On the loader's thread. Whatever fails, the folder and the entries are as they were before. */
  private Entry replace(String name, Staged staged, Map<String, String> digests)
      throws IOException {
    opening.check(staged.directory(), digests);
    @Nullable Entry old = entries.get(name);
    if (old != null) {
      entries.put(name, Unserved.unloaded(old));
      close(old); // two of them may not fit into memory at once
    }
    boolean done = false;
    try {
      staged.install();
      Entry entry = opening.directory(folder.directory(name));
      entries.put(name, entry);
      done = true;
      log.info("model came in: model={} task={} replaced={}", name, entry.task(), old != null);
      return entry;
    } finally {
      if (!done) {
        staged.restore();
        if (old != null) {
          entries.put(name, serves(old) ? opened(name, old.task()) : old);
        }
      }
    }
  }

  private static void close(Entry entry) {
    switch (entry) {
      case Entry.Encoder encoder -> encoder.embedder().close();
      case Entry.Reranker reranker -> reranker.model().close();
      case Entry.Generator generator -> generator.model().close();
      case Entry.Failed nothingOpen -> {}
      case Entry.Unloaded nothingOpen -> {}
    }
  }

  @Override
  public void close() {
    loader.close();
    entries.values().forEach(Catalogue::close);
    workers.close();
  }
}
