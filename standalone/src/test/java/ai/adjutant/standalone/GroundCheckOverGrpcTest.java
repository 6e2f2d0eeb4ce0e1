package ai.adjutant.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import ai.adjutant.chassis.transport.Channels;
import ai.adjutant.chassis.transport.Endpoint;
import ai.adjutant.gateway.client.RemoteClaimReader;
import ai.adjutant.gateway.client.RemoteEncoder;
import ai.adjutant.gateway.ground.GroundCheck;
import ai.adjutant.gateway.ground.ReaderUse;
import ai.adjutant.gateway.ground.Support;
import ai.adjutant.gateway.ground.SupportReader;
import ai.adjutant.gateway.retrieve.EvidenceRule;
import ai.adjutant.gateway.retrieve.Passage;
import ai.adjutant.gateway.retrieve.SearchResult;
import ai.adjutant.gateway.tier.TimeLimit;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.grpc.ManagedChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The ground check with the encoder and the reader that ship, over a real socket; what it catches
 * is printed.
 */
final class GroundCheckOverGrpcTest {
  private static final Path FACTS =
      Path.of("..", "gateway", "src", "test", "resources", "ground-facts.jsonl");

  private static final Path READER = Path.of("..", "models", "reader");
  private static final TimeLimit TIME = TimeLimit.in(Duration.ofMinutes(5), System::nanoTime);

  @TempDir Path folder = Path.of("never used");

  @Test
  void catchesSwappedNumbersNegationsAndInventionsWithTheRealEncoder() throws Exception {
    List<JsonNode> facts = new ArrayList<>();
    for (String line : Files.readAllLines(FACTS)) {
      facts.add(new ObjectMapper().readTree(line));
    }
    Map<String, String> reader =
        Map.of("ADJUTANT_INFERENCE_READER_DIRECTORY", READER.toAbsolutePath().toString());
    try (ServerProcess.Running inference =
        ServerProcess.serving(
            folder, reader, "inference", "--data", folder.resolve("data").toString())) {
      ManagedChannel channel = Channels.open(Endpoint.parse(inference.address()));
      RemoteEncoder encoder = new RemoteEncoder(channel);
      SupportReader reading =
          SupportReader.asking(RemoteClaimReader.forQuestions(channel), Duration.ofMinutes(1), 3);
      try {
        check("the real encoder", new GroundCheck(encoder), facts);
        check("the real encoder and reader", new GroundCheck(encoder, reading), facts);
      } finally {
        channel.shutdownNow();
      }
    }
  }

  private static void check(String by, GroundCheck check, List<JsonNode> facts) {
    String text =
        String.join(" ", facts.stream().map(fact -> fact.get("source").asText()).toList());
    Map<String, Double> rates = new TreeMap<>();
    for (String which : List.of("source", "faithful", "swapped", "denied", "invented")) {
      boolean should = which.equals("source") || which.equals("faithful");
      long right =
          facts.stream()
              .map(fact -> check.check(fact.get(which).asText(), found(text), TIME))
              .peek(report ->
                  assertThat(report.reader().outcome()).isNotEqualTo(ReaderUse.Outcome.FAILED))
              .filter(report -> report.support().stream().allMatch(Support::supported) == should)
              .count();
      rates.put(which, (double) right / facts.size());
    }
    System.out.println("ground check with " + by + ", judged rightly: " + rates);
    assertThat(rates.get("source")).isEqualTo(1.0);
    assertThat(rates.values()).as(by + " " + rates).allMatch(rate -> rate >= 0.85);
  }

  private static SearchResult found(String text) {
    EvidenceRule rule = new EvidenceRule(0, false, List.of(), OptionalDouble.empty(), 0, 0);
    return new SearchResult(
        List.of(passage(text)),
        List.of(),
        List.of(),
        new SearchResult.CorpusRule(rule, "", "en", false));
  }

  private static Passage passage(String text) {
    return new Passage(
        "corpora/c/documents/d",
        "v",
        "corpora/c/documents/d/chunks/0",
        "House rules",
        text,
        0,
        List.of(),
        1,
        1,
        OptionalDouble.empty(),
        1,
        1,
        1,
        List.of());
  }
}
