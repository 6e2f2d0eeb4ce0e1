package ai.adjutant.retriever;

import static ai.adjutant.retriever.RunningRetriever.into;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.adjutant.chassis.settings.DataSize;
import ai.adjutant.retrieval.v1.CancelLoadRequest;
import ai.adjutant.retrieval.v1.GetLoadRequest;
import ai.adjutant.retrieval.v1.ListLoadsRequest;
import ai.adjutant.retrieval.v1.Load;
import ai.adjutant.retrieval.v1.LoadStart;
import ai.adjutant.retrieval.v1.LoadState;
import ai.adjutant.retriever.load.LoadLimits;
import com.google.protobuf.ByteString;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The stream of a load: its order, its pace, its ends, and the same load sent again. */
final class LoadStreamTest {
  private static final String FEES = "# Fees\n\nA replacement SIM card costs ten euros.\n";
  private static final String ROAMING = "# Roaming\n\nRoaming in Norway is free of charge.\n";

  @TempDir Path data;
  private FakeEmbeddings inference;
  private RunningRetriever retriever;

  @BeforeEach
  void start() {
    inference = FakeEmbeddings.start(RunningRetriever.ANY_PORT);
    retriever = RunningRetriever.start(data, inference.endpoint(), limits(512 * 1024));
    retriever.create("handbook");
  }

  @AfterEach
  void stop() {
    retriever.close();
    inference.close();
  }

  private static LoadLimits limits(long fileBytesMax) {
    return new LoadLimits(
        new DataSize(fileBytesMax), OptionalInt.of(2), 1_000_000, 4, 16, Duration.ofMillis(50), 2);
  }

  private Load awaitEnd(String name) {
    Load load;
    do {
      load =
          retriever
              .documents()
              .getLoad(GetLoadRequest.newBuilder().setName(name).build())
              .getLoad();
    } while (load.getState() == LoadState.LOAD_STATE_RUNNING);
    return load;
  }

  @Test
  void refusesFramesOutOfOrder() {
    Upload upload = retriever.load("handbook");
    upload.data(ByteString.copyFromUtf8("no file is open"));
    assertThatThrownBy(upload::finished).hasMessageContaining("frames are: start");

    awaitEnd(upload.started().getName());
    Upload twice = retriever.load("handbook");
    twice.open("a.md", 0).open("b.md", 0);
    assertThatThrownBy(twice::finished).hasMessageContaining("before the one before had ended");
  }

  @Test
  void answersOnlyOnceForARequestId() {
    LoadStart.Builder start = into("handbook").setRequestId("monday");
    Load first = retriever.load(start).file("fees.md", FEES).finish();
    Upload repeated = retriever.load(start);
    Load second = repeated.finished();

    assertThat(second.getName()).isEqualTo(first.getName());
    assertThat(second.getAddedCount()).isEqualTo(1);
    assertThat(repeated.results()).isEmpty();
  }

  /** What a client does that lost its connection: it sends the whole load once more. */
  @Test
  void returnsAtOnceWhenAKnownLoadIsSentAgainWithAllItsFrames() {
    LoadStart start = into("handbook").setRequestId("monday").build();
    Load first = Upload.begin(retriever.channel(), start).file("fees.md", FEES).finish();

    for (int frames = 1; frames <= 40; frames += 13) {
      Upload repeated = Upload.within(retriever.channel(), start, 20);
      for (int i = 0; i < frames; i++) {
        repeated.file("fees-" + i + ".md", FEES);
      }
      assertThat(repeated.finish())
          .as("%d files behind the start", frames)
          .isEqualTo(first.toBuilder().setCorpusDocumentCount(1).build());
      assertThat(repeated.results()).isEmpty();
    }
    assertThat(retriever.listed("handbook")).containsExactly("fees.md");
  }

  @Test
  void tellsARetryOfARunningLoadWhereItStands() {
    LoadStart start = into("handbook").setRequestId("monday").build();
    Upload running = Upload.begin(retriever.channel(), start);
    String name = running.started().getName();

    Upload repeated = Upload.within(retriever.channel(), start, 20).file("fees.md", FEES);
    Load known = repeated.finish();
    assertThat(known.getName()).isEqualTo(name);
    assertThat(known.getState()).isEqualTo(LoadState.LOAD_STATE_RUNNING);
    assertThat(running.file("fees.md", FEES).finish().getAddedCount()).isEqualTo(1);
  }

  @Test
  void commitsWhatArrivedWholeWhenTheClientVanishes() throws Exception {
    CountDownLatch committed = new CountDownLatch(1);
    Upload upload =
        Upload.begin(
            retriever.channel(), into("handbook").build(), result -> committed.countDown());
    upload.file("fees.md", FEES);
    assertThat(committed.await(20, TimeUnit.SECONDS)).isTrue();
    upload.file("abroad/roaming.md", ROAMING).open("half.md", 0);
    upload.data(ByteString.copyFromUtf8("# Half"));
    String name = upload.started().getName();
    upload.abort();

    Load load = awaitEnd(name);
    assertThat(load.getState()).isEqualTo(LoadState.LOAD_STATE_CANCELLED);
    assertThat(retriever.listed("handbook")).contains("fees.md").doesNotContain("half.md");
    assertThat(data.resolve("tenants/default/uploads")).isEmptyDirectory();
  }

  /** Inference answers nothing, so that nothing leaves the load, while the sender sends 3 MB. */
  @Test
  void holdsBackASenderThatIsFasterThanTheLoad() {
    inference.hold();
    Upload upload = retriever.load("handbook");
    String name = upload.started().getName();
    for (int i = 0; i < 300; i++) {
      upload.file("note-" + i + ".md", "# Note " + i + "\n\n" + "Word ".repeat(2_000) + "\n");
    }
    GetLoadRequest request = GetLoadRequest.newBuilder().setName(name).build();
    long taken;
    do { // a million characters are in flight at most, 10,000 a file; some more wait before them
      taken = retriever.documents().getLoad(request).getLoad().getFileCount();
    } while (taken < 90);
    for (int i = 0; i < 200; i++) {
      assertThat(retriever.documents().getLoad(request).getLoad().getFileCount()).isLessThan(200);
    }
    assertThat(upload.isReady()).isFalse();

    inference.release();
    assertThat(upload.finish().getAddedCount()).isEqualTo(300);
  }

  @Test
  void stopsWhenCancelledAndRefusesASecondLoadMeanwhile() {
    Upload upload = retriever.load("handbook");
    String name = upload.started().getName();

    assertThatThrownBy(() -> retriever.load("handbook").finished())
        .hasMessageContaining("still running");
    var unused =
        retriever.documents().cancelLoad(CancelLoadRequest.newBuilder().setName(name).build());

    assertThat(upload.finished().getState()).isEqualTo(LoadState.LOAD_STATE_CANCELLED);
    assertThat(
            retriever
                .documents()
                .listLoads(ListLoadsRequest.newBuilder().setParent("corpora/handbook").build())
                .getLoadsList())
        .extracting(Load::getName)
        .containsExactly(name);
  }
}
