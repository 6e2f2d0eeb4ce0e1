package ai.adjutant.gateway.service;

import ai.adjutant.chat.v1.AttemptResult;
import ai.adjutant.chat.v1.Citation;
import ai.adjutant.chat.v1.Degradation;
import ai.adjutant.chat.v1.Evidence;
import ai.adjutant.chat.v1.Outcome;
import ai.adjutant.chat.v1.Passage;
import ai.adjutant.chat.v1.Reason;
import ai.adjutant.chat.v1.ReasonCode;
import ai.adjutant.chat.v1.Signal;
import ai.adjutant.chat.v1.Step;
import ai.adjutant.chat.v1.Support;
import ai.adjutant.chat.v1.Tier;
import ai.adjutant.chat.v1.TierAttempt;
import ai.adjutant.chat.v1.Unit;
import ai.adjutant.chat.v1.UnitKind;
import ai.adjutant.chat.v1.Usage;
import ai.adjutant.gateway.answer.Answer;
import ai.adjutant.gateway.escalation.Known;
import ai.adjutant.gateway.evidence.Judgement;
import ai.adjutant.gateway.evidence.Signals;
import ai.adjutant.gateway.retrieve.Quote;
import ai.adjutant.gateway.tier.AnswerUnit;
import com.google.protobuf.Duration;
import com.google.protobuf.Timestamp;
import java.time.Instant;
import java.util.List;

/** Turns answers into messages. */
final class AnswerMessages {
  private AnswerMessages() {}

  /** What an answer is given with besides its content. */
  record Envelope(
      String name, String requestId, String corpus, Instant created, java.time.Duration elapsed) {}

  static ai.adjutant.chat.v1.Answer message(Envelope envelope, Answer answer) {
    ai.adjutant.chat.v1.Answer.Builder message =
        ai.adjutant.chat.v1.Answer.newBuilder()
            .setName(envelope.name())
            .setRequestId(envelope.requestId())
            .setCorpus(envelope.corpus())
            .setCreateTime(timestamp(envelope.created()))
            .setOutcome(outcome(answer.outcome()))
            .setTier(answer.tier().map(AnswerMessages::tier).orElse(Tier.TIER_UNSPECIFIED))
            .setText(answer.text())
            .setEvidence(evidence(answer.evidence()))
            .setUsage(usage(answer.ledger(), envelope.elapsed()));
    answer.citations().forEach(quote -> message.addCitations(citation(quote)));
    answer.unit().ifPresent(unit -> setUnit(message, unit));
    answer.support().forEach(s -> message.addSupport(support(s, answer.citations())));
    answer
        .degraded()
        .forEach(missing ->
            message.addDegraded(
                Degradation.newBuilder().setPart(missing.part()).setMessage(missing.message())));
    answer
        .reasons()
        .forEach(reason ->
            message.addReasons(
                Reason.newBuilder().setCode(code(reason.code())).setMessage(reason.message())));
    answer.ledger().attempts().forEach(attempt -> message.addAttempts(attempt(attempt)));
    answer.reader().map(SupportMessages::reader).ifPresent(message::setGroundReader);
    answer.explanation().map(ExplanationMessages::message).ifPresent(message::setExplanation);
    return message.build();
  }

  static Passage passage(ai.adjutant.gateway.retrieve.Passage passage) {
    return Passage.newBuilder()
        .setDocument(passage.document())
        .setChunk(passage.chunk())
        .setTitle(passage.title())
        .setText(passage.text())
        .setScore(passage.score())
        .build();
  }

  private static Citation citation(Quote quote) {
    return Citation.newBuilder()
        .setDocument(quote.passage().document())
        .setDocumentVersion(quote.passage().version())
        .setChunk(quote.passage().chunk())
        .setTitle(quote.passage().title())
        .setQuote(quote.text())
        .setStartOffset(quote.start())
        .setEndOffset(quote.end())
        .setPage(quote.page())
        .setScore(quote.score())
        .build();
  }

  private static void setUnit(ai.adjutant.chat.v1.Answer.Builder message, AnswerUnit unit) {
    message.setUnit(unit(unit)).setShortAnswer(unit.shortAnswer());
  }

  static Unit unit(AnswerUnit unit) {
    return Unit.newBuilder()
        .setKind(kind(unit.kind()))
        .setPartCount(unit.parts())
        .setShownCount(unit.shown())
        .build();
  }

  private static UnitKind kind(AnswerUnit.Kind kind) {
    return switch (kind) {
      case PROCEDURE -> UnitKind.UNIT_KIND_PROCEDURE;
      case LIST -> UnitKind.UNIT_KIND_LIST;
      case ROW -> UnitKind.UNIT_KIND_ROW;
      case DEFINITION -> UnitKind.UNIT_KIND_DEFINITION;
      case PAIR -> UnitKind.UNIT_KIND_PAIR;
      case TEXT -> UnitKind.UNIT_KIND_TEXT;
    };
  }

  private static Support support(
      ai.adjutant.gateway.ground.Support support, List<Quote> citations) {
    Support message = SupportMessages.support(support);
    int citation = support.quote() == null ? -1 : citations.indexOf(support.quote());
    return citation >= 0 ? message.toBuilder().setCitation(citation).build() : message;
  }

  private static Evidence evidence(Judgement evidence) {
    Evidence.Builder message =
        Evidence.newBuilder()
            .setScore(evidence.score())
            .setThreshold(evidence.threshold())
            .setCalibrated(evidence.calibrated())
            .setWordsOnly(evidence.wordsOnly());
    List<Double> values = evidence.signals().values();
    for (int i = 0; i < values.size(); i++) {
      message.addSignals(Signal.newBuilder().setName(Signals.NAMES.get(i)).setValue(values.get(i)));
    }
    return message.build();
  }

  private static Usage usage(Answer.Ledger ledger, java.time.Duration elapsed) {
    Usage.Builder message =
        Usage.newBuilder()
            .setElapsed(duration(elapsed))
            .setPromptTokens(ledger.promptTokens())
            .setGeneratedTokens(ledger.generatedTokens());
    ledger
        .steps()
        .forEach(step ->
            message.addSteps(
                Step.newBuilder().setStep(step.name()).setElapsed(duration(step.elapsed()))));
    return message.build();
  }

  private static TierAttempt attempt(Answer.Attempt attempt) {
    return TierAttempt.newBuilder()
        .setTier(tier(attempt.tier()))
        .setResult(result(attempt.verdict()))
        .setModel(attempt.use().model())
        .setModelDigest(attempt.use().digest())
        .setPromptTokens(attempt.use().promptTokens())
        .setGeneratedTokens(attempt.use().generatedTokens())
        .setElapsed(duration(attempt.elapsed()))
        .build();
  }

  private static AttemptResult result(Known.Verdict verdict) {
    return switch (verdict) {
      case STANDS -> AttemptResult.ATTEMPT_RESULT_STANDS;
      case UNSUPPORTED -> AttemptResult.ATTEMPT_RESULT_UNSUPPORTED;
      case ABSTAINED -> AttemptResult.ATTEMPT_RESULT_ABSTAINED;
      case FAILED -> AttemptResult.ATTEMPT_RESULT_FAILED;
      case HANDED_OVER -> AttemptResult.ATTEMPT_RESULT_HANDED_OVER;
    };
  }

  private static Outcome outcome(ai.adjutant.gateway.escalation.Outcome outcome) {
    return switch (outcome) {
      case ANSWERED -> Outcome.OUTCOME_ANSWERED;
      case NOT_IN_DOCUMENTS -> Outcome.OUTCOME_NOT_IN_DOCUMENTS;
      case HANDED_OFF -> Outcome.OUTCOME_HANDED_OFF;
      case NOT_ANSWERED -> Outcome.OUTCOME_NOT_ANSWERED;
      case UNAVAILABLE -> Outcome.OUTCOME_UNAVAILABLE;
    };
  }

  private static ReasonCode code(ai.adjutant.gateway.escalation.ReasonCode code) {
    return switch (code) {
      case NO_PASSAGES -> ReasonCode.REASON_CODE_NO_PASSAGES;
      case EVIDENCE_BELOW_THRESHOLD -> ReasonCode.REASON_CODE_EVIDENCE_BELOW_THRESHOLD;
      case SEARCH_DEGRADED -> ReasonCode.REASON_CODE_SEARCH_DEGRADED;
      case MODEL_ABSTAINED -> ReasonCode.REASON_CODE_MODEL_ABSTAINED;
      case TIER_FAILED -> ReasonCode.REASON_CODE_TIER_FAILED;
      case GROUND_CHECK_FAILED -> ReasonCode.REASON_CODE_GROUND_CHECK_FAILED;
      case SENTENCES_DROPPED -> ReasonCode.REASON_CODE_SENTENCES_DROPPED;
      case NO_TIER_LEFT -> ReasonCode.REASON_CODE_NO_TIER_LEFT;
      case IDENTIFIER_NOT_FOUND -> ReasonCode.REASON_CODE_IDENTIFIER_NOT_FOUND;
      case SUBJECT_NOT_FOUND -> ReasonCode.REASON_CODE_SUBJECT_NOT_FOUND;
      case SPELLING_ASSUMED -> ReasonCode.REASON_CODE_SPELLING_ASSUMED;
      case CONFLICTING_SOURCES -> ReasonCode.REASON_CODE_CONFLICTING_SOURCES;
      case ONLY_LISTED -> ReasonCode.REASON_CODE_ONLY_LISTED;
      case LISTED_OTHERWISE -> ReasonCode.REASON_CODE_LISTED_OTHERWISE;
    };
  }

  private static Tier tier(ai.adjutant.gateway.tier.Tier tier) {
    return switch (tier) {
      case EXTRACTIVE -> Tier.TIER_EXTRACTIVE;
      case SLM -> Tier.TIER_SLM;
      case LLM -> Tier.TIER_LLM;
      case PERSON -> Tier.TIER_PERSON;
    };
  }

  private static Duration duration(java.time.Duration duration) {
    return Duration.newBuilder()
        .setSeconds(duration.getSeconds())
        .setNanos(duration.getNano())
        .build();
  }

  private static Timestamp timestamp(Instant instant) {
    return Timestamp.newBuilder()
        .setSeconds(instant.getEpochSecond())
        .setNanos(instant.getNano())
        .build();
  }
}
