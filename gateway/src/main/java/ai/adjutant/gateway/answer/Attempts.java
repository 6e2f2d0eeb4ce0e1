package ai.adjutant.gateway.answer;

import ai.adjutant.gateway.escalation.AnswerPolicy;
import ai.adjutant.gateway.escalation.EscalationPolicy;
import ai.adjutant.gateway.escalation.Known;
import ai.adjutant.gateway.escalation.Outcome;
import ai.adjutant.gateway.escalation.ReasonCode;
import ai.adjutant.gateway.escalation.Step;
import ai.adjutant.gateway.evidence.Judgement;
import ai.adjutant.gateway.ground.GroundCheck;
import ai.adjutant.gateway.ground.GroundReport;
import ai.adjutant.gateway.ground.ReaderUse;
import ai.adjutant.gateway.ground.Support;
import ai.adjutant.gateway.prompt.FixedTexts;
import ai.adjutant.gateway.prompt.SubjectTexts;
import ai.adjutant.gateway.question.QuestionParts;
import ai.adjutant.gateway.retrieve.QuestionReading;
import ai.adjutant.gateway.retrieve.Quote;
import ai.adjutant.gateway.retrieve.SearchResult;
import ai.adjutant.gateway.subject.Subject;
import ai.adjutant.gateway.subject.SubjectVerdict;
import ai.adjutant.gateway.tier.AnswerUnit;
import ai.adjutant.gateway.tier.Answerer;
import ai.adjutant.gateway.tier.Budget;
import ai.adjutant.gateway.tier.ExplainedPart;
import ai.adjutant.gateway.tier.Tier;
import ai.adjutant.gateway.tier.TierRequest;
import ai.adjutant.gateway.tier.TierResult;
import ai.adjutant.gateway.version.Conflict;
import ai.adjutant.gateway.version.Conflicts;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** One question's way from its passages to an answer. Used by one thread, once. */
final class Attempts {
  /** Share of the time left that a tier may take, so that its words can still be checked. */
  private static final double TIME_SHARE = 0.8;

  private final AnswerPolicy policy;
  private final TierRequest whole;
  private final SearchResult found;
  private final SubjectVerdict subject;
  private final Map<Tier, Answerer> answerers;
  private final GroundCheck ground;
  private final Ledger ledger;
  private final Draft draft;
  private final List<SearchResult.Missing> degraded;
  private final List<Answer.Reason> reasons = new ArrayList<>();
  private String text = "";
  private List<Support> support = List.of();
  private Optional<AnswerUnit> unit = Optional.empty();
  private Optional<ReaderUse> reader = Optional.empty();

  /** Starts with a request whose budget holds all the time that the question has. */
  Attempts(
      AnswerPolicy policy,
      TierRequest whole,
      Map<Tier, Answerer> answerers,
      GroundCheck ground,
      Ledger ledger,
      Draft draft) {
    this.policy = policy;
    SearchResult all = whole.found();
    this.subject = Subject.of(whole.question(), all).check();
    this.found = all.only(subject.passages());
    this.whole = whole.with(found, whole.budget());
    this.answerers = answerers;
    this.ground = ground;
    this.ledger = ledger;
    this.draft = draft;
    this.degraded = new ArrayList<>(found.missing());
    all.missingReader().ifPresent(degraded::add);
  }

  Answer answer() {
    long start = ledger.now();
    Judgement evidence = Judgement.of(found);
    ledger.step("evidence", start);
    addSpellings();
    if (subject.kind() == SubjectVerdict.Kind.PRESENT && !subject.existing().isEmpty()) {
      String listed =
          SubjectTexts.of(whole.question()).otherwise(subject.missing(), subject.existing());
      reasons.add(new Answer.Reason(ReasonCode.LISTED_OTHERWISE, listed));
    }
    Known known =
        new Known(
            verdict(evidence), subject.kind(), found.missing().isEmpty(), offered(), List.of());
    while (true) {
      switch (EscalationPolicy.next(policy, known)) {
        case Step.Ask ask -> known = known.with(new Known.Attempt(ask.tier(), attempt(ask.tier())));
        case Step.End end -> {
          return end(end, known, evidence);
        }
      }
    }
  }

  /** Where an identifier is looked up, the passage that holds it is all the evidence there is. */
  private Judgement.Verdict verdict(Judgement evidence) {
    boolean held = subject.lookUp() && !found.passages().isEmpty();
    return held ? Judgement.Verdict.SUFFICIENT : evidence.verdict();
  }

  private void addSpellings() {
    for (QuestionReading.Spelling spelling : found.reading().spellings()) {
      if (spelling.assumed()) {
        String read =
            SubjectTexts.of(whole.question())
                .spelling(spelling.written(), spelling.near().getFirst());
        reasons.add(new Answer.Reason(ReasonCode.SPELLING_ASSUMED, read));
      }
    }
  }

  private Set<Tier> offered() {
    return answerers.values().stream()
        .filter(answerer -> answerer.offers(whole))
        .map(Answerer::tier)
        .collect(Collectors.toSet());
  }

  /** Returns the request with a share of the time that is left now. */
  private TierRequest request() {
    Budget budget = whole.budget();
    return whole.with(
        found,
        new Budget(
            budget.passagesMax(),
            budget.turnsMax(),
            budget.tokensMax(),
            budget.time().share(TIME_SHARE)));
  }

  private Known.Verdict attempt(Tier tier) {
    long start = ledger.now();
    TierResult result = answerer(tier).answer(request(), draft::append);
    ledger.step(tier.name().toLowerCase(Locale.ROOT), start);
    Known.Verdict verdict =
        switch (result) {
          case TierResult.Answered answered -> check(answered);
          case TierResult.Abstained ignored -> {
            draft.withdraw("the passages do not answer the question");
            yield Known.Verdict.ABSTAINED;
          }
          case TierResult.Failed failed -> {
            degraded.add(new SearchResult.Missing(tier.name(), failed.message()));
            reject(ReasonCode.TIER_FAILED, "tier " + tier + " failed: " + failed.message());
            yield Known.Verdict.FAILED;
          }
          case TierResult.HandedOver ignored -> Known.Verdict.HANDED_OVER;
        };
    ledger.attempt(tier, verdict, result.use(), start);
    return verdict;
  }

  private Answerer answerer(Tier tier) {
    Answerer answerer = answerers.get(tier);
    if (answerer == null) {
      throw new IllegalStateException("tier " + tier + " was chosen and is not there");
    }
    return answerer;
  }

  private Known.Verdict check(TierResult.Answered answered) {
    if (!answered.quotes().isEmpty()) {
      quote(answered);
      return Known.Verdict.STANDS;
    }
    long start = ledger.now();
    GroundReport report = ground.check(answered.text(), found, whole.budget().time());
    ledger.step("ground", start);
    reader = Optional.of(report.reader());
    if (report.reader().outcome() == ReaderUse.Outcome.FAILED) {
      degraded.add(new SearchResult.Missing("READER", report.reader().message()));
    }
    List<Support> all = report.support();
    List<Support> standing = all.stream().filter(Support::supported).toList();
    if (standing.isEmpty()) {
      reject(
          ReasonCode.GROUND_CHECK_FAILED,
          "no sentence of the language model stands in the documents");
      return Known.Verdict.UNSUPPORTED;
    }
    text = answered.text().strip();
    support = standing;
    if (standing.size() < all.size()) {
      text = standing.stream().map(Support::sentence).collect(Collectors.joining(" "));
      String message =
          (all.size() - standing.size())
              + " sentence(s) that the documents do not hold were dropped";
      reasons.add(new Answer.Reason(ReasonCode.SENTENCES_DROPPED, message));
      draft.replace(text, message);
    }
    return Known.Verdict.STANDS;
  }

  /** Takes an answer in the documents' own words; where two contradict, the newer one's. */
  private void quote(TierResult.Answered answered) {
    text = answered.text();
    unit = answered.unit();
    List<Quote> quotes = new ArrayList<>(answered.quotes());
    Optional<Conflict> contradicted = Conflicts.of(quotes, unit, found);
    if (contradicted.isPresent()) {
      Conflict conflict = contradicted.get();
      if (conflict.replaces()) {
        quotes = new ArrayList<>(conflict.newer());
        text = conflict.newerText();
        unit = unit.map(conflict::unit);
      }
      quotes.addAll(conflict.older());
      String older =
          FixedTexts.of(whole.question())
              .older(conflict.olderTitle(), conflict.olderDate(), conflict.olderText());
      text = text + "\n\n" + older;
      reasons.add(new Answer.Reason(ReasonCode.CONFLICTING_SOURCES, conflict.message()));
      draft.replace(text, conflict.message());
    }
    support = quotes.stream().map(Attempts::verbatim).toList();
  }

  private static Support verbatim(Quote quote) {
    return new Support(quote.text(), Support.Kind.VERBATIM, 1, quote);
  }

  private void reject(ReasonCode code, String message) {
    reasons.add(new Answer.Reason(code, message));
    draft.withdraw(message);
  }

  private Answer end(Step.End end, Known known, Judgement evidence) {
    end.reason().ifPresent(code -> reasons.add(new Answer.Reason(code, message(code, evidence))));
    FixedTexts texts = FixedTexts.of(whole.question());
    String said =
        switch (end.outcome()) {
          case ANSWERED -> text;
          case NOT_IN_DOCUMENTS -> notInDocuments(texts);
          case HANDED_OFF -> texts.handedOff();
          case NOT_ANSWERED -> texts.notAnswered();
          case UNAVAILABLE -> texts.unavailable();
        };
    boolean answered = end.outcome() == Outcome.ANSWERED;
    boolean somebody = answered || end.outcome() == Outcome.HANDED_OFF;
    return new Answer(
        end.outcome(),
        somebody ? Optional.of(known.attempts().getLast().tier()) : Optional.empty(),
        said,
        answered ? citations() : List.of(),
        answered ? unit : Optional.empty(),
        answered ? support : List.of(),
        degraded,
        reasons,
        evidence,
        ledger.close(),
        reader,
        Optional.empty());
  }

  /**
   * How the answer came about.
   *
   * @param all what was found, before any passage was left out
   * @param answered how each part was answered; empty where no answer was sought
   */
  Explanation explanation(SearchResult all, List<ExplainedPart> answered) {
    List<ExplainedPart> parts =
        answered.isEmpty()
            ? QuestionParts.of(whole.question()).stream().map(ExplainedPart::unanswered).toList()
            : answered;
    return new Explanation(all, subject, Judgement.model(found), parts);
  }

  private String notInDocuments(FixedTexts texts) {
    SubjectTexts named = SubjectTexts.of(whole.question());
    return switch (subject.kind()) {
      case PRESENT -> texts.notInDocuments();
      case IDENTIFIER_NOT_FOUND -> named.identifier(subject.missing(), subject.existing());
      case SUBJECT_NOT_FOUND -> named.subject(subject.missing(), subject.existing());
      case ONLY_LISTED -> named.listed(subject.missing(), subject.existing());
    };
  }

  private List<Quote> citations() {
    Set<Quote> quotes = new LinkedHashSet<>();
    for (Support sentence : support) {
      if (sentence.quote() != null) {
        quotes.add(sentence.quote());
      }
    }
    return List.copyOf(quotes);
  }

  private String message(ReasonCode code, Judgement evidence) {
    return switch (code) {
      case NO_PASSAGES -> "no passage of the corpus has to do with the question";
      case EVIDENCE_BELOW_THRESHOLD ->
          String.format(
              Locale.ROOT,
              "the evidence scores %.2f, the corpus asks for %.2f%s",
              evidence.score(),
              evidence.threshold(),
              evidence.calibrated() ? "" : " (not calibrated)");
      case SEARCH_DEGRADED ->
          "a part of the search is missing ("
              + found.missing().stream()
                  .map(SearchResult.Missing::part)
                  .collect(Collectors.joining(", "))
              + ") and what was found without it does not suffice; ask again when it is back";
      case MODEL_ABSTAINED -> "the language model says that the passages do not answer";
      case NO_TIER_LEFT -> "no tier is left that could answer; ask a person";
      case IDENTIFIER_NOT_FOUND ->
          "no document holds " + subject.missing() + exist("; nearest to it: ");
      case SUBJECT_NOT_FOUND ->
          "the documents do not speak of " + subject.missing() + exist("; in its place: ");
      case ONLY_LISTED ->
          "no document explains " + subject.missing() + exist("; the corpus' list of terms has: ");
      case TIER_FAILED,
          GROUND_CHECK_FAILED,
          SENTENCES_DROPPED,
          SPELLING_ASSUMED,
          CONFLICTING_SOURCES,
          LISTED_OTHERWISE ->
          throw new IllegalArgumentException(code + " belongs to an attempt");
    };
  }

  private String exist(String before) {
    return subject.existing().isEmpty() ? "" : before + String.join(", ", subject.existing());
  }
}
