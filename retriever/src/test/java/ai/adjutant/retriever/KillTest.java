package ai.adjutant.retriever;

import static org.assertj.core.api.Assertions.assertThat;

import ai.adjutant.chassis.testing.Seed;
import ai.adjutant.chassis.transport.Channels;
import ai.adjutant.chassis.transport.Endpoint;
import ai.adjutant.retrieval.v1.Change;
import ai.adjutant.retrieval.v1.CorpusServiceGrpc;
import ai.adjutant.retrieval.v1.CreateCorpusRequest;
import ai.adjutant.retrieval.v1.SearchMode;
import ai.adjutant.retrieval.v1.SearchRequest;
import ai.adjutant.retrieval.v1.SearchServiceGrpc;
import com.google.protobuf.ByteString;
import io.grpc.ManagedChannel;
import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills a retriever with SIGKILL at random points of a load, again and again on the same data.
 * After each death a new process must list and find every document that was ever acknowledged.
 *
 * <p>{@code -Dadjutant.kills=50} for a long run, {@code -Dadjutant.seed=N} to repeat one.
 */
final class KillTest {
  private static final int FILES = 400;
  private static final int KILLS = 20;

  @TempDir Path folder;

  @Test
  @Timeout(900)
  void keepsEveryAcknowledgedDocumentThroughSigkill(Seed seed) throws Exception {
    int kills = Integer.getInteger("adjutant.kills", KILLS);
    Random random = new Random(seed.value());
    Path data = folder.resolve("data");
    Set<String> acknowledged = ConcurrentHashMap.newKeySet();
    for (int round = 0; round < kills; round++) {
      Process process = launch(data, round);
      try {
        Endpoint endpoint = awaitPort(process, round);
        loadUntilKilled(process, endpoint, round, random.nextInt(FILES), acknowledged);
      } finally {
        process.destroyForcibly().waitFor();
      }
    }
    assertThat(acknowledged).hasSizeGreaterThan(kills);
    try (RunningRetriever survivor =
        RunningRetriever.start(data, new Endpoint.InProcess("no-inference"))) {
      assertThat(new HashSet<>(survivor.listed("notes"))).containsAll(acknowledged);
      assertThat(survivor.corpus("notes").getDocumentCount())
          .isEqualTo(survivor.listed("notes").size());
      for (String document : acknowledged) {
        assertThat(survivor.found("notes", word(document), SearchMode.SEARCH_MODE_BM25))
            .as(seed.toString())
            .contains(document);
      }
    }
  }

  /** A word that stands in one document alone. */
  private static String word(String document) {
    return "word" + document.replaceAll("\\D+", "x") + "end";
  }

  private Process launch(Path data, int round) throws IOException {
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx200m",
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-Xshare:auto",
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
            KilledRetriever.class.getName(),
            data.toString(),
            folder.resolve("port-" + round).toString());
    File log = folder.resolve("log-" + round).toFile();
    return new ProcessBuilder(command)
        .redirectOutput(Redirect.to(log))
        .redirectErrorStream(true)
        .start();
  }

  private Endpoint awaitPort(Process process, int round) throws Exception {
    Path port = folder.resolve("port-" + round);
    while (!Files.exists(port)) {
      if (process.waitFor(10, TimeUnit.MILLISECONDS)) {
        throw new IllegalStateException(Files.readString(folder.resolve("log-" + round)));
      }
    }
    return Endpoint.parse(Files.readString(port));
  }

  /** Loads; kills once so many documents were acknowledged in this round. */
  private static void loadUntilKilled(
      Process process, Endpoint endpoint, int round, int after, Set<String> acknowledged)
      throws Exception {
    ManagedChannel channel = Channels.open(endpoint);
    try {
      if (round == 0) {
        var unused =
            CorpusServiceGrpc.newBlockingStub(channel)
                .createCorpus(CreateCorpusRequest.newBuilder().setCorpusId("notes").build());
      } else {
        foundAfterDeath(channel, acknowledged);
      }
      CountDownLatch enough = new CountDownLatch(after);
      Upload upload =
          Upload.begin(
              channel,
              RunningRetriever.into("notes").build(),
              result -> {
                if (result.getChange() != Change.CHANGE_FAILED) {
                  acknowledged.add(result.getDocument());
                }
                enough.countDown();
              });
      for (int i = 0; i < FILES; i++) {
        String name = "note-" + round + "-" + i + ".md";
        upload.file(name, ByteString.copyFromUtf8("# Note\n\nA " + word(name) + ".\n"));
      }
      assertThat(enough.await(30, TimeUnit.SECONDS)).isTrue();
    } finally {
      process.destroyForcibly().waitFor();
      channel.shutdownNow();
    }
  }

  /** Looks for one document of the lives before, in the process that came after. */
  private static void foundAfterDeath(ManagedChannel channel, Set<String> acknowledged) {
    for (String document : acknowledged.stream().limit(20).toList()) {
      SearchRequest request =
          SearchRequest.newBuilder().setParent("corpora/notes").setQuery(word(document)).build();
      assertThat(SearchServiceGrpc.newBlockingStub(channel).search(request).getHitsList())
          .anyMatch(hit -> hit.getDocument().endsWith("/" + document));
    }
  }
}
