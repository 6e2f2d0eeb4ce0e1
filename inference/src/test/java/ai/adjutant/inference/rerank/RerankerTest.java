package ai.adjutant.inference.rerank;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.adjutant.chassis.error.AdjutantException;
import ai.adjutant.inference.runtime.OnnxRuntime;
import ai.adjutant.inference.testing.OnnxGraph;
import ai.adjutant.inference.testing.SyntheticEncoder;
import ai.adjutant.inference.testing.SyntheticEncoder.Pooled;
import ai.adjutant.inference.work.WorkReason;
import ai.adjutant.inference.work.Workers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class RerankerTest {
  @TempDir Path folder;
  private final Workers workers = Workers.start(2, 256, 256);

  @AfterEach
  void close() {
    workers.close();
  }

  @Test
  void judgesEachPassageAgainstTheQuestion() throws InterruptedException {
    SyntheticEncoder.writeReranker(folder);
    try (Reranker reranker = open()) {
      List<PassageScore> scores =
          reranker
              .begin(
                  "which fee is paid",
                  List.of("a deposit", "the fee is high", "the fee is paid", "paid paid"))
              .await();
      assertThat(scores).extracting(PassageScore::score).containsExactly(0.0, 2.0, 3.0, 2.0);
      assertThat(scores.getFirst().probability()).isEqualTo(0.5);
      assertThat(scores.get(2).probability()).isCloseTo(0.9526, within(1e-4));
      assertThat(reranker.info().digest()).matches("[0-9a-f]{64}");
    }
  }

  @Test
  void takesTheDifferenceOfTwoClasses() throws InterruptedException {
    SyntheticEncoder.writeTwoClassReranker(folder);
    try (Reranker reranker = open()) {
      assertThat(reranker.begin("fee", List.of("a fee", "none")).await())
          .extracting(PassageScore::score)
          .containsExactly(0.0, -1.0);
    }
  }

  @Test
  void scoresAPassageTheSameAloneAndAmongOthers() throws InterruptedException {
    SyntheticEncoder.writeReranker(folder);
    try (Reranker reranker = open()) {
      List<String> crowd = Collections.nCopies(Reranker.PASSAGES_MAX, "the fee is paid");
      PassageScore alone = reranker.begin("fee", crowd.subList(0, 1)).await().getFirst();
      assertThat(reranker.begin("fee", crowd).await()).hasSize(256).containsOnly(alone);
    }
  }

  @Test
  void cutsLongPassagesAndSaysSo() throws InterruptedException {
    SyntheticEncoder.writeReranker(folder);
    try (Reranker reranker = open()) {
      String filler = "word ".repeat(59); // the question, three special tokens, and 60 more are 64
      assertThat(reranker.begin("fee", List.of(filler + "fee", filler + "word fee")).await())
          .containsExactly(new PassageScore(1, false), new PassageScore(0, true));
    }
  }

  @Test
  void refusesAtOnceWhatDoesNotFitTheQueue() throws InterruptedException {
    SyntheticEncoder.writeReranker(folder);
    try (Workers few = Workers.start(1, 3, 1);
        Reranker reranker = Reranker.open(folder, OnnxRuntime.load(folder), folder, few)) {
      assertThatThrownBy(() -> reranker.begin("fee", List.of("a", "b", "c", "d")))
          .isInstanceOfSatisfying(
              AdjutantException.class,
              e -> assertThat(e.reason()).isEqualTo(WorkReason.WORK_QUEUE_FULL));
      assertThat(reranker.begin("fee", List.of("a", "b", "c")).await()).hasSize(3);
    }
  }

  @Test
  void failsWhereTheScoreIsNoNumber() throws IOException {
    SyntheticEncoder.writeReranker(folder);
    logits(new float[] {Float.NaN});
    try (Reranker reranker = open()) {
      assertThatThrownBy(() -> reranker.begin("fee", List.of("a")).await())
          .isInstanceOfSatisfying(
              AdjutantException.class,
              e -> assertThat(e.reason()).isEqualTo(RerankReason.SCORE_NOT_FINITE));
    }
  }

  @Test
  void refusesModelsThatJudgeSomethingElse() throws IOException {
    SyntheticEncoder.writeReranker(folder);
    logits(new float[] {1, 2, 3});
    assertThatThrownBy(this::open).hasMessageContaining("has 3 classes");
    SyntheticEncoder.write(folder, Pooled.CLS);
    assertThatThrownBy(this::open).hasMessageContaining("must write logits as floats");
  }

  /** Replaces the graph by one that gives the same logits whatever it reads. */
  private void logits(float[] values) throws IOException {
    OnnxGraph graph = new OnnxGraph();
    graph.input("input_ids", OnnxGraph.INT64, "batch", "sequence");
    graph.input("attention_mask", OnnxGraph.INT64, "batch", "sequence");
    graph.floats("values", values, 1, values.length);
    graph.node("Identity", List.of("values"), "logits");
    graph.output("logits", OnnxGraph.FLOAT, 1, values.length);
    Files.write(folder.resolve("onnx/model.onnx"), graph.model());
  }

  private Reranker open() {
    return Reranker.open(folder, OnnxRuntime.load(folder), folder, workers);
  }
}
