package ai.adjutant.admin.evaluate;

import ai.adjutant.admin.client.GatewayClient;
import ai.adjutant.admin.client.GatewayCommand;
import ai.adjutant.admin.client.JsonLines;
import ai.adjutant.admin.client.Names;
import ai.adjutant.admin.terminal.CommandFailure;
import ai.adjutant.admin.terminal.ExitCode;
import ai.adjutant.admin.terminal.Progress;
import ai.adjutant.admin.terminal.Terminal;
import ai.adjutant.inference.v1.ReadPair;
import ai.adjutant.inference.v1.ReadPurpose;
import ai.adjutant.inference.v1.ReadRequest;
import ai.adjutant.inference.v1.ReadResponse;
import ai.adjutant.statistics.Interval;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code evaluate read}. */
@Command(
    name = "read",
    description = {
      "How well a reader finds answers, and knows where there is none; 95 %% bootstrap intervals.",
      "span_f1, span_em: the best span of each answerable passage; auc: answerable or not.",
      "f1, em, has_ans_f1, no_ans: as SQuAD 2 counts them on one half of the passages, silent"
          + " below",
      "the threshold that is best on the other half; with @.5, on all passages at one half."
    })
final class EvaluateReadCommand extends GatewayCommand {
  private static final int PAIRS_OF_A_CALL = 16;
  private static final int AT_ONCE = 2;

  @Option(
      names = "--triples",
      required = true,
      paramLabel = "FILE",
      description = {
        "JSON Lines, plain or .gz: {source, language, context, question, answers, kind?};",
        "answers: [{text, start}], start in code points; no answers where there is none."
      })
  private Path triples = Path.of("");

  @Option(
      names = "--model",
      paramLabel = "NAME",
      defaultValue = "",
      description = "Name of the reader (default: the first by name).")
  private String model = "";

  @Option(
      names = "--gate",
      paramLabel = "MEASURE=VALUE",
      description = "Exit with 1 when a measure is lower, such as span_f1=0.6.")
  private Map<String, Double> gates = new LinkedHashMap<>();

  @Override
  protected ExitCode run(GatewayClient gateway, Terminal terminal) throws IOException {
    List<Triple> all = JsonLines.read(triples, Triple::of);
    ReadResponse first = call(gateway, all.subList(0, 1));
    List<Triple> known = known(all, first.getLanguagesList());
    if (known.isEmpty()) {
      throw new CommandFailure(
          ExitCode.INPUT_REFUSED,
          "no line of " + triples + " is in a language of the reader: " + first.getLanguagesList());
    }
    if (known.size() < all.size()) {
      terminal.note(
          "%d lines are left out, the reader does not know their language; it knows %s",
          all.size() - known.size(), String.join(", ", first.getLanguagesList()));
    }
    ReadMeasures measures = new ReadMeasures(read(gateway, terminal, known));
    Map<String, Interval> whole = measures.whole();
    if (terminal.json()) {
      ObjectNode result = EvaluateCommand.json(whole);
      EvaluateCommand.put(result, "threshold", measures.threshold());
      result
          .put("count", known.size())
          .put("left_out", all.size() - known.size())
          .put("model", first.getModel())
          .put("model_digest", first.getModelDigest());
      measures.put(result);
      terminal.result(result);
    } else {
      EvaluateCommand.print(terminal, whole);
      terminal.line("%-22s %.4f", "threshold", measures.threshold());
      terminal.line("%-22s %d", "passages", known.size());
      measures.print(terminal);
    }
    return Gates.check(terminal, gates, whole);
  }

  private static List<Triple> known(List<Triple> all, List<String> languages) {
    return all.stream()
        .filter(triple ->
            languages.isEmpty()
                || triple.language().isEmpty()
                || languages.contains(triple.language()))
        .toList();
  }

  private List<TripleReading> read(GatewayClient gateway, Terminal terminal, List<Triple> all) {
    List<List<Triple>> calls = new ArrayList<>();
    for (int from = 0; from < all.size(); from += PAIRS_OF_A_CALL) {
      calls.add(all.subList(from, Math.min(all.size(), from + PAIRS_OF_A_CALL)));
    }
    return Parallel.map(
            calls, AT_ONCE, new Progress(terminal, "calls"), part -> readings(gateway, part))
        .stream()
        .flatMap(List::stream)
        .toList();
  }

  private List<TripleReading> readings(GatewayClient gateway, List<Triple> part) {
    ReadResponse response = call(gateway, part);
    if (response.getReadingsCount() != part.size()) {
      throw new CommandFailure(
          ExitCode.NOT_AVAILABLE,
          response.getReadingsCount() + " readings came of " + part.size() + " pairs");
    }
    List<TripleReading> readings = new ArrayList<>();
    for (int i = 0; i < part.size(); i++) {
      readings.add(TripleReading.of(part.get(i), response.getReadings(i)));
    }
    return readings;
  }

  private ReadResponse call(GatewayClient gateway, List<Triple> part) {
    ReadRequest.Builder request =
        ReadRequest.newBuilder().setPurpose(ReadPurpose.READ_PURPOSE_BULK).setSpansMax(1);
    if (!model.isEmpty()) {
      request.setModel(Names.model(model));
    }
    for (Triple triple : part) {
      request.addPairs(
          ReadPair.newBuilder().setText(triple.question()).setPassage(triple.context()));
    }
    return gateway.retrying(() -> gateway.reading().read(request.build()));
  }
}
