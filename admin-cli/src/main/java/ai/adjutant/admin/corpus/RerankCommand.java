package ai.adjutant.admin.corpus;

import ai.adjutant.admin.client.GatewayClient;
import ai.adjutant.admin.client.GatewayCommand;
import ai.adjutant.admin.client.Names;
import ai.adjutant.admin.terminal.ExitCode;
import ai.adjutant.admin.terminal.Terminal;
import ai.adjutant.retrieval.v1.Corpus;
import ai.adjutant.retrieval.v1.Rerank;
import ai.adjutant.retrieval.v1.UpdateCorpusRequest;
import com.google.protobuf.FieldMask;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code corpus rerank}. */
@Command(
    name = "rerank",
    description = "Set whether the best hits of searches in a corpus are read and reranked.")
final class RerankCommand extends GatewayCommand {
  @Parameters(index = "0", paramLabel = "NAME", description = "Name of the corpus.")
  private String name = "";

  @Parameters(
      index = "1",
      paramLabel = "on|off|default",
      description =
          "on: where a reader serves that knows the corpus' language; default: off. A search may"
              + " say otherwise.")
  private Choice choice = Choice.DEFAULT;

  /** What may be chosen. */
  enum Choice {
    ON(Rerank.RERANK_ON),
    OFF(Rerank.RERANK_OFF),
    DEFAULT(Rerank.RERANK_UNSPECIFIED);

    private final Rerank message;

    Choice(Rerank message) {
      this.message = message;
    }

    /** As people write it, since "default" can't name a constant. */
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  @Override
  protected ExitCode run(GatewayClient gateway, Terminal terminal) {
    Corpus updated =
        gateway
            .corpora()
            .updateCorpus(
                UpdateCorpusRequest.newBuilder()
                    .setCorpus(
                        Corpus.newBuilder().setName(Names.corpus(name)).setRerank(choice.message))
                    .setUpdateMask(FieldMask.newBuilder().addPaths("rerank"))
                    .build())
            .getCorpus();
    CorpusCommand.show(terminal, updated);
    return ExitCode.DONE;
  }

  /** What a corpus says, as people write it. */
  static String name(Corpus corpus) {
    return corpus.getRerank() == Rerank.RERANK_UNSPECIFIED
        ? "default"
        : corpus.getRerank().name().replaceFirst("^RERANK_", "").toLowerCase(Locale.ROOT);
  }
}
