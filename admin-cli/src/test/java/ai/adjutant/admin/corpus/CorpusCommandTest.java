package ai.adjutant.admin.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import ai.adjutant.admin.scripted.ScriptedModels;
import ai.adjutant.admin.scripted.ScriptedServer;
import ai.adjutant.admin.scripted.ScriptedServer.Ran;
import ai.adjutant.retrieval.v1.Change;
import ai.adjutant.retrieval.v1.Corpus;
import ai.adjutant.retrieval.v1.CorpusServiceGrpc.CorpusServiceImplBase;
import ai.adjutant.retrieval.v1.DocumentResult;
import ai.adjutant.retrieval.v1.DocumentServiceGrpc.DocumentServiceImplBase;
import ai.adjutant.retrieval.v1.Evidence;
import ai.adjutant.retrieval.v1.GetCorpusRequest;
import ai.adjutant.retrieval.v1.GetCorpusResponse;
import ai.adjutant.retrieval.v1.ListCorporaRequest;
import ai.adjutant.retrieval.v1.ListCorporaResponse;
import ai.adjutant.retrieval.v1.Load;
import ai.adjutant.retrieval.v1.LoadDocumentsRequest;
import ai.adjutant.retrieval.v1.LoadDocumentsResponse;
import ai.adjutant.retrieval.v1.LoadState;
import ai.adjutant.retrieval.v1.ReindexCorpusRequest;
import ai.adjutant.retrieval.v1.ReindexCorpusResponse;
import ai.adjutant.retrieval.v1.Rerank;
import ai.adjutant.retrieval.v1.UpdateCorpusRequest;
import ai.adjutant.retrieval.v1.UpdateCorpusResponse;
import com.fasterxml.jackson.databind.JsonNode;
import com.google.protobuf.Timestamp;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The commands on corpora, before services that answer as a test says. */
final class CorpusCommandTest {
  private static final Corpus SOUND =
      Corpus.newBuilder()
          .setName("corpora/sound")
          .setLanguage("en")
          .setDocumentCount(3)
          .setEvidence(Evidence.newBuilder().setThreshold(0.5))
          .setCreateTime(Timestamp.newBuilder().setSeconds(1))
          .build();
  private static final Corpus LOST =
      Corpus.newBuilder()
          .setName("corpora/lost")
          .setProblem("its index is missing; './adjutant corpus reindex lost' rebuilds it")
          .build();

  private final Scripted corpora = new Scripted();
  private final Received documents = new Received();
  private final ScriptedServer server =
      new ScriptedServer(corpora, documents, new ScriptedModels());

  @TempDir Path folder;

  @AfterEach
  void stop() {
    server.close();
  }

  private static final class Scripted extends CorpusServiceImplBase {
    private volatile Load rebuilt = Load.getDefaultInstance();
    private volatile String named = "";
    private final List<UpdateCorpusRequest> updated = new CopyOnWriteArrayList<>();

    @Override
    public void updateCorpus(
        UpdateCorpusRequest request, StreamObserver<UpdateCorpusResponse> observer) {
      named = request.getCorpus().getAnswerModel();
      updated.add(request);
      observer.onNext(UpdateCorpusResponse.newBuilder().setCorpus(request.getCorpus()).build());
      observer.onCompleted();
    }

    @Override
    public void listCorpora(
        ListCorporaRequest request, StreamObserver<ListCorporaResponse> observer) {
      observer.onNext(ListCorporaResponse.newBuilder().addCorpora(LOST).addCorpora(SOUND).build());
      observer.onCompleted();
    }

    @Override
    public void getCorpus(GetCorpusRequest request, StreamObserver<GetCorpusResponse> observer) {
      Corpus noticed =
          SOUND.toBuilder()
              .setProblem("2 originals are not in the index")
              .setTermCount(12)
              .setReindexWanted(true)
              .build();
      observer.onNext(GetCorpusResponse.newBuilder().setCorpus(noticed).build());
      observer.onCompleted();
    }

    @Override
    public void reindexCorpus(
        ReindexCorpusRequest request, StreamObserver<ReindexCorpusResponse> observer) {
      observer.onNext(ReindexCorpusResponse.newBuilder().setStarted(rebuilt).build());
      observer.onNext(ReindexCorpusResponse.newBuilder().setProgress(rebuilt).build());
      observer.onNext(ReindexCorpusResponse.newBuilder().setFinished(rebuilt).build());
      observer.onCompleted();
    }
  }

  /** Takes a load and says that it is done. */
  private static final class Received extends DocumentServiceImplBase {
    private final List<LoadDocumentsRequest> frames = new CopyOnWriteArrayList<>();

    @Override
    public StreamObserver<LoadDocumentsRequest> loadDocuments(
        StreamObserver<LoadDocumentsResponse> observer) {
      return new StreamObserver<>() {
        @Override
        public void onNext(LoadDocumentsRequest frame) {
          frames.add(frame);
          if (frame.hasFinish()) {
            Load load =
                Load.newBuilder()
                    .setName("corpora/c/loads/1")
                    .setState(LoadState.LOAD_STATE_SUCCEEDED)
                    .build();
            observer.onNext(LoadDocumentsResponse.newBuilder().setFinished(load).build());
            observer.onCompleted();
          }
        }

        @Override
        public void onError(Throwable gone) {}

        @Override
        public void onCompleted() {}
      };
    }
  }

  @Test
  void listsACorpusThatDoesNotServeWithItsProblemAndWithoutNumbers() {
    Ran text = server.run("corpus", "list");
    assertThat(text.exit()).isZero();
    assertThat(text.out().lines().filter(line -> line.startsWith("lost")).toList())
        .singleElement()
        .asString()
        .contains("does not serve")
        .doesNotContain("0.000");
    assertThat(text.err()).contains("problem: lost: its index is missing", "corpus reindex lost");

    Ran json = server.run("corpus", "list", "--json");
    assertThat(json.exit()).isZero();
    JsonNode lost = json.json().get("corpora").get(0);
    assertThat(lost.get("problem").asText()).contains("corpus reindex lost");
    for (String number : List.of("documents", "chunks", "bytes", "threshold")) {
      assertThat(lost.get(number).isNull()).isTrue();
    }
    JsonNode sound = json.json().get("corpora").get(1);
    assertThat(sound.get("problem").isNull()).isTrue();
    assertThat(sound.get("documents").asInt()).isEqualTo(3);
  }

  @Test
  void showsTheProblemOfACorpusThatServesBesideItsNumbers() {
    Ran text = server.run("corpus", "show", "sound");
    assertThat(text.out()).contains("12 added by people", "corpus reindex sound");
    assertThat(text.err()).contains("problem: 2 originals");
    assertThat(text.out()).contains("documents  3");
    assertThat(server.run("corpus", "show", "sound", "--json").json().get("problem").asText())
        .startsWith("2 originals");
  }

  @ParameterizedTest
  @CsvSource({
    "LOAD_STATE_SUCCEEDED, 0, 0",
    "LOAD_STATE_SUCCEEDED, 1, 7",
    "LOAD_STATE_FAILED, 1, 3",
    "LOAD_STATE_FAILED, 0, 5",
    "LOAD_STATE_CANCELLED, 0, 130"
  })
  void endsARebuildAsItWent(LoadState state, int failed, int exit) {
    Load.Builder load =
        Load.newBuilder()
            .setState(state)
            .setAddedCount(2)
            .setFailedCount(failed)
            .setFileCount(1)
            .setExpectedFileCount(2)
            .addWarnings("a warning");
    for (int i = 0; i < failed; i++) {
      load.addFailures(
          DocumentResult.newBuilder()
              .setDocument("a.md")
              .setChange(Change.CHANGE_FAILED)
              .setReason("ORIGINAL_MISSING")
              .setMessage("load it again"));
    }
    corpora.rebuilt = load.build();

    Ran text = server.run("corpus", "reindex", "lost");
    assertThat(text.exit()).isEqualTo(exit);
    assertThat(text.out()).contains("2 documents made again, " + failed + " failed");
    assertThat(text.err()).contains("a warning");
    Ran json = server.run("corpus", "reindex", "lost", "--json");
    assertThat(json.exit()).isEqualTo(exit);
    assertThat(json.json().get("reindexed").asBoolean())
        .isEqualTo(state == LoadState.LOAD_STATE_SUCCEEDED);
    assertThat(json.json().get("documents").asInt()).isEqualTo(2);
    assertThat(json.json().get("failed")).hasSize(failed);
    assertThat(json.json().get("warnings").get(0).asText()).isEqualTo("a warning");
  }

  @Test
  void sendsWhatIsStatedOfAllFilesAndOfEach() throws IOException {
    Path share = Files.createDirectories(folder.resolve("share"));
    Files.writeString(share.resolve("a.txt"), "a");
    Path manifest = folder.resolve("manifest.jsonl");
    Files.writeString(manifest, "{\"path\": \"a.txt\", \"label\": \"secret\"}\n");

    Ran ran =
        server.run(
            "corpus",
            "load",
            "c",
            share.toString(),
            "--label",
            "public",
            "--effective-from",
            "2026-01-01",
            "--effective-until",
            "2026-07-01T00:00:00Z",
            "--meta",
            "owner=billing",
            "--manifest",
            manifest.toString());
    assertThat(ran.exit()).as(ran.err()).isZero();
    var start = documents.frames.getFirst().getStart();
    assertThat(start.getLabel()).isEqualTo("public");
    assertThat(start.getEffectiveFrom().getSeconds()).isEqualTo(1_767_225_600);
    assertThat(start.getEffectiveUntil().getSeconds()).isEqualTo(1_782_864_000);
    assertThat(start.getMetadataMap()).containsEntry("owner", "billing");
    assertThat(documents.frames.get(1).getFile().getLabel()).isEqualTo("secret");
  }

  @ParameterizedTest
  @CsvSource({
    "--meta, effective_from=2026-01-01, 2, --effective-from",
    "--meta, effective_until=2026-01-01, 2, --effective-until",
    "--metadata, label=public, 2, --label",
    "--meta, novalue, 2, novalue",
    "--effective-from, yesterday, 2, is no date",
    "--manifest, /nowhere/manifest.jsonl, 4, /nowhere/manifest.jsonl"
  })
  void refusesAWrongFlagAndSendsNothing(String flag, String value, int exit, String reason)
      throws IOException {
    Files.writeString(folder.resolve("a.txt"), "a");
    Ran ran = server.run("corpus", "load", "c", folder.toString(), flag, value);
    assertThat(ran.err()).contains(reason);
    assertThat(ran.exit()).isEqualTo(exit);
    assertThat(documents.frames).isEmpty();
  }

  @Test
  void saysWhenThereIsNothingToLoadAndWhichLinksWereSkipped() throws IOException {
    Path empty = Files.createDirectories(folder.resolve("empty"));
    Path outside = Files.writeString(folder.resolve("outside.txt"), "secret");
    Files.createSymbolicLink(empty.resolve("link.txt"), outside);

    Ran text = server.run("corpus", "load", "c", empty.toString());
    assertThat(text.exit()).isZero();
    assertThat(text.err())
        .contains("warning: there is no file to load", "skipped: link.txt", "1 links were skipped");
    JsonNode json = server.run("corpus", "load", "c", empty.toString(), "--json").json();
    assertThat(json.get("warnings").get(0).asText()).contains("no file to load");
    assertThat(json.get("skipped").get(0).get("file").asText()).isEqualTo("link.txt");
    assertThat(json.get("skipped").get(0).get("reason").asText()).contains("--follow-links");
    assertThat(documents.frames).noneMatch(LoadDocumentsRequest::hasFile);

    Ran followed = server.run("corpus", "load", "c", empty.toString(), "--follow-links");
    assertThat(followed.exit()).isZero();
    assertThat(documents.frames).anyMatch(LoadDocumentsRequest::hasFile);
  }

  @ParameterizedTest
  @CsvSource({"-k, 0", "-k, 1001", "--as-of, yesterday"})
  void refusesASearchOutOfRangeAsWrongUsage(String flag, String value) {
    assertThat(server.run("search", "-c", "c", "x", flag, value).exit()).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"yesterday", "2026-02-30", "2026-13-01T00:00:00Z", "01.02.2026"})
  void refusesAQuestionAsOfNoDateAndNamesTheForms(String date) {
    Ran ran = server.run("ask", "-c", "c", "x", "--as-of", date);
    assertThat(ran.exit()).isEqualTo(2);
    assertThat(ran.err()).contains("--as-of", date, "2026-11-24", "2026-11-24T10:00:00Z");
  }

  @Test
  void warnsOfAModelThatIsNotThereAndSetsItAllTheSame() {
    Ran missing = server.run("corpus", "model", "sound", "m7");
    assertThat(missing.exit()).isZero();
    assertThat(missing.err())
        .contains("warning: there is no language model named m7; there are: m0, m1, m2.");
    assertThat(corpora.named).isEqualTo("models/m7");

    for (String there : List.of("m2", "models/m2", "--default")) {
      Ran known = server.run("corpus", "model", "sound", there);
      assertThat(known.exit()).isZero();
      assertThat(known.err()).doesNotContain("warning");
    }
    assertThat(corpora.named).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"on, RERANK_ON", "off, RERANK_OFF", "default, RERANK_UNSPECIFIED"})
  void setsWhetherHitsAreReranked(String word, Rerank rerank) {
    Ran ran = server.run("corpus", "rerank", "sound", word);
    assertThat(ran.exit()).isZero();
    assertThat(ran.out()).contains("rerank     " + word);
    assertThat(corpora.updated)
        .singleElement()
        .satisfies(update -> {
          assertThat(update.getCorpus().getRerank()).isEqualTo(rerank);
          assertThat(update.getCorpus().getName()).isEqualTo("corpora/sound");
          assertThat(update.getUpdateMask().getPathsList()).containsExactly("rerank");
        });
    assertThat(server.run("corpus", "show", "sound", "--json").json().get("rerank").asText())
        .isEqualTo("default");
  }

  @ParameterizedTest
  @ValueSource(strings = {"maybe", "rerank_on", ""})
  void refusesWhatIsNoChoiceOfReranking(String word) {
    Ran ran = server.run("corpus", "rerank", "sound", word);
    assertThat(ran.exit()).isEqualTo(2);
    assertThat(corpora.updated).isEmpty();
  }

  @Test
  void setsAModelWhereNobodyTellsWhichThereAre() {
    try (ScriptedServer withoutModels = new ScriptedServer(corpora)) {
      Ran ran = withoutModels.run("corpus", "model", "sound", "m7");
      assertThat(ran.exit()).isZero();
      assertThat(ran.err()).contains("could not look whether there is a language model named m7");
    }
  }
}
