package ai.adjutant.inference.catalogue;

import ai.adjutant.chassis.error.AdjutantException;
import ai.adjutant.inference.catalogue.Entry.Task;
import ai.adjutant.inference.embed.Embedder;
import ai.adjutant.inference.engine.LanguageModel;
import ai.adjutant.inference.read.Reranker;
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
 * The models of this process. They are opened at start; later they are loaded, unloaded and brought
 * in one after the other, while the others serve. Any thread may call; the owner closes it.
 */
public final class Catalogue implements AutoCloseable {
  /** Name of the encoder that comes with the program. */
  public static final String BUNDLED_ENCODER = "bge-small-en-v1.5-int8";

  /** What a model's name looks like. */
  public static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,127}");

  private static final Logger log = LoggerFactory.getLogger(Catalogue.class);

  private final CatalogueSettings settings;
  private final ModelFolder folder;
  private final Opening opening;
  private final Workers workers;
  private final Loader loader = new Loader();
  private final Shelf shelf = new Shelf();
  private final Arrivals arrivals;

  private Catalogue(CatalogueSettings settings, MachineMemory memory) {
    this.settings = settings;
    folder = new ModelFolder(settings.modelsFolder());
    workers = settings.embedding().start();
    opening = new Opening(settings, memory, workers);
    arrivals = new Arrivals(shelf, folder, opening, new ModelTrial(settings), loader);
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
    shelf.put(BUNDLED_ENCODER, opening.orReason(folder.directory(BUNDLED_ENCODER), Task.ENCODE));
    for (Path directory : folder.directories()) {
      String name = String.valueOf(directory.getFileName());
      if (!NAME.matcher(name).matches() || shelf.has(name)) {
        log.warn("model directory passed over, its name is taken or no name: model={}", name);
      } else if (OpeningMark.isIn(directory)) {
        log.error(
            "a model is left out, the process ended the last time that it was opened: model={}"
                + " retry='./adjutant model load {}'",
            name,
            name);
        shelf.put(name, Unserved.leftOut(name, opening.task(directory)));
      } else {
        shelf.put(name, opening.orReason(directory, opening.task(directory)));
      }
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
    return shelf.list();
  }

  /**
   * One model.
   *
   * @throws AdjutantException MODEL_NOT_FOUND
   */
  public Entry get(String name) {
    return shelf.get(name);
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
    Entry entry = name.isEmpty() ? first(Task.GENERATE) : get(name);
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
    Entry entry = name.isEmpty() ? first(Task.RERANK) : get(name);
    return entry instanceof Entry.Reranker reranker
        ? reranker.model()
        : Unserved.refuse(entry, Task.RERANK);
  }

  private Entry first(Task task) {
    return shelf.first(task).orElseThrow(task::missing);
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
      Optional<Entry> entry = shelf.find(name);
      if (entry.isEmpty() && !Files.isDirectory(folder.directory(name))) {
        return get(name); // refuses
      }
      if (entry.filter(Entry::serves).isPresent()) {
        return entry.get();
      }
      shelf.checkRoom(name);
      entry.ifPresent(Entry::close); // a fault may have left it open, and two may not fit
      Path directory = folder.directory(name);
      boolean bundled = name.equals(BUNDLED_ENCODER);
      Entry loaded = opening.orReason(directory, bundled ? Task.ENCODE : opening.task(directory));
      shelf.put(name, loaded);
      return loaded.serves() ? loaded : Unserved.refuse(loaded, loaded.task());
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
      shelf.put(name, unloaded); // nobody new may come to it while it closes
      entry.close();
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
    return arrivals.receive(upload);
  }

  @Override
  public void close() {
    loader.close();
    shelf.list().forEach(Entry::close);
    workers.close();
  }
}
