package ai.adjutant.admin.evaluate;

import ai.adjutant.admin.client.GatewayClient;
import ai.adjutant.admin.client.GatewayCommand;
import ai.adjutant.admin.client.JsonLines;
import ai.adjutant.admin.terminal.CommandFailure;
import ai.adjutant.admin.terminal.ExitCode;
import ai.adjutant.admin.terminal.Progress;
import ai.adjutant.admin.terminal.Terminal;
import ai.adjutant.chat.v1.CheckClaimsRequest;
import ai.adjutant.chat.v1.CheckClaimsResponse;
import ai.adjutant.chat.v1.ClaimToCheck;
import ai.adjutant.chat.v1.GroundReaderUse;
import ai.adjutant.statistics.Interval;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code evaluate ground}. */
@Command(
    name = "ground",
    description = {
      "How well the ground check finds claims that passages do not support, by rules alone and"
          + " with",
      "a reader; 95 %% bootstrap intervals. f1, precision, recall: of the unsupported claims, all",
      "that are not labelled supported; kept: share of the supported ones that stand;",
      "balanced_accuracy: mean of recall and kept."
    })
final class EvaluateGroundCommand extends GatewayCommand {
  private static final int CLAIMS_OF_A_CALL = 16;
  private static final int AT_ONCE = 2;
  private static final String RULES = "rules_";

  @Option(
      names = "--claims",
      required = true,
      paramLabel = "FILE",
      description = {
        "JSON Lines, plain or .gz: {claim, passage or evidence, label, kind?, source?, language?};",
        "label: supported, contradicted, unsupported, not-found or partial; generic is left out."
      })
  private Path claims = Path.of("");

  @Option(
      names = "--gate",
      paramLabel = "MEASURE=VALUE",
      description =
          "Exit with 1 when a measure is lower, such as f1=0.9 or rules_f1=0.8 (without a reader).")
  private Map<String, Double> gates = new LinkedHashMap<>();

  /** Why a reader took no part, of calls where it should have. */
  private final Set<String> skipped = new ConcurrentSkipListSet<>();

  private final Set<String> readers = new ConcurrentSkipListSet<>();

  @Override
  protected ExitCode run(GatewayClient gateway, Terminal terminal) throws IOException {
    List<JudgedClaim> all = JsonLines.read(claims, JudgedClaim::of);
    List<JudgedClaim> judged =
        all.stream().filter(one -> one.label() != JudgedClaim.Label.GENERIC).toList();
    if (judged.isEmpty()) {
      throw new CommandFailure(
          ExitCode.INPUT_REFUSED, "every line of " + claims + " is generic: nothing to check");
    }
    if (judged.size() < all.size()) {
      terminal.note("%d generic lines are left out", all.size() - judged.size());
    }
    List<List<JudgedClaim>> calls = calls(judged);
    GroundMeasures rules = check(gateway, terminal, calls, GroundReaderUse.GROUND_READER_USE_OFF);
    GroundMeasures read = check(gateway, terminal, calls, GroundReaderUse.GROUND_READER_USE_ON);
    skipped.forEach(why -> terminal.warn("a reader did not take part everywhere: " + why));
    if (terminal.json()) {
      ObjectNode result = Terminal.object();
      result.put("count", judged.size()).put("left_out", all.size() - judged.size());
      readers.forEach(result.putArray("readers")::add);
      skipped.forEach(result.putArray("reader_skipped")::add);
      result.set("with_reader", read.json());
      result.set("rules", rules.json());
      terminal.result(result);
    } else {
      print(terminal, rules, read);
    }
    Map<String, Interval> measures = new LinkedHashMap<>(read.whole());
    rules.whole().forEach((name, interval) -> measures.put(RULES + name, interval));
    return Gates.check(terminal, gates, measures);
  }

  /** A call has one language. */
  private static List<List<JudgedClaim>> calls(List<JudgedClaim> judged) {
    Map<String, List<JudgedClaim>> languages =
        judged.stream()
            .collect(
                Collectors.groupingBy(
                    JudgedClaim::language, LinkedHashMap::new, Collectors.toList()));
    List<List<JudgedClaim>> calls = new ArrayList<>();
    for (List<JudgedClaim> one : languages.values()) {
      for (int from = 0; from < one.size(); from += CLAIMS_OF_A_CALL) {
        calls.add(one.subList(from, Math.min(one.size(), from + CLAIMS_OF_A_CALL)));
      }
    }
    return calls;
  }

  private GroundMeasures check(
      GatewayClient gateway,
      Terminal terminal,
      List<List<JudgedClaim>> calls,
      GroundReaderUse reader) {
    String shown = reader == GroundReaderUse.GROUND_READER_USE_ON ? "read" : "by rules";
    return new GroundMeasures(
        Parallel.map(
                calls,
                AT_ONCE,
                new Progress(terminal, shown),
                part -> verdicts(gateway, part, reader))
            .stream()
            .flatMap(List::stream)
            .toList());
  }

  private List<ClaimVerdict> verdicts(
      GatewayClient gateway, List<JudgedClaim> part, GroundReaderUse reader) {
    CheckClaimsRequest.Builder request =
        CheckClaimsRequest.newBuilder().setLanguage(part.getFirst().language()).setReader(reader);
    for (JudgedClaim one : part) {
      request.addClaims(ClaimToCheck.newBuilder().setText(one.claim()).addPassages(one.passage()));
    }
    CheckClaimsResponse response =
        gateway.retrying(() -> gateway.ground().checkClaims(request.build()));
    if (response.getClaimsCount() != part.size()) {
      throw new CommandFailure(
          ExitCode.NOT_AVAILABLE,
          response.getClaimsCount() + " results came of " + part.size() + " claims");
    }
    if (reader == GroundReaderUse.GROUND_READER_USE_ON) {
      String why = response.getReader().getSkippedReason();
      if (!why.isEmpty()) {
        skipped.add(why);
      }
      if (!response.getReader().getModel().isEmpty()) {
        readers.add(response.getReader().getModel());
      }
    }
    List<ClaimVerdict> verdicts = new ArrayList<>();
    for (int i = 0; i < part.size(); i++) {
      verdicts.add(ClaimVerdict.of(part.get(i), response.getClaims(i)));
    }
    return verdicts;
  }

  private void print(Terminal terminal, GroundMeasures rules, GroundMeasures read) {
    terminal.line("%-22s %d", "claims", read.all().size());
    terminal.line("%-22s %s", "reader", readers.isEmpty() ? "none" : String.join(", ", readers));
    table(terminal, "", rules.whole(), read.whole(), name -> "");
    terminal.line("");
    table(
        terminal,
        "kind: share judged rightly",
        rules.byKind(),
        read.byKind(),
        name -> String.valueOf(read.ofKind(name)));
    terminal.line("");
    table(
        terminal,
        "verdict: its precision",
        rules.byVerdict(),
        read.byVerdict(),
        name -> rules.ofVerdict(name) + ", " + read.ofVerdict(name));
  }

  private static void table(
      Terminal terminal,
      String title,
      Map<String, Interval> rules,
      Map<String, Interval> read,
      UnaryOperator<String> count) {
    terminal.line("%-28s %-24s %-24s", title, "by rules", "with a reader");
    Set<String> names = new TreeSet<>(rules.keySet());
    names.addAll(read.keySet());
    for (String name : names) {
      terminal.line(
          "%-28s %-24s %-24s %s",
          Terminal.brief(name, 28),
          cell(rules.getOrDefault(name, Interval.UNDEFINED)),
          cell(read.getOrDefault(name, Interval.UNDEFINED)),
          count.apply(name));
    }
  }

  private static String cell(Interval interval) {
    return Double.isNaN(interval.mean())
        ? "-"
        : "%.4f  [%.4f, %.4f]".formatted(interval.mean(), interval.low(), interval.high());
  }
}
