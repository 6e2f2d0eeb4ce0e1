package ai.adjutant.inference.catalogue;

import ai.adjutant.inference.catalogue.Entry.Task;
import ai.adjutant.inference.encoder.EncoderDirectory;
import ai.adjutant.inference.model.ModelDirectory;
import ai.adjutant.inference.read.Reader;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Predicate;

/**
 * The kinds of models: how the directory of one is recognised, checked and opened. A new kind is
 * registered here, with its {@link Entry} and its {@link Task}.
 */
@SuppressWarnings("ImmutableEnumChecker") // its functions keep nothing
enum ModelKind {
  /** Encoders, which have no head or that of their training. */
  ENCODER(
      Task.ENCODE,
      architecture ->
          (architecture.endsWith("Model") && !architecture.endsWith("LMHeadModel"))
              || architecture.endsWith("ForMaskedLM"),
      ModelOpener::encoder),
  /** Cross-encoders. */
  RERANKER(
      Task.RERANK,
      architecture -> architecture.endsWith("ForSequenceClassification"),
      ModelOpener::reranker),
  /** Cross-encoders that find, rank and judge: Adjutant's own. */
  READER(Task.READ, Reader.ARCHITECTURE::equals, ModelOpener::reader),
  /** Language models, and whatever is none of the others: its opening says what is wrong. */
  LANGUAGE_MODEL(Task.GENERATE, architecture -> true, ModelOpener::generator) {
    @Override
    void check(Path directory, Map<String, String> digests) {
      ModelDirectory.read(directory, digests);
    }
  };

  private final Task task;
  private final Predicate<String> recognises;
  private final Way way;

  ModelKind(Task task, Predicate<String> recognises, Way way) {
    this.task = task;
    this.recognises = recognises;
    this.way = way;
  }

  private interface Way {
    Entry open(ModelOpener opener, Path directory);
  }

  /** The kind of a directory's model, by the {@code architectures} of its {@code config.json}. */
  static ModelKind of(Path directory) {
    String architecture = EncoderDirectory.architecture(directory);
    return architecture.isEmpty()
        ? LANGUAGE_MODEL
        : Arrays.stream(values())
            .filter(kind -> kind.recognises.test(architecture))
            .findFirst()
            .orElse(LANGUAGE_MODEL);
  }

  /** What its models do. */
  Task task() {
    return task;
  }

  /**
   * Checks a directory whose files have just come; small models are checked while they open.
   *
   * @param digests of its files
   * @throws ai.adjutant.chassis.error.AdjutantException saying which file, input or operator is at
   *     fault
   */
  void check(Path directory, Map<String, String> digests) {}

  /**
   * Opens a directory.
   *
   * @throws ai.adjutant.chassis.error.AdjutantException saying which file, input or operator is at
   *     fault, or that memory is short
   */
  Entry open(ModelOpener opener, Path directory) {
    return way.open(opener, directory);
  }
}
