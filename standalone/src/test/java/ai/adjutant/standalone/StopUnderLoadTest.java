package ai.adjutant.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import ai.adjutant.chassis.transport.Channels;
import ai.adjutant.chassis.transport.Endpoint;
import ai.adjutant.inference.testing.SyntheticDecoder;
import ai.adjutant.inference.v1.GenerateRequest;
import ai.adjutant.inference.v1.GenerateResponse;
import ai.adjutant.inference.v1.GenerationServiceGrpc;
import ai.adjutant.retrieval.v1.Change;
import ai.adjutant.retrieval.v1.DocumentServiceGrpc;
import ai.adjutant.retrieval.v1.FileEnd;
import ai.adjutant.retrieval.v1.FileStart;
import ai.adjutant.retrieval.v1.LoadDocumentsRequest;
import ai.adjutant.retrieval.v1.LoadDocumentsResponse;
import ai.adjutant.retrieval.v1.LoadStart;
import com.google.protobuf.ByteString;
import io.grpc.ManagedChannel;
import io.grpc.stub.StreamObserver;
import java.nio.file.Path;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * SIGTERM while native code is at work: the process ends with its exit code and no crash, and what
 * it acknowledged is there afterwards.
 *
 * <p>{@code -Dadjutant.stops=20} for a longer run, {@code -Dadjutant.seed=N} to repeat one.
 */
final class StopUnderLoadTest {
  private static final int FILES = 120;
  private static final int TERMINATED = 143;
  private static final long SECONDS_MAX = 60;
  private static final String[] WORDS =
      "a reminder costs the customer six euros and fifty cents on the tenth day after it is due"
          .split(" ");

  @TempDir Path folder = Path.of("never used");

  private final Set<String> acknowledged = ConcurrentHashMap.newKeySet();

  @Test
  void endsCleanlyWhileDocumentsAreEmbedded() throws Exception {
    int stops = Integer.getInteger("adjutant.stops", 4);
    long seed = Long.getLong("adjutant.seed", System.nanoTime());
    System.out.println("StopUnderLoadTest: repeat with -Dadjutant.seed=" + seed);
    Random random = new Random(seed);
    Path data = folder.resolve("data");
    SyntheticDecoder.repeating("on and on ")
        .writeTo(data.resolve(Path.of("tenants", "default", "models", "speaker")));
    for (int round = 0; round < stops; round++) {
      try (ServerProcess.Running server =
          ServerProcess.serving(folder, "--data", data.toString())) {
        if (round == 0) {
          try (GatewayTestClient client = new GatewayTestClient(server.address())) {
            client.createCorpus("notes");
          }
        }
        boolean generates = round % 2 == 1;
        stopDuringLoad(server, round, random, generates);
        assertThat(server.process().exitCode())
            .as("round %d of seed %d: %s", round, seed, server.process().output())
            .isEqualTo(TERMINATED);
        assertThat(ServerProcess.crashes(folder)).isEmpty();
      }
    }
    assertThat(acknowledged).isNotEmpty();
    try (ServerProcess.Running server = ServerProcess.serving(folder, "--data", data.toString());
        GatewayTestClient client = new GatewayTestClient(server.address())) {
      for (String document : acknowledged) {
        assertThat(client.document("notes", document).getText()).contains("reminder");
      }
    }
  }

  @Test
  void endsCleanlyWhileModelsAreOpened() throws Exception {
    Path data = folder.resolve("data");
    try (ServerProcess server =
        ServerProcess.start(
            folder, "--data", data.toString(), "--port", "0", "--http-port", "-1")) {
      server.awaitFile(data.resolve("native"));
      server.terminate();
      assertThat(server.exitCode()).as(server.output()).isEqualTo(TERMINATED);
      assertThat(server.output()).doesNotContain("serves on");
      assertThat(ServerProcess.crashes(folder)).isEmpty();
    }
  }

  /** Asks for the stop once so many documents were acknowledged, and leaves soon after. */
  private void stopDuringLoad(
      ServerProcess.Running server, int round, Random random, boolean generates) throws Exception {
    int after = random.nextInt(FILES / 3);
    ManagedChannel channel = Channels.open(Endpoint.parse(server.address()));
    try {
      CountDownLatch enough = new CountDownLatch(after + 1);
      CountDownLatch more = new CountDownLatch(after + 10);
      CountDownLatch speaking = new CountDownLatch(generates ? 1 : 0);
      if (generates) {
        generate(channel, speaking);
      }
      load(channel, round, random, enough, more);
      assertThat(enough.await(SECONDS_MAX, TimeUnit.SECONDS)).isTrue();
      assertThat(speaking.await(SECONDS_MAX, TimeUnit.SECONDS)).isTrue();
      server.process().terminate();
      assertThat(more.await(SECONDS_MAX, TimeUnit.SECONDS)).isTrue();
    } finally {
      channel.shutdownNow();
    }
  }

  private static void generate(ManagedChannel channel, CountDownLatch speaking) {
    GenerateRequest endless =
        GenerateRequest.newBuilder().setPrompt("Say it:").setMaxTokens(30_000).build();
    GenerationServiceGrpc.newStub(channel)
        .generate(
            endless,
            new StreamObserver<GenerateResponse>() {
              @Override
              public void onNext(GenerateResponse event) {
                speaking.countDown();
              }

              @Override
              public void onError(Throwable t) {} // the server stops

              @Override
              public void onCompleted() {}
            });
  }

  private void load(
      ManagedChannel channel,
      int round,
      Random random,
      CountDownLatch enough,
      CountDownLatch more) {
    StreamObserver<LoadDocumentsRequest> up =
        DocumentServiceGrpc.newStub(channel).loadDocuments(acknowledging(enough, more));
    up.onNext(
        LoadDocumentsRequest.newBuilder()
            .setStart(LoadStart.newBuilder().setParent("corpora/notes"))
            .build());
    for (int i = 0; i < FILES; i++) {
      String name = "note-" + round + "-" + i + ".md";
      ByteString text = ByteString.copyFromUtf8("# A reminder\n\n" + words(random));
      up.onNext(
          LoadDocumentsRequest.newBuilder().setFile(FileStart.newBuilder().setPath(name)).build());
      up.onNext(LoadDocumentsRequest.newBuilder().setData(text).build());
      up.onNext(LoadDocumentsRequest.newBuilder().setEnd(FileEnd.getDefaultInstance()).build());
    }
  }

  /** Of ever other lengths: ONNX Runtime uses its environment at each length that is new. */
  private static String words(Random random) {
    return random
        .ints(20 + random.nextInt(300), 0, WORDS.length)
        .mapToObj(word -> WORDS[word])
        .collect(Collectors.joining(" ", "", ".\n"));
  }

  private StreamObserver<LoadDocumentsResponse> acknowledging(
      CountDownLatch enough, CountDownLatch more) {
    return new StreamObserver<>() {
      @Override
      public void onNext(LoadDocumentsResponse event) {
        if (event.hasDocument() && event.getDocument().getChange() != Change.CHANGE_FAILED) {
          acknowledged.add(event.getDocument().getDocument());
          enough.countDown();
          more.countDown();
        }
      }

      @Override
      public void onError(Throwable t) {
        while (more.getCount() > 0) { // the server has stopped: nothing more comes
          more.countDown();
        }
      }

      @Override
      public void onCompleted() {}
    };
  }
}
