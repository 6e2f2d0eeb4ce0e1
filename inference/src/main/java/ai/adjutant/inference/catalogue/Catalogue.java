package ai.adjutant.inference.catalogue;

import ai.adjutant.chassis.error.AdjutantException;
import ai.adjutant.inference.catalogue.Entry.Task;
import ai.adjutant.inference.embed.Embedder;
import ai.adjutant.inference.engine.LanguageModel;
import ai.adjutant.inference.read.Reader;
import ai.adjutant.inference.rerank.Reranker;
import ai.adjutant.inference.runtime.OnnxRuntime;
import ai.adjutant.inference.work.Workers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Holds the models of this process. They are opened at start; later they are loaded, unloaded and
 * imported one after the other, while the others serve. Any thread may call; the owner closes it.
 */
public final class Catalogue implements AutoCloseable {
  /** Name of the encoder that comes with the program. */
  public static final String BUNDLED_ENCODER = "bge-small-en-v1.5-int8";

  /**
   * Name of the reader that comes with the program; one that is installed by it is served first.
   */
  public static final String SHIPPED_READER = "reader";

  /** What a model's name looks like. */
  public static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,127}");

  private static final Logger log = LoggerFactory.getLogger(Catalogue.class);

  private final CatalogueSettings settings;
  private final ModelStore store;
  private final ModelOpener opener;
  private final Workers workers;
  private final Loader loader = new Loader();
  private final ModelRegistry registry = new ModelRegistry();
  private final ImportSessions imports;

  private Catalogue(CatalogueSettings settings, MachineMemory memory) {
    this.settings = settings;
    store = new ModelStore(settings.modelsFolder());
    workers = settings.embedding().start();
    opener = new ModelOpener(settings, memory, workers);
    imports = new ImportSessions(registry, store, opener, new ModelTrial(settings), loader);
  }

  /** Opens every model. One that can't be opened is registered as failed, with the reason. */
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
    store.sweep();
    registry.put(
        BUNDLED_ENCODER, opener.openOrFailed(store.directory(BUNDLED_ENCODER), Task.ENCODE));
    for (Path directory : store.directories()) {
      String name = String.valueOf(directory.getFileName());
      if (!NAME.matcher(name).matches() || registry.has(name)) {
        log.warn("model directory passed over, its name is taken or no name: model={}", name);
      } else if (OpeningMark.isIn(directory)) {
        log.error(
            "a model is left out, the process ended the last time that it was opened: model={}"
                + " retry='./adjutant model load {}'",
            name,
            name);
        registry.put(name, UnavailableModels.leftOut(name, opener.task(directory)));
      } else {
        registry.put(name, opener.openOrFailed(directory, opener.task(directory)));
      }
    }
    settings
        .embedding()
        .encoder()
        .filter(name -> !registry.has(name))
        .ifPresent(name ->
            log.error(
                "the encoder of the settings is not installed, nothing can be embedded: model={};"
                    + " install it with './adjutant model import', or mend"
                    + " inference.embed.encoder",
                name));
    if (settings.reader().isPresent() && !registry.has(SHIPPED_READER)) {
      registry.put(SHIPPED_READER, opener.openOrFailed(store.directory(SHIPPED_READER), Task.READ));
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
    return OnnxRuntime.load(settings.runtime()).version();
  }

  /** All models, ordered by name. */
  public List<Entry> list() {
    return registry.list();
  }

  /**
   * One model.
   *
   * @throws AdjutantException MODEL_NOT_FOUND
   */
  public Entry get(String name) {
    return registry.get(name);
  }

  /**
   * An encoder that serves.
   *
   * @param name empty for the one that the settings name, or else the one that comes with the
   *     program
   * @throws AdjutantException MODEL_NOT_FOUND, MODEL_KIND_WRONG, MODEL_UNLOADED or MODEL_FAILED
   */
  public Embedder encoder(String name) {
    Entry entry =
        get(name.isEmpty() ? settings.embedding().encoder().orElse(BUNDLED_ENCODER) : name);
    return entry instanceof Entry.Encoder encoder
        ? encoder.embedder()
        : UnavailableModels.refuse(entry, Task.ENCODE);
  }

  /**
   * A language model that serves.
   *
   * @param name empty for the default one, the first by name that serves
   * @throws AdjutantException MODEL_NOT_FOUND, MODEL_KIND_WRONG, MODEL_UNLOADED, MODEL_FAILED or
   *     NO_LANGUAGE_MODEL
   */
  public LanguageModel generator(String name) {
    Entry entry = name.isEmpty() ? first(Task.GENERATE) : get(name);
    return entry instanceof Entry.Generator generator
        ? generator.model()
        : UnavailableModels.refuse(entry, Task.GENERATE);
  }

  /**
   * A reranker that serves.
   *
   * @param name empty for the default one, the first by name that serves
   * @throws AdjutantException MODEL_NOT_FOUND, MODEL_KIND_WRONG, MODEL_UNLOADED, MODEL_FAILED or
   *     NO_RERANKER
   */
  public Reranker reranker(String name) {
    Entry entry = name.isEmpty() ? first(Task.RERANK) : get(name);
    return entry instanceof Entry.Reranker reranker
        ? reranker.model()
        : UnavailableModels.refuse(entry, Task.RERANK);
  }

  /**
   * A reader that serves.
   *
   * @param name empty for the default one, the first by name that serves
   * @throws AdjutantException MODEL_NOT_FOUND, MODEL_KIND_WRONG, MODEL_UNLOADED, MODEL_FAILED or
   *     NO_READER
   */
  public Reader reader(String name) {
    Entry entry = name.isEmpty() ? first(Task.READ) : get(name);
    return entry instanceof Entry.Reader reader
        ? reader.model()
        : UnavailableModels.refuse(entry, Task.READ);
  }

  private Entry first(Task task) {
    return registry.first(task).orElseThrow(task::missing);
  }

  /**
   * Opens a model that lies in the folder; one that serves stays as it is, one whose engine has
   * stopped on a fault is opened anew.
   *
   * @throws AdjutantException MODEL_NOT_FOUND, or MODEL_FAILED with the file, input or operator at
   *     fault
   */
  public Entry load(String name) {
    return loader.run(() -> {
      Optional<Entry> entry = registry.find(name);
      if (entry.isEmpty() && !Files.isDirectory(store.directory(name))) {
        return get(name); // refuses
      }
      if (entry.filter(Entry::serves).isPresent()) {
        return entry.get();
      }
      registry.checkCapacity(name);
      entry.ifPresent(Entry::close); // a fault may have left it open, and two may not fit
      Path directory = store.directory(name);
      boolean bundled = name.equals(BUNDLED_ENCODER);
      Entry loaded = opener.openOrFailed(directory, bundled ? Task.ENCODE : opener.task(directory));
      registry.put(name, loaded);
      return loaded.serves() ? loaded : UnavailableModels.refuse(loaded, loaded.task());
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
      Entry unloaded = entry.unloaded();
      registry.put(name, unloaded); // no new request may reach it while it closes
      entry.close();
      return unloaded;
    });
  }

  /**
   * Begins the import of a model. The caller closes the session.
   *
   * @throws AdjutantException MODEL_EXISTS, MODELS_TOO_MANY, IMPORT_UNDER_WAY, LOADER_BUSY,
   *     DISK_FULL or FOLDER_NOT_WRITABLE
   */
  public ImportSession receive(Upload upload) {
    return imports.receive(upload);
  }

  @Override
  public void close() {
    loader.close();
    registry.list().forEach(Entry::close);
    workers.close();
  }
}
