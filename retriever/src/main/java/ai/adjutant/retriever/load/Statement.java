package ai.adjutant.retriever.load;

import ai.adjutant.chassis.error.AdjutantException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Holds what a sender states of documents; it wins over what they state themselves.
 *
 * @param label classification label; empty where nothing is stated
 * @param metadata further entries
 * @param effectiveFrom in force from; null where nothing is stated
 * @param effectiveUntil in force until, exclusive; null where nothing is stated
 */
public record Statement(
    String label,
    Map<String, String> metadata,
    @Nullable Instant effectiveFrom,
    @Nullable Instant effectiveUntil) {
  /** Nothing is stated. */
  public static final Statement NOTHING = new Statement("", Map.of(), null, null);

  private static final int ENTRIES_MAX = 64;
  private static final int LENGTH_MAX = 1_000;

  /** Names that would be stored as metadata without effect, and how to state what they mean. */
  private static final Map<String, String> MISPLACED =
      Map.of(
          "label", "--label",
          "effective_from", "--effective-from",
          "effective_until", "--effective-until");

  /**
   * Refuses what is out of bounds.
   *
   * @throws AdjutantException BAD_METADATA
   */
  public Statement {
    metadata = Map.copyOf(metadata);
    metadata.forEach(Statement::require);
    if (metadata.size() > ENTRIES_MAX || label.length() > LENGTH_MAX) {
      throw refused(
          "at most "
              + ENTRIES_MAX
              + " entries of metadata are taken, and a label of "
              + LENGTH_MAX
              + " characters");
    }
    if (effectiveFrom != null
        && effectiveUntil != null
        && !effectiveFrom.isBefore(effectiveUntil)) {
      throw refused(
          "effective_until "
              + effectiveUntil
              + " is not after effective_from "
              + effectiveFrom
              + ": the document would never be in force");
    }
  }

  private static void require(String key, String value) {
    if (key.isBlank() || key.length() > LENGTH_MAX || value.length() > LENGTH_MAX) {
      throw refused(
          "keys of metadata are not blank, and keys and values have at most "
              + LENGTH_MAX
              + " characters");
    }
    @Nullable String flag = MISPLACED.get(key.replace('-', '_'));
    if (flag != null) {
      throw refused(
          "metadata named "
              + key
              + " would be without effect; give it with "
              + flag
              + ", or as the field "
              + key.replace('-', '_'));
    }
  }

  private static AdjutantException refused(String why) {
    return new AdjutantException(LoadReason.BAD_METADATA, why);
  }

  /** This, where it states something, else what is stated of the whole load. */
  Statement over(Statement load) {
    if (equals(NOTHING)) {
      return load;
    }
    Map<String, String> all = new HashMap<>(load.metadata);
    all.putAll(metadata);
    return new Statement(
        label.isEmpty() ? load.label : label,
        all,
        effectiveFrom == null ? load.effectiveFrom : effectiveFrom,
        effectiveUntil == null ? load.effectiveUntil : effectiveUntil);
  }

  /** SHA-256 over all of it. */
  String hash() {
    List<String> said = new ArrayList<>(List.of(label));
    new TreeMap<>(metadata).forEach((key, value) -> said.addAll(List.of(key, value)));
    if (effectiveFrom != null || effectiveUntil != null) {
      said.addAll(List.of("", String.valueOf(effectiveFrom), String.valueOf(effectiveUntil)));
    }
    return Hashes.of(said);
  }
}
