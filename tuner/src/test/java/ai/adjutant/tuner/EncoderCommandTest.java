package ai.adjutant.tuner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import ai.adjutant.tuner.encoder.ToyEncoder;
import ai.adjutant.tuner.toy.ToyRun;
import ai.adjutant.tuner.triples.Triple;
import ai.adjutant.tuner.triples.TripleFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** An encoder learns what an organisation calls things, and is written only where it got better. */
@Timeout(300)
final class EncoderCommandTest {
  private static final String TRAINING =
      """
      train:
        output: run
        batch-size: 12
        precision: fp32
        report-every: 10
        checkpoint-every: 10
        steps: %d
      evaluation.every: 50
      evaluation.batch-size: 100
      rate.peak: %s
      encoder:
        from: toy.safetensors
        questions: questions.jsonl
        passages: passages.jsonl
      """;

  @TempDir Path folder;

  private record Said(int code, String out, String err) {}

  @BeforeEach
  void write() throws IOException {
    ToyEncoder.write(folder.resolve("toy.safetensors"));
    ToyEncoder.passages(folder.resolve("passages.jsonl"));
    ToyEncoder.questions(folder.resolve("questions.jsonl"));
    Files.writeString(
        folder.resolve("general.jsonl"),
        """
        {"source":"s","language":"en","context":"Snow fell on the hills.","question":"Where did \
        snow fall?","answers":[{"text":"hills","start":17}]}
        {"source":"s","language":"en","context":"A whale is no fish.","question":"Is a whale a \
        fish?","answers":[{"text":"no","start":11}]}
        """);
  }

  private Said tune(String yaml, String... more) throws IOException {
    Path config = Files.writeString(folder.resolve("encoder.yaml"), yaml);
    List<String> arguments = new ArrayList<>();
    arguments.addAll(List.of("--libraries", ToyRun.libraries().toString(), "encoder"));
    arguments.addAll(List.of("--config", config.toString(), "--to", to().toString()));
    arguments.addAll(List.of(more));
    return run(arguments);
  }

  private static Said run(List<String> arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int code =
        TuneMain.run(
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            arguments.toArray(String[]::new));
    return new Said(
        code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  private Path to() {
    return folder.resolve("encoder");
  }

  private static String training(int steps, String rate) {
    return TRAINING.formatted(steps, rate);
  }

  @Test
  void writesAnEncoderThatGotBetter() throws IOException {
    Said said = tune(training(150, "0.003"));
    assertThat(said.code()).as(said.out() + said.err()).isZero();
    assertThat(said.out())
        .contains("40 held out", "40 held-out questions, before and after", "old skill was not")
        .contains("corpus reindex");
    assertThat(to().resolve("model.onnx")).exists();
    assertThat(to().resolve("1_Pooling/config.json")).exists();
  }

  @Test
  void leavesAllAsItWasWhereNothingGotBetter() throws IOException {
    Files.createDirectories(to());
    Files.writeString(to().resolve("mine.txt"), "before");
    Said said =
        tune(
            training(10, "0.0000001")
                + "  triples: general.jsonl\n  held-out: general.jsonl\n  replay: 0.5\n");
    assertThat(said.code()).as(said.err()).isZero();
    assertThat(said.out())
        .contains("kept as it was", "general questions, the same", "replay", "distance_questions");
    assertThat(to())
        .isDirectoryContaining("glob:**mine.txt")
        .isDirectoryNotContaining("glob:**onnx");
  }

  @Test
  void refusesQuestionsThatNameNoKnownDocument() throws IOException {
    Files.writeString(
        folder.resolve("questions.jsonl"),
        "{\"question\":\"Where?\",\"gold\":[\"elsewhere.md\"]}\n".repeat(30)
            + "{\"question\":\"Who?\",\"gold\":[]}\n");
    Said said = tune(training(10, "0.001"));
    assertThat(said.code()).isEqualTo(3);
    assertThat(said.err())
        .contains("0 questions can be used", "at least 20", "30 questions name only documents")
        .contains("elsewhere.md", "'d0'", "1 name no document")
        .doesNotContain("\tat ");
    assertThat(to()).doesNotExist();
  }

  @Test
  void fillsABatchWithFewQuestions() throws IOException {
    List<String> all = Files.readAllLines(folder.resolve("questions.jsonl"));
    Files.write(folder.resolve("questions.jsonl"), all.subList(0, 22));
    Said said = tune(training(10, "0.001"));
    assertThat(said.code()).as(said.err()).isZero();
    assertThat(said.out()).contains("done after 10 steps", "held-out questions, before and after");
  }

  @Test
  void refusesTooFewQuestions() throws IOException {
    List<String> all = Files.readAllLines(folder.resolve("questions.jsonl"));
    Files.write(folder.resolve("questions.jsonl"), all.subList(0, 19));
    Said said = tune(training(10, "0.001"));
    assertThat(said.code()).isEqualTo(3);
    assertThat(said.err()).contains("19 questions can be used", "collect more questions");
  }

  @Test
  void refusesPassagesWithoutTextAndFilesWithoutPassages() throws IOException {
    Path passages = folder.resolve("passages.jsonl");
    Files.writeString(
        passages,
        "{\"id\":\"a\",\"text\":\"something\"}\n"
            + "{\"id\":\"b\",\"document\":\"b\",\"text\":\" \"}\n");
    Said blank = tune(training(10, "0.001"));
    assertThat(blank.code()).isEqualTo(3);
    assertThat(blank.err()).contains("passages.jsonl line 2", "'text' is no text");
    Files.writeString(passages, "");
    Said empty = tune(training(10, "0.001"));
    assertThat(empty.code()).isEqualTo(3);
    assertThat(empty.err()).contains("holds no passage", "corpus chunks");
  }

  @Test
  void refusesQuestionsWithoutAList() throws IOException {
    Files.writeString(folder.resolve("questions.jsonl"), "{\"question\":\"Where?\"}\n");
    Said said = tune(training(10, "0.001"));
    assertThat(said.code()).isEqualTo(3);
    assertThat(said.err()).contains("questions.jsonl line 1", "'gold' is no list");
  }

  @Test
  void endsWhereTheLossIsNoNumber() throws IOException {
    ToyEncoder.write(folder.resolve("toy.safetensors"), 1e30);
    Said said = tune(training(10, "0.001"));
    assertThat(said.code()).as(said.out()).isEqualTo(3);
    assertThat(said.err())
        .contains("the loss is NaN at step 0", "lower rate.peak")
        .doesNotContain("\tat ");
    assertThat(to()).doesNotExist();
  }

  @Test
  void makesAReadersExamplesOfTheQuestions() throws IOException {
    Files.writeString(
        folder.resolve("questions.jsonl"),
        """
        {"question":"Which camp has a radio?","gold":["d0"],"answer":"the camp"}
        {"question":"What is the truck?","gold":["d1"],"sentence":"the truck of the camp"}
        {"question":"Any water?","gold":["d2"],"answer":"Yes, there is some"}
        {"question":"How long is the bridge of the camp?","gold":[]}
        {"question":"Who flies?","gold":["elsewhere"]}
        """);
    Path out = folder.resolve("own.jsonl");
    Path heldOut = folder.resolve("own-heldout.jsonl");
    Said said =
        run(
            List.of(
                "data",
                "questions",
                "--questions",
                folder.resolve("questions.jsonl").toString(),
                "--passages",
                folder.resolve("passages.jsonl").toString(),
                "--out",
                out.toString(),
                "--held-out-out",
                heldOut.toString()));
    assertThat(said.code()).as(said.err()).isZero();
    assertThat(said.out()).contains("none of their documents has passages: 1");
    List<Triple> all = new ArrayList<>();
    for (Path file : List.of(out, heldOut)) {
      all.addAll(TripleFile.read(file, "en", List.of()).triples());
    }
    assertThat(all)
        .extracting(Triple::question, Triple::answered, triple -> triple.answers().size())
        .containsExactlyInAnyOrder(
            tuple("Which camp has a radio?", true, 1),
            tuple("What is the truck?", true, 1),
            tuple("Any water?", true, 0),
            tuple("How long is the bridge of the camp?", false, 0));
    assertThat(all)
        .filteredOn(triple -> !triple.answered())
        .singleElement()
        .returns("the bridge of the camp", Triple::context);
  }

  @Test
  void wantsSourcesAndATarget() {
    assertThat(run(List.of("encoder", "--questions", "q.jsonl", "--passages", "p.jsonl")).err())
        .contains("--to");
    assertThat(run(List.of("encoder", "--to", "x")).err()).contains("--questions and --passages");
    Said probability =
        run(List.of("encoder", "--to", "x", "--config", "none.yaml", "--probability", "0.2"));
    assertThat(probability.code()).isEqualTo(2);
    assertThat(run(List.of("encoder", "--settings")).out()).contains("encoder.temperature: 0.05");
  }
}
