package ai.adjutant.admin.corpus;

import ai.adjutant.admin.client.GatewayClient;
import ai.adjutant.admin.client.GatewayCommand;
import ai.adjutant.admin.client.Names;
import ai.adjutant.admin.terminal.CommandFailure;
import ai.adjutant.admin.terminal.ExitCode;
import ai.adjutant.admin.terminal.Terminal;
import ai.adjutant.retrieval.v1.Chunker;
import ai.adjutant.retrieval.v1.Corpus;
import ai.adjutant.retrieval.v1.CreateCorpusRequest;
import ai.adjutant.retrieval.v1.DeleteCorpusRequest;
import ai.adjutant.retrieval.v1.Evidence;
import ai.adjutant.retrieval.v1.GetCorpusRequest;
import ai.adjutant.retrieval.v1.ListCorporaRequest;
import ai.adjutant.retrieval.v1.ListCorporaResponse;
import ai.adjutant.retrieval.v1.UpdateCorpusRequest;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.FieldMask;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code corpus}. */
@Command(
    name = "corpus",
    description = "Create, load, show and delete corpora.",
    subcommands = {
      CorpusCommand.CreateCorpus.class,
      CorpusCommand.ListCorpora.class,
      CorpusCommand.ShowCorpus.class,
      LoadDocumentsCommand.class,
      ReindexCommand.class,
      ChunksCommand.class,
      CalibrateCommand.class,
      CorpusCommand.Threshold.class,
      AnswerModelCommand.class,
      RerankCommand.class,
      TermsCommand.class,
      CorpusCommand.DeleteCorpus.class
    })
public final class CorpusCommand {
  static Corpus get(GatewayClient gateway, String name) {
    return gateway
        .retrying(() ->
            gateway
                .corpora()
                .getCorpus(GetCorpusRequest.newBuilder().setName(Names.corpus(name)).build()))
        .getCorpus();
  }

  private static String chunker(Corpus corpus) {
    return corpus.getChunker() == Chunker.CHUNKER_WHOLE ? "whole" : "sections";
  }

  /** Where a corpus does not serve, its name and its problem are all that is known. */
  private static boolean serves(Corpus corpus) {
    return corpus.getProblem().isEmpty() || corpus.hasCreateTime();
  }

  private static ObjectNode json(Corpus corpus) {
    ObjectNode result = Terminal.object();
    if (serves(corpus)) {
      describe(corpus, result);
    } else {
      result.put("name", Names.corpusId(corpus.getName()));
      for (String unknown : List.of("language", "chunker", "documents", "chunks", "bytes")) {
        result.putNull(unknown);
      }
      result.putNull("encoder").putNull("vectors_used").putNull("threshold").putNull("calibrated");
    }
    return result.put("problem", corpus.getProblem().isEmpty() ? null : corpus.getProblem());
  }

  private static void describe(Corpus corpus, ObjectNode result) {
    result
        .put("name", Names.corpusId(corpus.getName()))
        .put("language", corpus.getLanguage())
        .put("chunker", chunker(corpus))
        .put("documents", corpus.getDocumentCount())
        .put("chunks", corpus.getChunkCount())
        .put("bytes", corpus.getByteCount())
        .put("encoder", corpus.hasEncoder() ? corpus.getEncoder().getModel() : null)
        .put("vectors_used", corpus.hasEncoder() && vectorsNotUsed(corpus).isEmpty())
        .put("threshold", corpus.getEvidence().getThreshold())
        .put("calibrated", corpus.getEvidence().getCalibrated())
        .put("answer_model", Names.modelId(corpus.getAnswerModel()))
        .put("rerank", RerankCommand.name(corpus))
        .put("terms", corpus.getTermCount())
        .put("reindex_wanted", corpus.getReindexWanted());
  }

  static void show(Terminal terminal, Corpus corpus) {
    if (terminal.json()) {
      terminal.result(json(corpus));
      return;
    }
    Evidence evidence = corpus.getEvidence();
    if (!corpus.getProblem().isEmpty()) {
      terminal.warn("problem: " + Terminal.safe(corpus.getProblem()));
    }
    terminal.line("corpus     %s", Names.corpusId(corpus.getName()));
    terminal.line("language   %s", corpus.getLanguage());
    terminal.line("chunker    %s", chunker(corpus));
    terminal.line("documents  %d", corpus.getDocumentCount());
    terminal.line("chunks     %d", corpus.getChunkCount());
    terminal.line("bytes      %d", corpus.getByteCount());
    terminal.line(
        "encoder    %s", corpus.hasEncoder() ? corpus.getEncoder().getModel() : "none yet");
    vectorsNotUsed(corpus).ifPresent(why -> terminal.line("vectors    %s", why));
    terminal.line(
        "threshold  %.3f, %s",
        evidence.getThreshold(),
        evidence.getCalibrated()
            ? evidence.getAnswerableCount() > 0
                ? "fitted on %d answerable and %d unanswerable questions"
                    .formatted(evidence.getAnswerableCount(), evidence.getUnanswerableCount())
                : "set by hand"
            : "not calibrated (the default; './adjutant corpus calibrate' fits it)");
    terminal.line(
        "answers    %s",
        corpus.getAnswerModel().isEmpty()
            ? "no model of its own ('./adjutant corpus model' names one)"
            : "by model " + Names.modelId(corpus.getAnswerModel()));
    terminal.line("rerank     %s", RerankCommand.name(corpus));
    terminal.line(
        "terms      %d added by people%s",
        corpus.getTermCount(),
        corpus.getReindexWanted()
            ? "; words of them are not in the index: './adjutant corpus reindex %s' takes them in"
                .formatted(Names.corpusId(corpus.getName()))
            : "");
  }

  /** Why its vectors are not used; empty where they are. */
  private static Optional<String> vectorsNotUsed(Corpus corpus) {
    List<String> known = corpus.getEncoder().getLanguagesList();
    String language = Locale.forLanguageTag(corpus.getLanguage()).getLanguage();
    boolean used =
        known.isEmpty()
            || known.stream()
                .anyMatch(tag -> Locale.forLanguageTag(tag).getLanguage().equals(language));
    return used
        ? Optional.empty()
        : Optional.of(
            "not used, the encoder knows %s, the corpus is %s"
                .formatted(String.join(", ", known), corpus.getLanguage()));
  }

  /** {@code corpus create}. */
  @Command(name = "create", description = "Create an empty corpus.")
  static final class CreateCorpus extends GatewayCommand {
    @Parameters(paramLabel = "NAME", description = "Lower-case letters, digits and hyphens.")
    private String name = "";

    @Option(
        names = "--language",
        paramLabel = "TAG",
        defaultValue = "en",
        description = "Language of the documents, such as en or ko (default: ${DEFAULT-VALUE}).")
    private String language = "en";

    @Option(
        names = "--chunker",
        paramLabel = "sections|whole",
        defaultValue = "sections",
        description =
            "sections: chunks of about 200 tokens under their headings; whole: one chunk a document"
                + " (default: ${DEFAULT-VALUE}).")
    private ChunkerName chunker = ChunkerName.sections;

    /** As people write it. */
    enum ChunkerName {
      sections,
      whole
    }

    @Override
    protected ExitCode run(GatewayClient gateway, Terminal terminal) {
      Corpus asked =
          Corpus.newBuilder()
              .setLanguage(language)
              .setChunker(
                  chunker == ChunkerName.whole ? Chunker.CHUNKER_WHOLE : Chunker.CHUNKER_SECTIONS)
              .build();
      Corpus created =
          gateway
              .corpora()
              .createCorpus(
                  CreateCorpusRequest.newBuilder().setCorpusId(name).setCorpus(asked).build())
              .getCorpus();
      if (terminal.json()) {
        terminal.result(json(created));
      } else {
        terminal.line("created corpus %s", Names.corpusId(created.getName()));
      }
      return ExitCode.DONE;
    }
  }

  /** {@code corpus list}. */
  @Command(name = "list", description = "List corpora.")
  static final class ListCorpora extends GatewayCommand {
    @Override
    protected ExitCode run(GatewayClient gateway, Terminal terminal) {
      List<Corpus> corpora = new ArrayList<>();
      String token = "";
      do {
        ListCorporaRequest request = ListCorporaRequest.newBuilder().setPageToken(token).build();
        ListCorporaResponse page = gateway.retrying(() -> gateway.corpora().listCorpora(request));
        corpora.addAll(page.getCorporaList());
        token = page.getNextPageToken();
      } while (!token.isEmpty());
      if (terminal.json()) {
        ObjectNode result = Terminal.object();
        ArrayNode list = result.putArray("corpora");
        corpora.forEach(corpus -> list.add(json(corpus)));
        terminal.result(result);
        return ExitCode.DONE;
      }
      List<List<String>> rows = new ArrayList<>();
      rows.add(List.of("CORPUS", "LANGUAGE", "DOCUMENTS", "CHUNKS", "THRESHOLD"));
      for (Corpus corpus : corpora) {
        rows.add(serves(corpus) ? row(corpus) : rowOfProblem(corpus));
      }
      terminal.table(rows);
      for (Corpus corpus : corpora) {
        if (!corpus.getProblem().isEmpty()) {
          terminal.warn(
              "problem: "
                  + Names.corpusId(corpus.getName())
                  + ": "
                  + Terminal.safe(corpus.getProblem()));
        }
      }
      return ExitCode.DONE;
    }
  }

  private static List<String> row(Corpus corpus) {
    return List.of(
        Names.corpusId(corpus.getName()),
        corpus.getLanguage(),
        String.valueOf(corpus.getDocumentCount()),
        String.valueOf(corpus.getChunkCount()),
        String.format(Locale.ROOT, "%.3f", corpus.getEvidence().getThreshold())
            + (corpus.getEvidence().getCalibrated() ? "" : " (default)"));
  }

  private static List<String> rowOfProblem(Corpus corpus) {
    return List.of(Names.corpusId(corpus.getName()), "-", "-", "-", "does not serve");
  }

  /** {@code corpus show}. */
  @Command(name = "show", description = "Show one corpus.")
  static final class ShowCorpus extends GatewayCommand {
    @Parameters(paramLabel = "NAME", description = "Name of the corpus.")
    private String name = "";

    @Override
    protected ExitCode run(GatewayClient gateway, Terminal terminal) {
      show(terminal, get(gateway, name));
      return ExitCode.DONE;
    }
  }

  /** {@code corpus threshold}. */
  @Command(
      name = "threshold",
      description = "Set by hand from which evidence on questions are answered.")
  static final class Threshold extends GatewayCommand {
    @Parameters(index = "0", paramLabel = "NAME", description = "Name of the corpus.")
    private String name = "";

    @Parameters(
        index = "1",
        paramLabel = "VALUE",
        description = "Between 0 (answers everything) and 1 (answers nothing).")
    private double value;

    @Override
    protected ExitCode run(GatewayClient gateway, Terminal terminal) {
      if (!(value >= 0 && value <= 1)) {
        throw new CommandFailure(
            ExitCode.WRONG_USAGE, "the threshold " + value + " is not between 0 and 1");
      }
      Corpus.Builder corpus = get(gateway, name).toBuilder();
      corpus
          .getEvidenceBuilder()
          .setThreshold(value)
          .setCalibrated(true)
          .setAnswerableCount(0)
          .setUnanswerableCount(0);
      show(
          terminal,
          gateway
              .corpora()
              .updateCorpus(
                  UpdateCorpusRequest.newBuilder()
                      .setCorpus(corpus)
                      .setUpdateMask(FieldMask.newBuilder().addPaths("evidence"))
                      .build())
              .getCorpus());
      return ExitCode.DONE;
    }
  }

  /** {@code corpus delete}. */
  @Command(name = "delete", description = "Delete a corpus with everything in it.")
  static final class DeleteCorpus extends GatewayCommand {
    @Parameters(paramLabel = "NAME", description = "Name of the corpus.")
    private String name = "";

    @Option(names = "--yes", description = "Do not ask.")
    private boolean yes;

    @Override
    protected ExitCode run(GatewayClient gateway, Terminal terminal) throws java.io.IOException {
      Corpus corpus = get(gateway, name);
      if (!yes) {
        if (!terminal.interactive()) {
          throw new CommandFailure(
              ExitCode.WRONG_USAGE, "nobody is there to be asked: say --yes to delete " + name);
        }
        terminal.note("Delete corpus %s with %d documents? [y/N]", name, corpus.getDocumentCount());
        int answer = options().input().read();
        if (answer != 'y' && answer != 'Y') {
          terminal.note("kept");
          return ExitCode.CHECK_SAID_NO;
        }
      }
      var unused =
          gateway
              .corpora()
              .deleteCorpus(DeleteCorpusRequest.newBuilder().setName(Names.corpus(name)).build());
      if (terminal.json()) {
        terminal.result(Terminal.object().put("deleted", name));
      } else {
        terminal.line("deleted corpus %s", name);
      }
      return ExitCode.DONE;
    }
  }
}
