package ai.adjutant.inference.catalogue;

import ai.adjutant.chassis.error.AdjutantException;
import ai.adjutant.inference.catalogue.Entry.Task;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * Maps names to models and their current state. Any thread may read; the loader's alone changes it.
 */
final class ModelRegistry {
  private final NavigableMap<String, Entry> entries = new ConcurrentSkipListMap<>();

  void put(String name, Entry entry) {
    entries.put(name, entry);
  }

  boolean has(String name) {
    return entries.containsKey(name);
  }

  Optional<Entry> find(String name) {
    return Optional.ofNullable(entries.get(name)).map(Entry::now);
  }

  /**
   * Returns one model.
   *
   * @throws AdjutantException MODEL_NOT_FOUND
   */
  Entry get(String name) {
    Entry entry = entries.get(name);
    if (entry == null) {
      throw new AdjutantException(
          CatalogueReason.MODEL_NOT_FOUND,
          "there is no model '" + name + "'; the models here are " + entries.keySet(),
          Map.of("model", name),
          null);
    }
    return entry.now();
  }

  /** Lists all models, ordered by name. */
  List<Entry> list() {
    return entries.values().stream().map(Entry::now).toList();
  }

  /**
   * Returns the first model by name that serves a task, or else the first of that task that does
   * not serve at present.
   */
  Optional<Entry> first(Task task) {
    Optional<Entry> other = Optional.empty();
    for (Entry entry : list()) {
      if (entry.task() == task) {
        if (entry.serves()) {
          return Optional.of(entry);
        }
        other = other.isEmpty() ? Optional.of(entry) : other;
      }
    }
    return other;
  }

  /**
   * Checks that a model of that name can be added.
   *
   * @throws AdjutantException MODELS_TOO_MANY
   */
  void checkCapacity(String name) {
    if (!entries.containsKey(name) && entries.size() > ModelStore.MODELS_MAX) {
      throw new AdjutantException(
          CatalogueReason.MODELS_TOO_MANY,
          "there are " + ModelStore.MODELS_MAX + " models already; remove one");
    }
  }
}
