package ai.adjutant.tuner.reader;

import ai.adjutant.chassis.settings.Schema;
import ai.adjutant.chassis.settings.Setting;
import ai.adjutant.chassis.settings.SettingsGroup;
import ai.adjutant.tuner.config.PrefixFactors;
import java.nio.file.Path;
import java.util.Optional;

/** What the reader learns from and how. */
@SettingsGroup(value = "reader", doc = "The reader's examples and heads.")
public record ReaderSettings(
    @Setting(
            value = "triples.jsonl",
            doc = "File of triples to learn from, or a folder of such files.")
        Path triples,
    @Setting(value = "none", doc = "File with questions that head sections, and the sections.")
        Optional<Path> headings,
    @Setting(
            value = "none",
            doc = "Beginning of the names of the sets in the file of headings that are taken.")
        Optional<String> headingSets,
    @Setting(
            value = "none",
            doc = "File of claims with passages to learn from, or a folder of such files.")
        Optional<Path> claims,
    @Setting(value = "heldout.jsonl", doc = "File of triples that are only measured by.")
        Path heldOut,
    @Setting(value = "en", doc = "Language of the triples that are taken.") String language,
    @Setting(
            value = "none",
            doc =
                "Weights to start from: a run's safetensors, or the folder of a model that is"
                    + " served in bytes; else those of the encoder.")
        Optional<Path> from,
    @Setting(value = "160", min = "16", max = "448", doc = "Tokens of a passage in a row.")
        int passageTokens,
    @Setting(value = "60", min = "4", max = "60", doc = "Tokens of a question in a row.")
        int questionTokens,
    @Setting(
            value = "0.6",
            min = "0",
            max = "1",
            doc = "Part of the answered questions that come with a wrong passage too.")
        double wrongPassages,
    @Setting(
            value = "12",
            min = "1",
            max = "1000",
            doc = "Nearest wrong passages of which one is drawn.")
        int neighbours,
    @Setting(
            value = "none",
            form = "HEAD=FACTOR,...",
            doc =
                "Weights of the heads in the sum of losses, of span, answerable, relevance,"
                    + " support.")
        Optional<PrefixFactors> weights,
    @Setting(
            value = "300",
            min = "1",
            max = "1000000",
            doc = "Held-out questions that an evaluation takes, drawn by the seed.")
        int evaluated,
    @Setting(
            value = "0",
            min = "0",
            max = "100",
            doc = "Wrong passages among which the right one must be found, for each of them.")
        int evaluatedNeighbours,
    @Setting(
            value = "0",
            min = "0",
            max = "100000000",
            doc = "Examples that are taken at most, drawn by the seed; 0 for all.")
        int examples) {
  private static final int SERVED_PASSAGE_TOKENS = 321;
  private static final int QUESTION_TOKENS_MAX = 60;

  /** Refuses values out of range. */
  public ReaderSettings {
    Schema.check(
        ReaderSettings.class,
        triples,
        headings,
        headingSets,
        claims,
        heldOut,
        language,
        from,
        passageTokens,
        questionTokens,
        wrongPassages,
        neighbours,
        weights,
        evaluated,
        evaluatedNeighbours,
        examples);
  }

  /** Returns settings that only measure, by these held-out questions, rows as long as served. */
  public static ReaderSettings measuring(Path heldOut) {
    return new ReaderSettings(
        heldOut,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        heldOut,
        "en",
        Optional.empty(),
        SERVED_PASSAGE_TOKENS,
        QUESTION_TOKENS_MAX,
        0,
        1,
        Optional.empty(),
        1,
        0,
        0);
  }

  /** The weight of a head. */
  double weight(String head) {
    return weights.map(factors -> factors.of(head)).orElse(1.0);
  }
}
