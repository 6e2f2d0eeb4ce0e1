package ai.adjutant.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import ai.adjutant.standalone.AdjutantCommands.Ran;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The command line against a real server: JSON shapes, exit codes, words. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class CommandLineTest {
  private static final String FEES =
      """
      ---
      label: public
      ---
      # Late payment
      A reminder costs the customer 6.50 euros. It is charged on the tenth day after the due date.
      """;

  private Path folder = Path.of("set before all tests");
  private ServerProcess.@Nullable Running server;

  @BeforeAll
  void start(@TempDir Path shared) throws Exception {
    folder = shared;
    server = ServerProcess.serving(folder, "--data", folder.resolve("data").toString());
    Path documents = Files.createDirectories(folder.resolve("documents/fees"));
    Files.writeString(documents.resolve("late.md"), FEES);
    Files.writeString(
        documents.resolve("post.md"), "# Post\nA parcel takes two working days to arrive.\n");
    Files.writeString(documents.resolve(".hidden"), "not loaded");
    Files.writeString(documents.resolve("empty.txt"), "");
    assertThat(run("corpus", "create", "handbook").exit()).isZero();
    assertThat(run("corpus", "load", "handbook", folder.resolve("documents").toString()).exit())
        .isEqualTo(7);
  }

  @AfterAll
  void stop() {
    server().close();
  }

  private ServerProcess.Running server() {
    return Objects.requireNonNull(server);
  }

  private Ran run(String... arguments) {
    return typing("", arguments);
  }

  private Ran typing(String input, String... arguments) {
    return new AdjutantCommands(server().address()).typing(input, arguments);
  }

  private Path file(String name, String... lines) throws IOException {
    return Files.write(folder.resolve(name), List.of(lines));
  }

  private static List<String> fields(JsonNode node) {
    List<String> names = new ArrayList<>();
    node.fieldNames().forEachRemaining(names::add);
    return names;
  }

  @Test
  void askPrintsItsStableShape() throws IOException {
    JsonNode answer = run("ask", "-c", "handbook", "--json", "What does a reminder cost?").json();
    assertThat(fields(answer))
        .contains(
            "answer",
            "outcome",
            "tier",
            "text",
            "citations",
            "support",
            "degraded",
            "reasons",
            "usage");
    assertThat(answer.get("outcome").asText()).isEqualTo("ANSWERED");
    assertThat(answer.get("tier").asText()).isEqualTo("EXTRACTIVE");
    JsonNode citation = answer.get("citations").get(0);
    assertThat(fields(citation))
        .containsExactlyInAnyOrder(
            "document", "version", "chunk", "title", "quote", "start", "end", "page", "score");
    assertThat(citation.get("document").asText()).isEqualTo("fees/late.md");
    assertThat(fields(answer.get("support").get(0))).contains("sentence", "supported", "score");
    JsonNode document =
        run("document", "show", "-c", "handbook", "fees/late.md", "--text", "--json").json();
    assertThat(
            document
                .get("text")
                .asText()
                .substring(citation.get("start").asInt(), citation.get("end").asInt()))
        .isEqualTo(citation.get("quote").asText());
  }

  @Test
  void searchPrintsItsStableShape() throws IOException {
    JsonNode found = run("search", "-c", "handbook", "reminder", "--explain", "--json").json();
    assertThat(found.get("degraded").isArray()).isTrue();
    assertThat(fields(found.get("hits").get(0)))
        .contains("document", "chunk", "title", "text", "score", "explain");
    assertThat(fields(found.get("hits").get(0).get("explain"))).contains("bm25", "vector");
  }

  @Test
  void corpusShowPrintsItsStableShape() throws IOException {
    JsonNode corpus = run("corpus", "show", "handbook", "--json").json();
    assertThat(fields(corpus))
        .contains("name", "documents", "chunks", "bytes", "encoder", "threshold");
    assertThat(corpus.get("documents").asInt()).isEqualTo(2);
    assertThat(run("corpus", "show", "handbook").out()).contains("not calibrated");
  }

  @Test
  void loadPrintsItsStableShapeAndChangesNothingTwice() throws IOException {
    Ran again = run("corpus", "load", "handbook", folder.resolve("documents").toString(), "--json");
    assertThat(again.exit()).isEqualTo(7);
    assertThat(fields(again.tree()))
        .contains(
            "added", "changed", "unchanged", "removed", "failed", "documents", "chunks", "seconds");
    assertThat(again.tree().get("unchanged").asInt()).isEqualTo(2);
    assertThat(again.tree().get("added").asInt()).isZero();
    assertThat(fields(again.tree().get("failed").get(0))).containsExactly("file", "reason");
    assertThat(again.tree().get("failed").get(0).get("file").asText()).isEqualTo("fees/empty.txt");
  }

  @Test
  void replacesAndPrunes() throws IOException {
    assertThat(run("corpus", "create", "moving").exit()).isZero();
    Path root = Files.createDirectories(folder.resolve("moving"));
    Files.writeString(root.resolve("a.md"), "# A\nThe first version of a.");
    Files.writeString(root.resolve("b.md"), "# B\nThis one goes.");
    assertThat(run("corpus", "load", "moving", root.toString()).exit()).isZero();
    Files.writeString(root.resolve("a.md"), "# A\nThe second version of a.");
    Files.delete(root.resolve("b.md"));
    JsonNode dry =
        run("corpus", "load", "moving", root.toString(), "--prune", "--dry-run", "--json").json();
    assertThat(dry.get("changed").asInt()).isEqualTo(1);
    assertThat(run("corpus", "show", "moving", "--json").json().get("documents").asInt())
        .isEqualTo(2);
    JsonNode load = run("corpus", "load", "moving", root.toString(), "--prune", "--json").json();
    assertThat(load.get("changed").asInt()).isEqualTo(1);
    assertThat(load.get("removed").asInt()).isEqualTo(1);
    assertThat(run("document", "list", "-c", "moving").out())
        .contains("a.md")
        .doesNotContain("b.md");
    assertThat(run("document", "delete", "-c", "moving", "a.md").exit()).isZero();
    assertThat(run("document", "delete", "-c", "moving", "a.md").exit()).isEqualTo(4);
    assertThat(run("corpus", "delete", "moving").exit()).isEqualTo(2);
    assertThat(run("corpus", "delete", "moving", "--yes").exit()).isZero();
    assertThat(run("corpus", "show", "moving").exit()).isEqualTo(4);
  }

  @Test
  void evaluatesRetrieval() throws IOException {
    Path queries =
        file(
            "queries.jsonl",
            "{\"_id\": \"q1\", \"text\": \"reminder fee\", \"metadata\": {\"history\":"
                + " [{\"speaker\": \"user\", \"text\": \"I forgot to pay\"}]}}",
            "{\"_id\": \"q2\", \"text\": \"parcel\"}");
    Path qrels =
        file(
            "qrels.tsv",
            "query-id\tcorpus-id\tscore",
            "q1\tfees/late.md\t1",
            "q2\tfees/post.md\t1");
    String[] command = {
      "evaluate",
      "retrieval",
      "-c",
      "handbook",
      "--queries",
      queries.toString(),
      "--qrels",
      qrels.toString(),
      "--history",
      "--json"
    };
    JsonNode measures = run(command).json();
    assertThat(fields(measures)).containsExactly("ndcg@10", "recall@100", "mrr@10", "queries");
    assertThat(fields(measures.get("ndcg@10"))).containsExactly("mean", "low", "high");
    assertThat(measures.get("ndcg@10").get("mean").asDouble()).isEqualTo(1);
    List<String> gated = new ArrayList<>(List.of(command));
    gated.addAll(List.of("--gate", "ndcg@10=1.1"));
    assertThat(run(gated.toArray(String[]::new)).exit()).isEqualTo(1);
  }

  @Test
  void evaluatesAnswers() throws IOException {
    Path questions =
        file(
            "questions.jsonl",
            "{\"_id\": \"1\", \"question\": \"What does a reminder cost?\", \"answer\": \"6.50"
                + " euros\", \"gold\": [\"fees/late.md\"]}",
            "{\"_id\": \"2\", \"question\": \"Who won the chess match in Peru?\", \"answer\": \"\","
                + " \"gold\": []}");
    JsonNode measures =
        run("evaluate", "answers", "-c", "handbook", "--questions", questions.toString(), "--json")
            .json();
    assertThat(fields(measures))
        .contains(
            "cited_recall",
            "cited_precision",
            "token_f1",
            "refused_unanswerable",
            "refused_answerable",
            "questions");
    assertThat(measures.get("cited_recall").get("mean").asDouble()).isEqualTo(1);
    assertThat(measures.get("refused_unanswerable").get("mean").asDouble()).isEqualTo(1);
  }

  @Test
  void calibratesAndSetsTheThreshold() throws IOException {
    assertThat(run("corpus", "create", "fitted").exit()).isZero();
    assertThat(
            run("corpus", "load", "fitted", folder.resolve("documents/fees/late.md").toString())
                .exit())
        .isZero();
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < 25; i++) {
      lines.add(
          "{\"_id\": \"%d\", \"question\": \"What does reminder number %d cost?\", \"gold\": [\"late.md\"]}"
              .formatted(i, i));
    }
    Path questions = file("calibrate.jsonl", lines.toArray(String[]::new));
    JsonNode fitted =
        run("corpus", "calibrate", "fitted", "--questions", questions.toString(), "--json").json();
    assertThat(fitted.get("refused_answerable").get("mean").asDouble()).isLessThanOrEqualTo(0.1);
    assertThat(run("corpus", "show", "fitted").out()).contains("fitted on 25 answerable");
    assertThat(
            run("corpus", "threshold", "fitted", "0.25", "--json")
                .json()
                .get("threshold")
                .asDouble())
        .isEqualTo(0.25);
    assertThat(run("corpus", "threshold", "fitted", "7").exit()).isEqualTo(2);
    Path few = file("few.jsonl", lines.getFirst());
    Ran refused = run("corpus", "calibrate", "fitted", "--questions", few.toString());
    assertThat(refused.exit()).isEqualTo(3);
    assertThat(refused.err()).contains("too few", "20");
  }

  @Test
  void chatCarriesTheTurns() {
    Ran chat =
        typing(
            "What does a reminder cost?\n\nWhen is it charged?\n/quit\nnever asked\n",
            "chat",
            "-c",
            "handbook");
    assertThat(chat.exit()).isZero();
    assertThat(chat.out()).contains("6.50 euros", "tenth day");
  }

  @Test
  void endsWithTheCodesOfTheContract() throws IOException {
    assertThat(run("status").exit()).isZero();
    assertThat(run("status", "--json").json().get("services")).hasSize(3);
    assertThat(run("status").out())
        .containsPattern("USE +THREADS +SERVICE\n")
        .containsPattern("generation +\\d+ +inference\n")
        .containsPattern("embedding +\\d+ +inference\n")
        .containsPattern("merges +\\d+ +retriever\n")
        .containsPattern("parsers +\\d+ +retriever\n");
    assertThat(run("ask", "-c", "handbook", "--strict", "Who won the chess match in Peru?").exit())
        .isEqualTo(1);
    assertThat(run("ask", "-c", "handbook", "Who won the chess match in Peru?").exit()).isZero();
    assertThat(run("no-such-command").exit()).isEqualTo(2);
    assertThat(run("search", "-c", "handbook", "x", "-k", "many").exit()).isEqualTo(2);
    assertThat(run("corpus", "create", "handbook").exit()).isEqualTo(3);
    assertThat(run("search", "-c", "handbook", "x", "--filter", "label =").exit()).isEqualTo(3);
    assertThat(run("search", "-c", "handbook", "x", "-k", "0").exit()).isEqualTo(3);
    assertThat(run("search", "-c", "handbook", "x", "-k", "1000000000").exit()).isEqualTo(3);
    assertThat(run("ask", "-c", "handbook", "x".repeat(5_000)).exit()).isEqualTo(3);
    assertThat(run("corpus", "load", "handbook", folder.resolve("nowhere").toString()).exit())
        .isEqualTo(4);
    assertThat(run("ask", "-c", "unknown", "x").exit()).isEqualTo(4);
    Ran gone = run("corpus", "list", "--server", "127.0.0.1:1");
    assertThat(gone.exit()).isEqualTo(5);
    assertThat(gone.err()).contains("./adjutant serve");
    assertThat(
            run("corpus", "load", "handbook", folder.resolve("documents/fees/empty.txt").toString())
                .exit())
        .isEqualTo(3);
  }

  @Test
  void saysWhichLineOfAFileIsWrong() throws IOException {
    Path bad = file("bad.jsonl", "{\"question\": \"a?\", \"gold\": []}", "{no json");
    Ran ran = run("evaluate", "answers", "-c", "handbook", "--questions", bad.toString());
    assertThat(ran.exit()).isEqualTo(3);
    assertThat(ran.err()).contains("line 2");
    Path noGold = file("no-gold.jsonl", "{\"question\": \"a?\"}");
    assertThat(run("evaluate", "answers", "-c", "handbook", "--questions", noGold.toString()).err())
        .contains("gold", "line 1");
    Path latin = folder.resolve("latin.jsonl");
    Files.write(latin, new byte[] {'{', (byte) 0xe9, '}'});
    assertThat(run("evaluate", "answers", "-c", "handbook", "--questions", latin.toString()).exit())
        .isEqualTo(3);
  }

  @Test
  void takesGlobalOptionsBeforeTheCommandToo() throws IOException {
    Ran ran = run("--json", "--server", server().address(), "corpus", "list");
    assertThat(ran.exit()).isZero();
    assertThat(ran.json().get("corpora").isArray()).isTrue();
  }

  @Test
  void completionKnowsEveryCommand() {
    assertThat(run("completion").out()).contains("corpus", "evaluate", "quickstart", "chat");
  }
}
