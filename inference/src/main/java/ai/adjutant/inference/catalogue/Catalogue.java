package ai.adjutant.inference.catalogue;

import ai.adjutant.chassis.error.AdjutantException;
import ai.adjutant.inference.catalogue.Entry.Task;
import ai.adjutant.inference.embed.EmbedSettings;
import ai.adjutant.inference.embed.Embedder;
import ai.adjutant.inference.runtime.OnnxRuntime;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The models of this process. Any thread may call; the owner closes it. */
public final class Catalogue implements AutoCloseable {
  /** Name of the encoder that comes with the program. */
  public static final String BUNDLED_ENCODER = "bge-small-en-v1.5-int8";

  private static final Logger log = LoggerFactory.getLogger(Catalogue.class);

  private final NavigableMap<String, Entry> entries;

  private Catalogue(Map<String, Entry> entries) {
    this.entries = new TreeMap<>(entries);
  }

  /**
   * Opens every model. One that can't be opened is kept with its reason.
   *
   * @param nativeFolder where native libraries are unpacked
   */
  public static Catalogue open(Path nativeFolder, EmbedSettings embedding) {
    Map<String, Entry> entries = new TreeMap<>();
    put(
        entries,
        opened(
            BUNDLED_ENCODER,
            Task.ENCODE,
            () ->
                new Entry.Encoder(
                    BUNDLED_ENCODER,
                    Embedder.bundled(OnnxRuntime.load(nativeFolder), nativeFolder, embedding))));
    return new Catalogue(entries);
  }

  private static void put(Map<String, Entry> entries, Entry entry) {
    entries.put(entry.name(), entry);
  }

  private static Entry opened(String name, Task task, Supplier<Entry> opening) {
    try {
      Entry entry = opening.get();
      log.info("model opened: model={} task={}", name, task);
      return entry;
    } catch (AdjutantException e) {
      log.warn("model failed: model={} task={} message={}", name, task, e.getMessage(), e);
      return new Entry.Failed(name, task, e.getMessage());
    }
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
   * @throws AdjutantException MODEL_NOT_FOUND, MODEL_KIND_WRONG or MODEL_FAILED
   */
  public Embedder encoder(String name) {
    return switch (get(name.isEmpty() ? BUNDLED_ENCODER : name)) {
      case Entry.Encoder encoder -> encoder.embedder();
      case Entry.Failed failed -> throw failure(failed);
    };
  }

  private static AdjutantException failure(Entry.Failed failed) {
    return new AdjutantException(
        CatalogueReason.MODEL_FAILED,
        "model '" + failed.name() + "' can't be served: " + failed.message(),
        Map.of("model", failed.name()),
        null);
  }

  @Override
  public void close() {
    for (Entry entry : entries.values()) {
      switch (entry) {
        case Entry.Encoder encoder -> encoder.embedder().close();
        case Entry.Failed nothingOpen -> {}
      }
    }
  }
}
