package ai.adjutant.tuner.reader;

import static org.assertj.core.api.Assertions.assertThat;

import ai.adjutant.tuner.checkpoint.RunFolder;
import ai.adjutant.tuner.config.Recipe;
import ai.adjutant.tuner.config.TrainSettings;
import ai.adjutant.tuner.model.Scores;
import ai.adjutant.tuner.torch.Torch;
import ai.adjutant.tuner.toy.ToyRun;
import ai.adjutant.tuner.train.ProgressListener;
import ai.adjutant.tuner.train.Trainer;
import ai.adjutant.tuner.weights.SafetensorsFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A reader learns a handful of examples, with all its heads in one batch. */
@Timeout(180)
final class ReaderTaskTest {
  private static final Path WEIGHTS = Path.of("target/weights");
  private static final List<String> CITIES = List.of("Oslo", "Lima", "Cairo", "Quito", "Hanoi");
  private static final String FROZEN =
      "rate.factors: embeddings=0, encoder.layer.0.=0, encoder.layer.1.=0, encoder.layer.2.=0,"
          + " encoder.layer.3.=0, encoder.layer.4.=0, encoder.layer.5.=0, encoder.layer.6.=0,"
          + " encoder.layer.7.=0, head=20\n";

  @TempDir Path folder;

  private static String triple(String city, boolean answered) {
    String context = "The firm was founded in 1999. Its office in " + city + " opened last year.";
    String answers =
        answered ? "{\"text\":\"" + city + "\",\"start\":" + context.indexOf(city) + "}" : "";
    return "{\"source\":\"s\",\"language\":\"en\",\"context\":\""
        + context
        + "\",\"question\":\""
        + (answered ? "Where did the office open?" : "Who leads the firm?")
        + "\",\"answers\":["
        + answers
        + "]}";
  }

  private Recipe recipe(int steps) throws IOException {
    List<String> lines = new ArrayList<>();
    for (String city : CITIES) {
      lines.add(triple(city, true));
      lines.add(triple(city, false));
    }
    Files.write(folder.resolve("triples.jsonl"), lines);
    Files.write(
        folder.resolve("heldout.jsonl"), List.of(triple("Bern", true), triple("Rome", false)));
    Files.write(
        folder.resolve("claims.jsonl"),
        List.of(
            "{\"claim\":\"It opened.\",\"passage\":\"It opened today.\",\"label\":\"supported\"}",
            "{\"claim\":\"It shut.\",\"passage\":\"It opened.\",\"label\":\"contradicted\"}"));
    Path file =
        Files.writeString(
            folder.resolve("reader.yaml"),
            "train:\n  output: run\n  precision: fp32\n  batch-size: 12\n  report-every: 5\n"
                + "  checkpoint-every: 10\n  steps: "
                + steps
                + "\n"
                + "evaluation.every: 10\n"
                + "rate.peak: 0.0002\n"
                + "reader:\n"
                + "  claims: claims.jsonl\n"
                + "  triples: triples.jsonl\n"
                + "  held-out: heldout.jsonl\n"
                + "  wrong-passages: 1\n"
                + "  evaluated-neighbours: 1\n"
                + FROZEN);
    return Recipe.read(file, List.of(ReaderSettings.class), List.of());
  }

  private static final class Heard implements ProgressListener {
    private final List<Map<String, Double>> means = new ArrayList<>();
    private final List<Scores> scores = new ArrayList<>();

    @Override
    public void steps(long step, Map<String, Double> loss, Work work) {
      means.add(loss);
    }

    @Override
    public void evaluated(long step, Scores seen, boolean better) {
      scores.add(seen);
    }
  }

  private static Heard train(Recipe recipe) {
    Heard heard = new Heard();
    Torch torch = ToyRun.torch();
    try (ReaderTask task = ReaderTask.open(recipe.get(ReaderSettings.class), WEIGHTS, 1);
        RunFolder run =
            RunFolder.open(
                recipe.get(TrainSettings.class).output(),
                recipe.text(),
                Trainer.essence(task, recipe));
        Trainer trainer = Trainer.prepare(torch, task, recipe, run, heard)) {
      trainer.run();
    }
    return heard;
  }

  @Test
  void learnsAllHeads() throws IOException {
    Heard heard = train(recipe(40));
    Map<String, Double> first = heard.means.getFirst();
    Map<String, Double> last = heard.means.getLast();
    assertThat(first)
        .containsOnlyKeys(
            "loss",
            "gradient_norm",
            "loss.span",
            "loss.answerable",
            "loss.relevance",
            "loss.support");
    assertThat(last.get("loss.span")).isLessThan(first.getOrDefault("loss.span", 0.0) / 3);
    assertThat(last.get("loss.answerable")).isLessThan(first.getOrDefault("loss.answerable", 0.0));
    assertThat(last.get("loss.support")).isLessThan(first.getOrDefault("loss.support", 0.0));
    assertThat(heard.scores.getLast().values())
        .containsEntry("span_f1", 1.0)
        .containsKeys("answerable_auc", "right_passage", "mean");
  }

  @Test
  void goesOnFromItsOwnFile() throws IOException {
    train(recipe(10));
    Path best = folder.resolve("run/best.safetensors");
    assertThat(SafetensorsFile.open(best).names())
        .contains("head.span.weight", "encoder.layer.11.output.dense.weight");
    assertThat(SafetensorsFile.open(best).metadata()).containsKeys("recipe", "data", "step");
    Path moved = Files.copy(best, folder.resolve("first.safetensors"));
    Recipe again = recipe(20);
    String yaml = Files.readString(folder.resolve("reader.yaml"));
    Path file =
        Files.writeString(
            folder.resolve("more.yaml"),
            yaml.replace("output: run", "output: more") + "reader.from: " + moved + "\n");
    assertThat(again.essence()).isNotEmpty();
    Heard heard = train(Recipe.read(file, List.of(ReaderSettings.class), List.of()));
    assertThat(heard.means).isNotEmpty();
  }
}
