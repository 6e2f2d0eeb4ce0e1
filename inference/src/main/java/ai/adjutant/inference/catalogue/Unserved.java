package ai.adjutant.inference.catalogue;

import ai.adjutant.chassis.error.AdjutantException;
import ai.adjutant.inference.catalogue.Entry.Task;
import java.util.Map;
import java.util.Optional;

/** What is said of models that can't be had as they were asked for. */
final class Unserved {
  private Unserved() {}

  /** Says why a model does not serve for a task; never returns. */
  static <T> T refuse(Entry entry, Task wanted) {
    String model = "model '" + entry.name() + "' ";
    if (entry.task() != wanted) {
      throw failure(
          CatalogueReason.MODEL_KIND_WRONG,
          entry,
          model + "is " + words(entry.task()) + "; name " + words(wanted));
    }
    throw switch (entry) {
      case Entry.Failed failed ->
          failure(
              CatalogueReason.MODEL_FAILED, entry, model + "can't be served: " + failed.message());
      case Entry.Unloaded unloaded ->
          failure(
              CatalogueReason.MODEL_UNLOADED,
              entry,
              model + "is not loaded; load it with ./adjutant model load " + entry.name());
      case Entry.Encoder serving -> new IllegalArgumentException(model + "serves");
      case Entry.Reranker serving -> new IllegalArgumentException(model + "serves");
      case Entry.Generator serving -> new IllegalArgumentException(model + "serves");
    };
  }

  private static AdjutantException failure(CatalogueReason reason, Entry entry, String message) {
    return new AdjutantException(reason, message, Map.of("model", entry.name()), null);
  }

  private static String words(Task task) {
    return switch (task) {
      case ENCODE -> "an encoder";
      case RERANK -> "a reranker";
      case GENERATE -> "a language model";
    };
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

  /** The same model without what is open of it; one that failed keeps its reason. */
  static Entry unloaded(Entry entry) {
    return switch (entry) {
      case Entry.Generator generator ->
          new Entry.Unloaded(
              generator.name(), Task.GENERATE, Optional.of(generator.model().spec()));
      case Entry.Encoder encoder ->
          new Entry.Unloaded(encoder.name(), Task.ENCODE, Optional.empty());
      case Entry.Reranker reranker ->
          new Entry.Unloaded(reranker.name(), Task.RERANK, Optional.empty());
      case Entry.Failed nothingOpen -> nothingOpen;
      case Entry.Unloaded nothingOpen -> nothingOpen;
    };
  }
}
