package ai.adjutant.gateway.service;

import ai.adjutant.chat.v1.ChoiceRule;
import ai.adjutant.chat.v1.ExpansionCheck;
import ai.adjutant.chat.v1.ExplainedPassage;
import ai.adjutant.chat.v1.FiredRule;
import ai.adjutant.chat.v1.IdentifierCheck;
import ai.adjutant.chat.v1.QuestionKind;
import ai.adjutant.chat.v1.ScoredStretch;
import ai.adjutant.chat.v1.Signal;
import ai.adjutant.chat.v1.SubjectCheck;
import ai.adjutant.chat.v1.SubjectResult;
import ai.adjutant.gateway.answer.Explanation;
import ai.adjutant.gateway.evidence.Signals;
import ai.adjutant.gateway.retrieve.Passage;
import ai.adjutant.gateway.retrieve.QuestionReading;
import ai.adjutant.gateway.retrieve.SearchResult;
import ai.adjutant.gateway.retrieve.TermSource;
import ai.adjutant.gateway.subject.SubjectVerdict;
import ai.adjutant.gateway.tier.ExplainedPart;
import ai.adjutant.retrieval.v1.RerankReport;
import com.google.protobuf.Timestamp;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Turns explanations of answers into messages of bounded size. */
final class ExplanationMessages {
  private static final int PASSAGES_MAX = 20;
  private static final int IDENTIFIERS_MAX = 20;
  private static final int NEAR_MAX = 5;

  private ExplanationMessages() {}

  static ai.adjutant.chat.v1.Explanation message(Explanation explanation) {
    ai.adjutant.chat.v1.Explanation.Builder message =
        ai.adjutant.chat.v1.Explanation.newBuilder()
            .setIntercept(explanation.model().weights().getFirst())
            .setSubject(subject(explanation.subject()))
            .setRerank(rerank(explanation.found().reranking()));
    Set<Passage> kept = new HashSet<>(explanation.subject().passages());
    explanation.found().passages().stream()
        .limit(PASSAGES_MAX)
        .forEach(passage -> message.addPassages(passage(passage).setKept(kept.contains(passage))));
    List<Double> weights = explanation.model().weights();
    for (int i = 0; i < Signals.NAMES.size(); i++) {
      message.addWeights(
          Signal.newBuilder().setName(Signals.NAMES.get(i)).setValue(weights.get(i + 1)));
    }
    explanation.found().reading().identifiers().stream()
        .limit(IDENTIFIERS_MAX)
        .forEach(identifier -> message.addIdentifiers(identifier(identifier)));
    explanation
        .found()
        .reading()
        .expansions()
        .forEach(expansion -> message.addExpansions(expansion(expansion)));
    explanation.parts().forEach(part -> message.addParts(part(part)));
    return message.build();
  }

  private static ExplainedPassage.Builder passage(Passage passage) {
    ExplainedPassage.Builder message =
        ExplainedPassage.newBuilder()
            .setDocument(passage.document())
            .setChunk(passage.chunk())
            .setScore(passage.score())
            .setWordRank(passage.wordRank())
            .setBm25(passage.bm25())
            .setVectorRank(passage.vectorRank())
            .setTermCover(passage.cover());
    passage.cosine().ifPresent(message::setCosine);
    return message;
  }

  private static RerankReport rerank(SearchResult.Reranking reranking) {
    return RerankReport.newBuilder()
        .setHitsRead(reranking.read())
        .setSkipped(reranking.skipped())
        .setModel(reranking.model())
        .setModelDigest(reranking.digest())
        .build();
  }

  private static SubjectCheck subject(SubjectVerdict subject) {
    return SubjectCheck.newBuilder()
        .setResult(
            switch (subject.kind()) {
              case PRESENT -> SubjectResult.SUBJECT_RESULT_PRESENT;
              case IDENTIFIER_NOT_FOUND -> SubjectResult.SUBJECT_RESULT_IDENTIFIER_NOT_FOUND;
              case SUBJECT_NOT_FOUND -> SubjectResult.SUBJECT_RESULT_SUBJECT_NOT_FOUND;
              case ONLY_LISTED -> SubjectResult.SUBJECT_RESULT_ONLY_LISTED;
            })
        .setMissing(subject.missing())
        .addAllExisting(subject.existing())
        .setLookUp(subject.lookUp())
        .build();
  }

  private static IdentifierCheck identifier(QuestionReading.Identified identifier) {
    return IdentifierCheck.newBuilder()
        .setText(identifier.written())
        .setKnown(identifier.known())
        .addAllNear(identifier.near().stream().limit(NEAR_MAX).toList())
        .build();
  }

  private static ExpansionCheck expansion(QuestionReading.Expansion expansion) {
    ExpansionCheck.Builder message =
        ExpansionCheck.newBuilder()
            .setText(expansion.written())
            .setAdded(expansion.added())
            .setMeaningCount(expansion.meanings());
    switch (expansion.source()) {
      case TermSource.Document document -> message.setChunk(document.chunk());
      case TermSource.Person person ->
          message
              .setPrincipal(person.principal())
              .setAddTime(
                  Timestamp.newBuilder()
                      .setSeconds(person.addTime().getEpochSecond())
                      .setNanos(person.addTime().getNano()));
    }
    return message.build();
  }

  private static ai.adjutant.chat.v1.ExplainedPart part(ExplainedPart part) {
    ai.adjutant.chat.v1.ExplainedPart.Builder message =
        ai.adjutant.chat.v1.ExplainedPart.newBuilder()
            .setQuestion(part.question())
            .setKind(kind(part.kind()))
            .setScoredCount(part.scored())
            .setSiblingCount(part.siblings())
            .setRule(rule(part.rule()));
    part.stretches().forEach(stretch -> message.addStretches(scored(stretch)));
    part.procedures().forEach(procedure -> message.addProcedures(scored(procedure)));
    part.unit()
        .ifPresent(
            unit -> message.setUnit(AnswerMessages.unit(unit)).setShortAnswer(unit.shortAnswer()));
    return message.build();
  }

  private static ScoredStretch scored(ExplainedPart.Scored scored) {
    ScoredStretch.Builder message =
        ScoredStretch.newBuilder()
            .setDocument(scored.document())
            .setBlock(scored.block())
            .setText(scored.text())
            .setCosine(scored.cosine())
            .setWords(scored.words())
            .setPassage(scored.passage())
            .setScore(scored.score());
    scored
        .rules()
        .forEach(rule ->
            message.addRules(FiredRule.newBuilder().setName(rule.name()).setFactor(rule.factor())));
    return message.build();
  }

  private static QuestionKind kind(ai.adjutant.gateway.question.QuestionKind kind) {
    return switch (kind) {
      case STEPS -> QuestionKind.QUESTION_KIND_STEPS;
      case VALUE -> QuestionKind.QUESTION_KIND_VALUE;
      case MEANING -> QuestionKind.QUESTION_KIND_MEANING;
      case OTHER -> QuestionKind.QUESTION_KIND_OTHER;
    };
  }

  private static ChoiceRule rule(ExplainedPart.Rule rule) {
    return switch (rule) {
      case NONE -> ChoiceRule.CHOICE_RULE_UNSPECIFIED;
      case PROCEDURE_BY_LABEL -> ChoiceRule.CHOICE_RULE_PROCEDURE_BY_LABEL;
      case PROCEDURE_BY_STRETCH -> ChoiceRule.CHOICE_RULE_PROCEDURE_BY_STRETCH;
      case STRETCH -> ChoiceRule.CHOICE_RULE_STRETCH;
      case EXPLANATION -> ChoiceRule.CHOICE_RULE_EXPLANATION;
    };
  }
}
