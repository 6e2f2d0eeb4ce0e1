package ai.adjutant.admin.evaluate;

import ai.adjutant.admin.ask.Answers;
import ai.adjutant.admin.client.GatewayClient;
import ai.adjutant.admin.client.GatewayCommand;
import ai.adjutant.admin.client.Names;
import ai.adjutant.admin.client.QuestionFile;
import ai.adjutant.admin.search.RerankOption;
import ai.adjutant.admin.terminal.CommandFailure;
import ai.adjutant.admin.terminal.ExitCode;
import ai.adjutant.admin.terminal.Progress;
import ai.adjutant.admin.terminal.Terminal;
import ai.adjutant.chat.v1.Answer;
import ai.adjutant.chat.v1.AskRequest;
import ai.adjutant.chat.v1.Outcome;
import ai.adjutant.statistics.Interval;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code evaluate answers}. */
@Command(
    name = "answers",
    description = {
      "Cited documents, token F1, refusals and time, with 95 %% bootstrap intervals.",
      "cited_recall, cited_precision, token_f1: over answerable questions that were answered.",
      "right: a gold document is cited, and the text holds every step (letters and digits of its",
      "first 60 characters); else the value as whole words; else every quantity of the gold answer",
      "and at least half of the words of gold answer or sentence. Reported by kind and style.",
      "subject_confusions: near misses that were answered.",
      "risk@N: share of the answers that are wrong when the least sure are refused until N %% of"
          + " all",
      "questions are answered; aurc: the mean of it, e_aurc: above the best order's (lower is"
          + " better);",
      "coverage@riskN: share of the questions that can be answered with at most N %% wrong answers."
    })
final class EvaluateAnswersCommand extends GatewayCommand {
  private static final int AT_ONCE = 2;
  private static final int WORST = 5;
  private static final double REFUSED = 0.85;

  @Option(
      names = {"-c", "--corpus"},
      required = true,
      paramLabel = "NAME",
      description = "Name of the corpus.")
  private String corpus = "";

  @Option(
      names = "--questions",
      required = true,
      paramLabel = "FILE",
      description =
          "JSON Lines: {_id, question, answer, gold: [documents], history?, as_of?, kind?, style?:"
              + " plain|caller, steps?: [texts], value?, sentence?, near_miss?:"
              + " model|year|condition|attribute|subject}; gold [] = not answerable.")
  private Path questions = Path.of("");

  @Option(
      names = "--as-of",
      paramLabel = "DATE",
      defaultValue = "",
      description = "Documents in force then, for questions without as_of (default: now).")
  private String asOf = "";

  @Mixin private RerankOption rerank = new RerankOption();

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "Write each question with its answer and measures, a JSON object a line.")
  private @Nullable Path out;

  @Option(
      names = "--curve",
      paramLabel = "FILE.png",
      description = "Draw risk over coverage, and write its points to FILE.json.")
  private @Nullable Path curve;

  @Option(
      names = "--threshold",
      paramLabel = "VALUE",
      description = "Threshold of the evidence to point out on the curve (default: the corpus').")
  private @Nullable Double threshold;

  @Option(
      names = "--gate",
      paramLabel = "MEASURE=VALUE",
      description = "Exit with 1 when a measure is lower, such as token_f1=0.4.")
  private Map<String, Double> gates = new LinkedHashMap<>();

  @Option(
      names = "--explain",
      paramLabel = "ID",
      description = "Ask only this question, and show its answer with unit, signals and reasons.")
  private @Nullable String explain;

  /** A question with what became of it. */
  private record Asked(QuestionFile.Question question, Answer answer, double millis) {
    boolean answered() {
      return answer.getOutcome() == Outcome.OUTCOME_ANSWERED;
    }

    Set<String> cited() {
      return answer.getCitationsList().stream()
          .map(citation -> Names.documentId(citation.getDocument()))
          .collect(Collectors.toSet());
    }

    Judgement judgement() {
      return new Judgement(
          question, answered(), cited(), answer.getText(), answer.getShortAnswer());
    }

    RiskReport.Judged judged() {
      return new RiskReport.Judged(judgement(), answer);
    }

    double f1() {
      return AnswerMeasures.tokenF1(answer.getText(), question.answer());
    }

    double evidence() {
      return answer.getEvidence().getScore();
    }
  }

  @Override
  protected ExitCode run(GatewayClient gateway, Terminal terminal) throws IOException {
    Path picture = curve;
    if (picture != null) {
      RiskPicture.require(picture);
    }
    Double pointedOut = threshold;
    if (pointedOut != null && !(pointedOut >= 0 && pointedOut <= 1)) {
      throw new CommandFailure(
          ExitCode.WRONG_USAGE, "--threshold " + pointedOut + " is not between 0 and 1");
    }
    AskRequest common = common();
    List<QuestionFile.Question> all = QuestionFile.read(questions);
    String id = explain;
    if (id != null) {
      return explain(gateway, terminal, all, id);
    }
    List<Asked> asked =
        Parallel.map(
            all,
            AT_ONCE,
            new Progress(terminal, "questions"),
            q -> ask(gateway, q, request(common, q).build()));
    Judgements judged = new Judgements(asked.stream().map(Asked::judgement).toList());
    Map<String, Interval> measures = measures(asked);
    measures.putAll(judged.whole());
    RiskReport risk =
        RiskReport.of(asked.stream().map(Asked::judged).toList(), Optional.ofNullable(pointedOut));
    if (terminal.json()) {
      ObjectNode result = json(asked, measures);
      judged.put(result);
      result.set("risk_coverage", risk.json());
      terminal.result(result);
    } else {
      EvaluateCommand.print(terminal, measures);
      double[] millis = values(asked, a -> true, Asked::millis);
      terminal.line("%-22s %.3f", "auc", auc(asked));
      terminal.line("%-22s %.3f", "false refusals at 85 %", falseRefusals(asked));
      terminal.line(
          "%-22s p50 %.0f, p95 %.0f",
          "time, ms", AnswerMeasures.quantile(millis, 0.5), AnswerMeasures.quantile(millis, 0.95));
      terminal.line("%-22s %d", "questions", asked.size());
      risk.print(terminal);
      judged.print(terminal);
      worst(terminal, asked);
    }
    write(asked);
    if (picture != null) {
      RiskPicture.write(picture, risk);
    }
    return Gates.check(terminal, gates, measures);
  }

  private ExitCode explain(
      GatewayClient gateway, Terminal terminal, List<QuestionFile.Question> all, String id) {
    QuestionFile.Question question =
        all.stream()
            .filter(q -> q.id().equals(id))
            .findFirst()
            .orElseThrow(() ->
                new CommandFailure(
                    ExitCode.WRONG_USAGE,
                    "--explain " + id + ": " + questions + " has no such _id"));
    Asked asked = ask(gateway, question, request(common(), question).setExplain(true).build());
    new Explained(asked.judgement(), asked.answer()).print(terminal);
    return ExitCode.DONE;
  }

  private static Asked ask(
      GatewayClient gateway, QuestionFile.Question question, AskRequest request) {
    long start = System.nanoTime();
    Answer answer = Answers.ask(gateway, request);
    return new Asked(question, answer, (System.nanoTime() - start) / 1e6);
  }

  /** What all questions share. */
  private AskRequest common() {
    AskRequest.Builder request =
        AskRequest.newBuilder().setParent(Names.corpus(corpus)).setRerank(rerank.message());
    if (!asOf.isEmpty()) {
      request.setAsOf(QuestionFile.instantFlag(asOf, "--as-of"));
    }
    return request.build();
  }

  private static AskRequest.Builder request(AskRequest common, QuestionFile.Question question) {
    AskRequest.Builder request =
        common.toBuilder().setQuestion(question.text()).addAllHistory(question.turns());
    question.asOf().ifPresent(request::setAsOf);
    return request;
  }

  private static Map<String, Interval> measures(List<Asked> asked) {
    Predicate<Asked> answerable = a -> a.question().answerable();
    Predicate<Asked> answered = answerable.and(Asked::answered);
    Map<String, Interval> measures = new LinkedHashMap<>();
    measures.put(
        "cited_recall",
        AnswerMeasures.mean(
            values(
                asked, answered, a -> AnswerMeasures.citedRecall(a.cited(), a.question().gold()))));
    measures.put(
        "cited_precision",
        AnswerMeasures.mean(
            values(
                asked,
                answered,
                a -> AnswerMeasures.citedPrecision(a.cited(), a.question().gold()))));
    measures.put("token_f1", AnswerMeasures.mean(values(asked, answered, Asked::f1)));
    measures.put(
        "refused_unanswerable",
        AnswerMeasures.mean(values(asked, answerable.negate(), a -> a.answered() ? 0 : 1)));
    measures.put(
        "refused_answerable",
        AnswerMeasures.mean(values(asked, answerable, a -> a.answered() ? 0 : 1)));
    return measures;
  }

  private static ObjectNode json(List<Asked> asked, Map<String, Interval> measures) {
    ObjectNode result = EvaluateCommand.json(measures);
    double[] millis = values(asked, a -> true, Asked::millis);
    EvaluateCommand.put(result, "auc", auc(asked));
    EvaluateCommand.put(result, "false_refusals_at_85", falseRefusals(asked));
    EvaluateCommand.put(result, "p50_ms", AnswerMeasures.quantile(millis, 0.5));
    EvaluateCommand.put(result, "p95_ms", AnswerMeasures.quantile(millis, 0.95));
    result.put("questions", asked.size());
    ArrayNode worst = result.putArray("worst");
    lowest(asked)
        .forEach(a ->
            worst
                .addObject()
                .put("_id", a.question().id())
                .put("token_f1", a.f1())
                .put("outcome", a.answer().getOutcome().name().replaceFirst("^OUTCOME_", "")));
    return result;
  }

  private static void worst(Terminal terminal, List<Asked> asked) {
    terminal.line("lowest token F1:");
    lowest(asked)
        .forEach(a ->
            terminal.line(
                "  %-12s %.2f  %s | %s",
                a.question().id(),
                a.f1(),
                Terminal.brief(a.question().text(), 60),
                Terminal.brief(a.answer().getText(), 80)));
    list(
        terminal,
        "answered though unanswerable:",
        asked,
        a -> !a.question().answerable() && a.answered(),
        Comparator.comparingDouble(a -> -a.evidence()));
    list(
        terminal,
        "refused though answerable:",
        asked,
        a -> a.question().answerable() && !a.answered(),
        Comparator.comparingDouble(Asked::evidence));
  }

  private static void list(
      Terminal terminal,
      String title,
      List<Asked> asked,
      Predicate<Asked> which,
      Comparator<Asked> order) {
    List<Asked> chosen = asked.stream().filter(which).sorted(order).limit(WORST).toList();
    if (!chosen.isEmpty()) {
      terminal.line("%s", title);
      chosen.forEach(a ->
          terminal.line(
              "  %-12s %.2f  %s",
              a.question().id(), a.evidence(), Terminal.brief(a.question().text(), 90)));
    }
  }

  private static List<Asked> lowest(List<Asked> asked) {
    return asked.stream()
        .filter(a -> a.question().answerable() && a.answered())
        .sorted(Comparator.comparingDouble(Asked::f1))
        .limit(WORST)
        .toList();
  }

  private static double auc(List<Asked> asked) {
    return AnswerMeasures.auc(
        values(asked, a -> a.question().answerable(), Asked::evidence),
        values(asked, a -> !a.question().answerable(), Asked::evidence));
  }

  private static double falseRefusals(List<Asked> asked) {
    return AnswerMeasures.falseRefusalsAt(
        values(asked, a -> a.question().answerable(), Asked::evidence),
        values(asked, a -> !a.question().answerable(), Asked::evidence),
        REFUSED);
  }

  private static double[] values(
      List<Asked> asked, Predicate<Asked> which, ToDoubleFunction<Asked> value) {
    return asked.stream().filter(which).mapToDouble(value).toArray();
  }

  private void write(List<Asked> asked) throws IOException {
    Path file = out;
    if (file == null) {
      return;
    }
    List<String> lines = new ArrayList<>();
    for (Asked a : asked) {
      ObjectNode node =
          Terminal.object()
              .put("_id", a.question().id())
              .put("question", a.question().text())
              .put("answerable", a.question().answerable())
              .put("token_f1", a.f1())
              .put("right", a.judgement().right());
      node.set("answer", Answers.json(a.answer()));
      lines.add(node.toString());
    }
    Files.write(file, lines);
  }
}
