package ai.adjutant.gateway.escalation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.adjutant.gateway.evidence.Judgement;
import ai.adjutant.gateway.subject.SubjectVerdict;
import ai.adjutant.gateway.tier.Tier;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The next step, from what is known. */
final class EscalationPolicyTest {
  private static final AnswerPolicy POLICY = AnswerPolicy.DEFAULT;
  private static final Set<Tier> ALL = EnumSet.allOf(Tier.class);

  private static Known known(Set<Tier> offered, Known.Attempt... attempts) {
    return new Known(
        Judgement.Verdict.SUFFICIENT,
        SubjectVerdict.Kind.PRESENT,
        true,
        offered,
        Arrays.asList(attempts));
  }

  private static Known.Attempt was(Tier tier, Known.Verdict verdict) {
    return new Known.Attempt(tier, verdict);
  }

  private static Step next(Known known) {
    return EscalationPolicy.next(POLICY, known);
  }

  private static Step.End end(Outcome outcome, ReasonCode reason) {
    return new Step.End(outcome, Optional.of(reason));
  }

  @Test
  void saysThatTheDocumentsDoNotAnswerOnlyWhereTheWholeSearchTookPart() {
    assertThat(
            next(
                new Known(
                    Judgement.Verdict.NOTHING_FOUND,
                    SubjectVerdict.Kind.PRESENT,
                    true,
                    ALL,
                    List.of())))
        .isEqualTo(end(Outcome.NOT_IN_DOCUMENTS, ReasonCode.NO_PASSAGES));
    assertThat(
            next(
                new Known(
                    Judgement.Verdict.INSUFFICIENT,
                    SubjectVerdict.Kind.PRESENT,
                    true,
                    ALL,
                    List.of())))
        .isEqualTo(end(Outcome.NOT_IN_DOCUMENTS, ReasonCode.EVIDENCE_BELOW_THRESHOLD));
    assertThat(
            next(
                new Known(
                    Judgement.Verdict.UNKNOWN, SubjectVerdict.Kind.PRESENT, false, ALL, List.of())))
        .isEqualTo(end(Outcome.UNAVAILABLE, ReasonCode.SEARCH_DEGRADED));
  }

  @Test
  void asksTheSmallModelFirstAndTheDocumentsWhereThereIsNone() {
    assertThat(next(known(ALL))).isEqualTo(new Step.Ask(Tier.SLM));
    assertThat(next(known(Set.of(Tier.EXTRACTIVE)))).isEqualTo(new Step.Ask(Tier.EXTRACTIVE));
  }

  @Test
  void endsWhenAnAnswerStandsOrSomebodyTakesOver() {
    assertThat(next(known(ALL, was(Tier.SLM, Known.Verdict.STANDS))))
        .isEqualTo(new Step.End(Outcome.ANSWERED, Optional.empty()));
    assertThat(next(known(ALL, was(Tier.PERSON, Known.Verdict.HANDED_OVER))))
        .isEqualTo(new Step.End(Outcome.HANDED_OFF, Optional.empty()));
  }

  @Test
  void asksTheLargeModelAndThenTheDocumentsAfterAFailureOrUnsupportedWords() {
    for (Known.Verdict verdict : List.of(Known.Verdict.FAILED, Known.Verdict.UNSUPPORTED)) {
      assertThat(next(known(ALL, was(Tier.SLM, verdict)))).isEqualTo(new Step.Ask(Tier.LLM));
      assertThat(next(known(ALL, was(Tier.SLM, verdict), was(Tier.LLM, verdict))))
          .isEqualTo(new Step.Ask(Tier.EXTRACTIVE));
    }
  }

  @Test
  void believesAModelThatAbstainsUnlessAHigherTierAnswers() {
    Known.Attempt abstained = was(Tier.SLM, Known.Verdict.ABSTAINED);
    Set<Tier> two = Set.of(Tier.EXTRACTIVE, Tier.SLM);
    assertThat(next(known(ALL, abstained))).isEqualTo(new Step.Ask(Tier.LLM));
    assertThat(next(known(two, abstained)))
        .isEqualTo(end(Outcome.NOT_IN_DOCUMENTS, ReasonCode.MODEL_ABSTAINED));
    assertThat(next(known(ALL, abstained, was(Tier.LLM, Known.Verdict.ABSTAINED))))
        .isEqualTo(new Step.Ask(Tier.PERSON));
  }

  @Test
  void doesNotTakeAnAbstentionForTheDocumentsWhileALegWasMissing() {
    Known known =
        new Known(
            Judgement.Verdict.SUFFICIENT,
            SubjectVerdict.Kind.PRESENT,
            false,
            Set.of(Tier.EXTRACTIVE, Tier.SLM),
            List.of(was(Tier.SLM, Known.Verdict.ABSTAINED)));
    assertThat(next(known)).isEqualTo(end(Outcome.UNAVAILABLE, ReasonCode.SEARCH_DEGRADED));
  }

  @Test
  void saysThatNobodyCouldAnswerWhenNoTierIsLeft() {
    Set<Tier> one = Set.of(Tier.EXTRACTIVE);
    assertThat(next(known(one, was(Tier.EXTRACTIVE, Known.Verdict.ABSTAINED))))
        .isEqualTo(end(Outcome.NOT_ANSWERED, ReasonCode.NO_TIER_LEFT));
    assertThat(next(known(Set.of()))).isEqualTo(end(Outcome.NOT_ANSWERED, ReasonCode.NO_TIER_LEFT));
  }

  @Test
  void endsAfterEachTierWasAskedOnceWhateverBecomesOfIt() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    Known.Verdict[] verdicts = Known.Verdict.values();
    for (int i = 0; i < 10_000; i++) {
      Set<Tier> offered = EnumSet.noneOf(Tier.class);
      for (Tier tier : Tier.values()) {
        if (random.nextBoolean()) {
          offered.add(tier);
        }
      }
      Known known = known(offered);
      int asked = 0;
      while (next(known) instanceof Step.Ask ask) {
        assertThat(offered).as("seed %d", seed).contains(ask.tier());
        assertThat(known.asked(ask.tier())).as("seed %d", seed).isFalse();
        known = known.with(was(ask.tier(), verdicts[random.nextInt(verdicts.length)]));
        asked++;
      }
      assertThat(asked).as("seed %d", seed).isLessThanOrEqualTo(offered.size());
    }
  }

  @Test
  void keepsToTheHighestTierOfTheRequest() {
    assertThat(POLICY.upTo(Tier.SLM).tiers()).containsExactly(Tier.SLM, Tier.EXTRACTIVE);
    assertThat(POLICY.upTo(Tier.EXTRACTIVE).tiers()).containsExactly(Tier.EXTRACTIVE);
    assertThat(POLICY.upTo(Tier.PERSON)).isEqualTo(POLICY);
  }

  @Test
  void refusesPoliciesThatCouldAnswerNothing() {
    assertThatThrownBy(() -> new AnswerPolicy(List.of(), 10, 5, 6, 256, Duration.ofSeconds(1)))
        .hasMessageContaining("tiers");
    assertThatThrownBy(() ->
            new AnswerPolicy(List.of(Tier.SLM, Tier.SLM), 10, 5, 6, 256, Duration.ofSeconds(1)))
        .hasMessageContaining("twice");
    assertThatThrownBy(
            () -> new AnswerPolicy(List.of(Tier.SLM), 0, 5, 6, 256, Duration.ofSeconds(1)))
        .hasMessageContaining("out of range");
    assertThatThrownBy(() -> new AnswerPolicy(List.of(Tier.SLM), 10, 5, 6, 256, Duration.ZERO))
        .hasMessageContaining("no time");
  }

  @Test
  void refusesWhatTheDocumentsDoNotSpeakOf() {
    for (Judgement.Verdict evidence : Judgement.Verdict.values()) {
      assertThat(next(missing(evidence, SubjectVerdict.Kind.IDENTIFIER_NOT_FOUND, false)))
          .isEqualTo(end(Outcome.NOT_IN_DOCUMENTS, ReasonCode.IDENTIFIER_NOT_FOUND));
      assertThat(next(missing(evidence, SubjectVerdict.Kind.SUBJECT_NOT_FOUND, true)))
          .isEqualTo(end(Outcome.NOT_IN_DOCUMENTS, ReasonCode.SUBJECT_NOT_FOUND));
      assertThat(next(missing(evidence, SubjectVerdict.Kind.ONLY_LISTED, true)))
          .isEqualTo(end(Outcome.NOT_IN_DOCUMENTS, ReasonCode.ONLY_LISTED));
      assertThat(next(missing(evidence, SubjectVerdict.Kind.ONLY_LISTED, false)))
          .isEqualTo(end(Outcome.UNAVAILABLE, ReasonCode.SEARCH_DEGRADED));
      assertThat(next(missing(evidence, SubjectVerdict.Kind.SUBJECT_NOT_FOUND, false)))
          .isEqualTo(end(Outcome.UNAVAILABLE, ReasonCode.SEARCH_DEGRADED));
    }
  }

  private static Known missing(
      Judgement.Verdict evidence, SubjectVerdict.Kind subject, boolean complete) {
    return new Known(evidence, subject, complete, ALL, List.of());
  }
}
