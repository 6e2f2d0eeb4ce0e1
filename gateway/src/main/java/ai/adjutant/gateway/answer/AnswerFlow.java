package ai.adjutant.gateway.answer;

import ai.adjutant.gateway.evidence.EvidenceModel;
import ai.adjutant.gateway.evidence.Signals;
import ai.adjutant.gateway.extract.Extractor;
import ai.adjutant.gateway.extract.Quote;
import ai.adjutant.gateway.ground.GroundCheck;
import ai.adjutant.gateway.ground.Support;
import ai.adjutant.gateway.retrieve.Found;
import ai.adjutant.gateway.retrieve.Retrieval;
import ai.adjutant.gateway.retrieve.SentenceEncoder;
import ai.adjutant.gateway.tier.Generator;
import ai.adjutant.gateway.tier.Tier;
import ai.adjutant.gateway.tier.Tiers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Answers questions: search → evidence → tier → ground check. Extraction is the floor: it answers
 * when no model is installed, when the model fails, and when its words do not stand.
 */
public final class AnswerFlow {
  private static final int PASSAGES = 10;
  private static final String NOT_IN_DOCUMENTS = "The documents do not answer this question.";
  private static final String HANDED_OFF = "This question goes to a person.";

  private final Retrieval retrieval;
  private final Tiers tiers;
  private final Extractor extractor;
  private final GroundCheck ground;

  /** A flow over these parts. */
  public AnswerFlow(Retrieval retrieval, SentenceEncoder encoder, Generator generator) {
    this.retrieval = retrieval;
    this.tiers = new Tiers(generator);
    this.extractor = new Extractor(encoder);
    this.ground = new GroundCheck(encoder);
  }

  /**
   * Answers one question.
   *
   * @throws RuntimeException what the retriever said, when it could not search at all
   */
  public Answer ask(Question question, AnswerEvents events) {
    return new Run(question, events).answer();
  }

  /** Signals and score of a question, without an answer; for calibration. */
  public Signals signals(Question question) {
    return Signals.of(search(question));
  }

  private Found search(Question question) {
    return retrieval.search(
        new Retrieval.Query(
            question.corpus(),
            question.text(),
            question.context(),
            question.filter(),
            question.asOf(),
            PASSAGES));
  }

  /** One question's way through the flow, with its ledger. */
  private final class Run {
    private final Question question;
    private final AnswerEvents events;
    private final List<Answer.Ledger.Step> steps = new ArrayList<>();
    private final List<Found.Missing> degraded = new ArrayList<>();
    private final List<Answer.Reason> reasons = new ArrayList<>();
    private int promptTokens;
    private int generatedTokens;

    Run(Question question, AnswerEvents events) {
      this.question = question;
      this.events = events;
    }

    Answer answer() {
      Found found = timed("search", () -> search(question));
      degraded.addAll(found.missing());
      events.retrieved(found.passages());
      Answer.Evidence evidence = timed("evidence", () -> judge(found));
      if (found.passages().isEmpty()) {
        return notInDocuments(
            evidence, "NO_PASSAGES", "no passage of the corpus speaks of the question");
      }
      if (!evidence.suffices()) {
        return notInDocuments(
            evidence,
            "EVIDENCE_BELOW_THRESHOLD",
            String.format(
                java.util.Locale.ROOT,
                "the evidence scores %.2f, the corpus asks for %.2f%s",
                evidence.score(),
                evidence.threshold(),
                evidence.calibrated() ? "" : " (not calibrated)"));
      }
      if (tiers.first(question.highest()) == Tier.SLM) {
        Optional<Answer> generated = generate(found, evidence);
        if (generated.isPresent()) {
          return generated.get();
        }
      }
      return extract(found, evidence);
    }

    private Answer.Evidence judge(Found found) {
      Retrieval.StoredRule rule = retrieval.rule(question.corpus());
      Signals signals = Signals.of(found);
      double score = EvidenceModel.stored(rule.weights()).score(signals);
      return new Answer.Evidence(score, rule.threshold(), rule.calibrated(), signals);
    }

    /**
     * The model's answer; empty when it failed or nothing of it stands, and extraction must answer.
     */
    private Optional<Answer> generate(Found found, Answer.Evidence evidence) {
      long start = System.nanoTime();
      Generator.Generated generated;
      try {
        generated =
            tiers
                .generator()
                .generate(
                    tiers.prompt(question.text(), question.history(), found.passages()),
                    events::delta);
      } catch (Generator.Failed e) {
        degraded.add(new Found.Missing(Tier.SLM.name(), e.getMessage()));
        reasons.add(
            new Answer.Reason("GENERATION_FAILED", "the language model failed: " + e.getMessage()));
        return Optional.empty();
      } finally {
        step("generate", start);
      }
      promptTokens += generated.promptTokens();
      generatedTokens += generated.generatedTokens();
      List<Support> support =
          timed("ground", () -> ground.check(generated.text(), found.passages()));
      List<Support> standing = support.stream().filter(Support::supported).toList();
      if (standing.isEmpty()) {
        reasons.add(
            new Answer.Reason(
                "GROUND_CHECK_FAILED",
                "no sentence of the language model stands in the documents"));
        return Optional.empty();
      }
      String text = generated.text().strip();
      if (standing.size() < support.size()) {
        text = standing.stream().map(Support::sentence).collect(Collectors.joining(" "));
        String reason =
            (support.size() - standing.size())
                + " sentence(s) that the documents do not hold were dropped";
        reasons.add(new Answer.Reason("SENTENCES_DROPPED", reason));
        events.revised(text, reason);
      }
      Set<Quote> quotes = new LinkedHashSet<>();
      standing.forEach(s -> {
        if (s.quote() != null) {
          quotes.add(s.quote());
        }
      });
      return Optional.of(answered(Tier.SLM, text, List.copyOf(quotes), standing, evidence));
    }

    private Answer extract(Found found, Answer.Evidence evidence) {
      List<Quote> quotes = timed("extract", () -> extractor.extract(question.text(), found));
      if (quotes.isEmpty()) {
        reasons.add(new Answer.Reason("NO_TIER_LEFT", "no tier of the tiers could answer"));
        events.revised(HANDED_OFF, "no tier of the tiers could answer");
        return done(
            Answer.Outcome.HANDED_OFF,
            Optional.of(Tier.PERSON),
            HANDED_OFF,
            List.of(),
            List.of(),
            evidence);
      }
      String text = quotes.stream().map(Quote::text).collect(Collectors.joining(" "));
      boolean replaces = !reasons.isEmpty();
      if (replaces) {
        events.revised(text, reasons.getLast().message());
      } else {
        events.delta(text);
      }
      List<Support> support =
          quotes.stream()
              .map(quote -> new Support(quote.text(), Support.Kind.VERBATIM, 1, quote))
              .toList();
      return answered(Tier.EXTRACTIVE, text, quotes, support, evidence);
    }

    private Answer answered(
        Tier tier,
        String text,
        List<Quote> quotes,
        List<Support> support,
        Answer.Evidence evidence) {
      return done(Answer.Outcome.ANSWERED, Optional.of(tier), text, quotes, support, evidence);
    }

    private Answer notInDocuments(Answer.Evidence evidence, String code, String message) {
      reasons.add(new Answer.Reason(code, message));
      return done(
          Answer.Outcome.NOT_IN_DOCUMENTS,
          Optional.empty(),
          NOT_IN_DOCUMENTS,
          List.of(),
          List.of(),
          evidence);
    }

    private Answer done(
        Answer.Outcome outcome,
        Optional<Tier> tier,
        String text,
        List<Quote> quotes,
        List<Support> support,
        Answer.Evidence evidence) {
      return new Answer(
          outcome,
          tier,
          text,
          quotes,
          support,
          degraded,
          reasons,
          evidence,
          new Answer.Ledger(steps, promptTokens, generatedTokens));
    }

    private <T> T timed(String name, Supplier<T> step) {
      long start = System.nanoTime();
      try {
        return step.get();
      } finally {
        step(name, start);
      }
    }

    private void step(String name, long startNanos) {
      steps.add(new Answer.Ledger.Step(name, Duration.ofNanos(System.nanoTime() - startNanos)));
    }
  }
}
