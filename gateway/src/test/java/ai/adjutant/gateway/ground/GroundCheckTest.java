package ai.adjutant.gateway.ground;

import static org.assertj.core.api.Assertions.assertThat;

import ai.adjutant.gateway.embedding.StemEncoder;
import ai.adjutant.gateway.retrieve.ScriptedRetrieval;
import ai.adjutant.gateway.tier.TimeLimit;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * What the ground check catches: for each fact the sentence itself, a faithful retelling, the same
 * with a swapped number, with a negation or an opposite, and an invented neighbour. Facts with even
 * numbers were looked at while the check was written, those with odd ones were not; both are
 * printed.
 */
final class GroundCheckTest {
  private static final List<String> CASES =
      List.of("source", "faithful", "swapped", "denied", "invented");

  private static final TimeLimit TIME = TimeLimit.in(Duration.ofMinutes(1), System::nanoTime);

  private final List<JsonNode> facts = facts();
  private final String passage =
      String.join(" ", facts.stream().map(fact -> fact.get("source").asText()).toList());

  private static List<JsonNode> facts() {
    ObjectMapper json = new ObjectMapper();
    List<JsonNode> facts = new ArrayList<>();
    try {
      for (String line :
          Files.readAllLines(Path.of("src", "test", "resources", "ground-facts.jsonl"))) {
        facts.add(json.readTree(line));
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return facts;
  }

  /** Whether every sentence of this is supported. */
  private boolean stands(String text) {
    return new GroundCheck(StemEncoder.there())
            .check(text, ScriptedRetrieval.found(ScriptedRetrieval.passage(0, passage)), TIME)
            .support()
            .stream()
            .allMatch(Support::supported);
  }

  /** Share of the cases judged as they should be: the faithful stand, the others do not. */
  private Map<String, Double> rates(int parity) {
    Map<String, Double> rates = new TreeMap<>();
    for (String which : CASES) {
      boolean should = which.equals("source") || which.equals("faithful");
      List<Boolean> right = new ArrayList<>();
      for (int i = parity; i < facts.size(); i += 2) {
        right.add(stands(facts.get(i).get(which).asText()) == should);
      }
      rates.put(which, (double) right.stream().filter(r -> r).count() / right.size());
    }
    return rates;
  }

  @Test
  void catchesSwappedNumbersNegationsAndInventions() {
    System.out.println("ground check, judged rightly, looked at: " + rates(0));
    Map<String, Double> unseen = rates(1);
    System.out.println("ground check, judged rightly, not looked at: " + unseen);
    assertThat(unseen.get("source")).isEqualTo(1.0);
    assertThat(unseen.get("faithful")).isGreaterThanOrEqualTo(0.85);
    assertThat(unseen.get("swapped")).isGreaterThanOrEqualTo(0.85);
    assertThat(unseen.get("denied")).isGreaterThanOrEqualTo(0.85);
    assertThat(unseen.get("invented")).isEqualTo(1.0);
  }

  private Support.Kind kind(String sentence) {
    List<Support> support =
        new GroundCheck(StemEncoder.there())
            .check(sentence, ScriptedRetrieval.found(ScriptedRetrieval.passage(0, passage)), TIME)
            .support();
    assertThat(support).hasSize(1);
    return support.getFirst().kind();
  }

  @Test
  void saysWhatSpeaksAgainstASentence() {
    assertThat(kind("The late payment fee is 6.50 euros for each reminder"))
        .isEqualTo(Support.Kind.VERBATIM);
    assertThat(kind("Each reminder costs a late payment fee of 5.60 euros."))
        .isEqualTo(Support.Kind.NUMBER_MISMATCH);
    assertThat(kind("Smoking is allowed in the ammunition store."))
        .isEqualTo(Support.Kind.NEGATION_MISMATCH);
    assertThat(kind("Dragons guard the treasury at night.")).isEqualTo(Support.Kind.NOT_FOUND);
  }

  @Test
  void aMarkOfASourceIsNoQuantity() {
    assertThat(kind("Each reminder costs a late payment fee of 6.50 euros [12, 3]."))
        .isEqualTo(Support.Kind.PARAPHRASE);
    assertThat(kind("Each reminder costs a late payment fee of 6.50 euros (12)."))
        .isEqualTo(Support.Kind.NUMBER_MISMATCH);
  }

  @Test
  void aNameThatNoPassageHasIsRefused() {
    assertThat(kind("Each reminder costs Anna a late payment fee of 6.50 euros."))
        .isEqualTo(Support.Kind.NAME_MISMATCH);
  }

  @Test
  void isStricterWithoutAnEncoderButStillWorks() {
    List<Support> support =
        new GroundCheck(StemEncoder.gone())
            .check(
                "Each reminder costs a late payment fee of 6.50 euros. Dragons guard it.",
                ScriptedRetrieval.found(ScriptedRetrieval.passage(0, passage)),
                TIME)
            .support();
    assertThat(support.getFirst().supported()).isTrue();
    assertThat(support.getLast().supported()).isFalse();
  }
}
