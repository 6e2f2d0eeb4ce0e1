package ai.adjutant.tuner.encoder;

import ai.adjutant.chassis.settings.Schema;
import ai.adjutant.chassis.settings.Setting;
import ai.adjutant.chassis.settings.SettingsGroup;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Says what the encoder learns from and how. */
@SettingsGroup(value = "encoder", doc = "The encoder's questions, passages and losses.")
public record EncoderSettings(
    @Setting(
            value = "questions.jsonl",
            doc = "Files of questions with the names of the documents that answer them.")
        List<Path> questions,
    @Setting(
            value = "passages.jsonl",
            doc =
                "Files of passages, one a corpus, as ./adjutant corpus chunks writes them; a"
                    + " question is asked of the file that holds its documents.")
        List<Path> passages,
    @Setting(
            value = "none",
            doc =
                "Triples of general matters that are learnt beside, so that old skill stays: a file"
                    + " or a folder of such files. Without them the own passages stand in.")
        Optional<Path> triples,
    @Setting(
            value = "none",
            doc = "Triples of general matters by which old skill is measured, before and after.")
        Optional<Path> heldOut,
    @Setting(value = "en", doc = "Language of the triples that are taken.") String language,
    @Setting(
            value = "none",
            doc =
                "Weights to start from: a run's safetensors, or the folder of a model that is"
                    + " served in bytes; else those of the encoder.")
        Optional<Path> from,
    @Setting(value = "64", min = "8", max = "512", doc = "Tokens of a question that are learnt.")
        int questionTokens,
    @Setting(value = "128", min = "8", max = "512", doc = "Tokens of a passage that are learnt.")
        int passageTokens,
    @Setting(
            value = "0.05",
            min = "0.001",
            max = "1",
            doc = "What cosines are divided by in the loss; less looks at the nearest more.")
        double temperature,
    @Setting(
            value = "2",
            min = "0",
            max = "32",
            doc = "Wrong passages that come with a question, drawn among the nearest.")
        int wrongPassages,
    @Setting(
            value = "12",
            min = "1",
            max = "1000",
            doc = "Nearest wrong passages, by their words, among which is drawn.")
        int neighbours,
    @Setting(
            value = "0.25",
            min = "0",
            max = "0.9",
            doc = "Share of a batch that replays general triples, or else own passages.")
        double replay,
    @Setting(
            value = "4",
            min = "0",
            max = "1000",
            doc = "Weight of the distance of replayed texts from where they were, by cosine.")
        double distance,
    @Setting(
            value = "0.5",
            min = "0.1",
            max = "0.9",
            doc = "Share of the questions that only the comparison at the end sees.")
        double heldOutShare,
    @Setting(
            value = "0.2",
            min = "0.05",
            max = "0.5",
            doc = "Share of the others that chooses the best checkpoint and is not learnt from.")
        double checkedShare,
    @Setting(
            value = "5000",
            min = "100",
            max = "1000000",
            doc = "Passages of a corpus that are measured among; of more, a part is drawn.")
        int candidates,
    @Setting(
            value = "300",
            min = "1",
            max = "100000",
            doc = "General triples that old skill is measured by, drawn by the seed.")
        int evaluated) {
  /** Refuses values out of range. */
  public EncoderSettings {
    questions = List.copyOf(questions);
    passages = List.copyOf(passages);
    Schema.check(
        EncoderSettings.class,
        questions,
        passages,
        triples,
        heldOut,
        language,
        from,
        questionTokens,
        passageTokens,
        temperature,
        wrongPassages,
        neighbours,
        replay,
        distance,
        heldOutShare,
        checkedShare,
        candidates,
        evaluated);
  }
}
