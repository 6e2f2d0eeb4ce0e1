package ai.adjutant.inference.catalogue;

import ai.adjutant.chassis.error.AdjutantException;
import ai.adjutant.inference.catalogue.ModelStore.Staged;
import java.io.IOException;
import java.nio.file.Files;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Holds the imports that are under way: no two of one name, and few at once. Each is installed on
 * the loader's thread. Any thread may call.
 */
final class ImportSessions {
  /** Imports at once. */
  private static final int MODELS_MAX = 4;

  private static final Logger log = LoggerFactory.getLogger(ImportSessions.class);

  private final ModelRegistry registry;
  private final ModelStore store;
  private final ModelOpener opener;
  private final ModelTrial trial;
  private final Loader loader;

  /** Names that are being imported; guarded by itself. */
  private final Set<String> importing = new HashSet<>();

  ImportSessions(
      ModelRegistry registry,
      ModelStore store,
      ModelOpener opener,
      ModelTrial trial,
      Loader loader) {
    this.registry = registry;
    this.store = store;
    this.opener = opener;
    this.trial = trial;
    this.loader = loader;
  }

  /** As {@link Catalogue#receive}. */
  ImportSession receive(Upload upload) {
    String name = upload.name();
    boolean exists = registry.has(name) || Files.exists(store.directory(name));
    if (exists && (!upload.replace() || name.equals(Catalogue.BUNDLED_ENCODER))) {
      throw new AdjutantException(
          CatalogueReason.MODEL_EXISTS,
          "there is a model '"
              + name
              + "' already; "
              + (name.equals(Catalogue.BUNDLED_ENCODER)
                  ? "it comes with the program: choose another name"
                  : "ask for it to be replaced, or choose another name"));
    }
    registry.checkCapacity(name);
    synchronized (importing) {
      if (importing.contains(name)) {
        throw new AdjutantException(
            CatalogueReason.IMPORT_UNDER_WAY, "model '" + name + "' is being imported already");
      }
      if (importing.size() == MODELS_MAX) {
        throw new AdjutantException(
            CatalogueReason.LOADER_BUSY,
            MODELS_MAX + " models are being imported already; try again later");
      }
      importing.add(name);
    }
    boolean begun = false;
    try {
      ImportSession session =
          new ImportSession(upload, store.stage(name, upload.bytes()), new Completion());
      begun = true;
      return session;
    } finally {
      if (!begun) {
        release(upload);
      }
    }
  }

  private void release(Upload upload) {
    synchronized (importing) {
      importing.remove(upload.name());
    }
  }

  private final class Completion implements ImportSession.Completion {
    @Override
    public Entry install(Upload upload, Staged staged, Map<String, String> digests) {
      return loader.run(() -> replace(upload, staged, digests));
    }

    @Override
    public void released(Upload upload) {
      release(upload);
    }
  }

  /**
   * On the loader's thread. Whatever fails, the folder and the registry are as they were before.
   */
  private Entry replace(Upload upload, Staged staged, Map<String, String> digests)
      throws IOException {
    String name = upload.name();
    opener.check(staged.directory(), digests);
    Optional<Entry> old = registry.find(name);
    if (old.isPresent()) {
      registry.put(name, old.get().unloaded());
      old.get().close(); // two of them may not fit into memory at once
    }
    boolean done = false;
    try {
      trial.run(staged.directory(), upload.bytes());
      staged.install();
      Entry entry = opener.directory(store.directory(name));
      registry.put(name, entry);
      done = true;
      log.info("model imported: model={} task={} replaced={}", name, entry.task(), old.isPresent());
      return entry;
    } finally {
      if (!done) {
        staged.restore();
        old.ifPresent(entry -> registry.put(name, reopened(entry)));
      }
    }
  }

  private Entry reopened(Entry old) {
    return old.serves() ? opener.openOrFailed(store.directory(old.name()), old.task()) : old;
  }
}
