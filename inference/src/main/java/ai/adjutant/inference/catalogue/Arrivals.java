package ai.adjutant.inference.catalogue;

import ai.adjutant.chassis.error.AdjutantException;
import ai.adjutant.inference.catalogue.ModelFolder.Staged;
import java.io.IOException;
import java.nio.file.Files;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The models that are coming in: no two of one name, and few at once. Each is put in its place on
 * the loader's thread. Any thread may call.
 */
final class Arrivals {
  /** Models that come in at once. */
  private static final int MODELS_MAX = 4;

  private static final Logger log = LoggerFactory.getLogger(Arrivals.class);

  private final Shelf shelf;
  private final ModelFolder folder;
  private final Opening opening;
  private final ModelTrial trial;
  private final Loader loader;

  /** Names that are coming in; guarded by itself. */
  private final Set<String> arriving = new HashSet<>();

  Arrivals(Shelf shelf, ModelFolder folder, Opening opening, ModelTrial trial, Loader loader) {
    this.shelf = shelf;
    this.folder = folder;
    this.opening = opening;
    this.trial = trial;
    this.loader = loader;
  }

  /** As {@link Catalogue#receive}. */
  Incoming receive(Upload upload) {
    String name = upload.name();
    boolean exists = shelf.has(name) || Files.exists(folder.directory(name));
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
    shelf.checkRoom(name);
    synchronized (arriving) {
      if (arriving.contains(name)) {
        throw new AdjutantException(
            CatalogueReason.IMPORT_UNDER_WAY, "model '" + name + "' is coming in already");
      }
      if (arriving.size() == MODELS_MAX) {
        throw new AdjutantException(
            CatalogueReason.LOADER_BUSY,
            MODELS_MAX + " models are coming in already; try again later");
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

  private void forget(Upload upload) {
    synchronized (arriving) {
      arriving.remove(upload.name());
    }
  }

  private final class Landing implements Incoming.Landing {
    @Override
    public Entry install(Upload upload, Staged staged, Map<String, String> digests) {
      return loader.run(() -> replace(upload, staged, digests));
    }

    @Override
    public void gone(Upload upload) {
      forget(upload);
    }
  }

  /** On the loader's thread. Whatever fails, the folder and the shelf are as they were before. */
  private Entry replace(Upload upload, Staged staged, Map<String, String> digests)
      throws IOException {
    String name = upload.name();
    opening.check(staged.directory(), digests);
    Optional<Entry> old = shelf.find(name);
    if (old.isPresent()) {
      shelf.put(name, old.get().unloaded());
      old.get().close(); // two of them may not fit into memory at once
    }
    boolean done = false;
    try {
      trial.run(staged.directory(), upload.bytes());
      staged.install();
      Entry entry = opening.directory(folder.directory(name));
      shelf.put(name, entry);
      done = true;
      log.info("model came in: model={} task={} replaced={}", name, entry.task(), old.isPresent());
      return entry;
    } finally {
      if (!done) {
        staged.restore();
        old.ifPresent(entry -> shelf.put(name, again(entry)));
      }
    }
  }

  private Entry again(Entry old) {
    return old.serves() ? opening.orReason(folder.directory(old.name()), old.task()) : old;
  }
}
