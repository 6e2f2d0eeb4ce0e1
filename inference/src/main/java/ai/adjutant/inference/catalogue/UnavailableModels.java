package ai.adjutant.inference.catalogue;

import ai.adjutant.chassis.error.AdjutantException;
import ai.adjutant.inference.catalogue.Entry.Task;
import java.util.Map;

/** Creates the errors of models that can't serve a request. */
final class UnavailableModels {
  private UnavailableModels() {}

  /** Throws why a model does not serve for a task; never returns. */
  static <T> T refuse(Entry entry, Task wanted) {
    if (entry.task() != wanted) {
      throw failure(
          CatalogueReason.MODEL_KIND_WRONG,
          entry,
          "is " + entry.task().words() + "; name " + wanted.words());
    }
    throw switch (entry) {
      case Entry.NotServing idle -> idle.refusal();
      case Entry.Serving serving -> new IllegalArgumentException(serving.name() + " serves");
    };
  }

  static AdjutantException failed(Entry entry, String message) {
    return failure(CatalogueReason.MODEL_FAILED, entry, "can't be served: " + message);
  }

  static AdjutantException unloaded(Entry entry) {
    return failure(
        CatalogueReason.MODEL_UNLOADED,
        entry,
        "is not loaded; load it with ./adjutant model load " + entry.name());
  }

  /** A model that a start leaves out because the process ended when it was opened before. */
  static Entry leftOut(String name, Task task) {
    return new Entry.Failed(
        name,
        task,
        "the process ended while it was being opened the last time, out of memory or by a fault of"
            + " its files; give it more memory or import it anew, then try again with ./adjutant"
            + " model load "
            + name);
  }

  private static AdjutantException failure(CatalogueReason reason, Entry entry, String what) {
    return new AdjutantException(
        reason, "model '" + entry.name() + "' " + what, Map.of("model", entry.name()), null);
  }
}
