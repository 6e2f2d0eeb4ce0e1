package ai.adjutant.admin.corpus;

import ai.adjutant.admin.client.GatewayClient;
import ai.adjutant.admin.client.GatewayCommand;
import ai.adjutant.admin.client.Names;
import ai.adjutant.admin.terminal.CommandFailure;
import ai.adjutant.admin.terminal.ExitCode;
import ai.adjutant.admin.terminal.Terminal;
import ai.adjutant.retrieval.v1.AddTermsRequest;
import ai.adjutant.retrieval.v1.AddTermsResponse;
import ai.adjutant.retrieval.v1.ListTermsRequest;
import ai.adjutant.retrieval.v1.ListTermsResponse;
import ai.adjutant.retrieval.v1.RemoveTermsRequest;
import ai.adjutant.retrieval.v1.RemoveTermsResponse;
import ai.adjutant.retrieval.v1.Term;
import ai.adjutant.retrieval.v1.TermKind;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code corpus terms}. */
@Command(
    name = "terms",
    description = {
      "List, add and remove the terms of a corpus.",
      "Abbreviations that documents explain are collected when they are loaded. What people add"
          + " wins over them. Searches read a change at once."
    },
    subcommands = {
      TermsCommand.ListTerms.class,
      TermsCommand.AddTerms.class,
      TermsCommand.RemoveTerms.class
    })
final class TermsCommand {
  private static void noteReindex(Terminal terminal, boolean wanted, String corpus) {
    if (wanted) {
      terminal.note(
          "words of the corpus changed: './adjutant corpus reindex %s' takes them into the index",
          Terminal.safe(corpus));
    }
  }

  /** {@code corpus terms list}. */
  @Command(
      name = "list",
      description = "List the terms of a corpus: what they stand for, and who says so.")
  static final class ListTerms extends GatewayCommand {
    private static final int PAGE = 1_000;

    @Parameters(paramLabel = "CORPUS", description = "Name of the corpus.")
    private String corpus = "";

    @Option(
        names = "--limit",
        paramLabel = "N",
        defaultValue = "1000",
        description = "Show at most so many (default: ${DEFAULT-VALUE}).")
    private int limit;

    @Override
    protected ExitCode run(GatewayClient gateway, Terminal terminal) {
      if (limit < 1) {
        throw new CommandFailure(ExitCode.WRONG_USAGE, "--limit " + limit + " is not at least 1");
      }
      List<Term> terms = new ArrayList<>();
      String token = "";
      do {
        ListTermsRequest request =
            ListTermsRequest.newBuilder()
                .setParent(Names.corpus(corpus))
                .setPageSize(Math.min(PAGE, limit - terms.size()))
                .setPageToken(token)
                .build();
        ListTermsResponse page = gateway.retrying(() -> gateway.terms().listTerms(request));
        terms.addAll(page.getTermsList());
        token = page.getTermsCount() == 0 ? "" : page.getNextPageToken();
      } while (!token.isEmpty() && terms.size() < limit);
      if (terminal.json()) {
        ObjectNode result = Terminal.object().put("corpus", corpus).put("more", !token.isEmpty());
        ArrayNode list = result.putArray("terms");
        terms.forEach(term -> list.add(TermView.json(term)));
        terminal.result(result);
        return ExitCode.DONE;
      }
      List<List<String>> rows = new ArrayList<>();
      rows.add(TermView.HEAD);
      terms.forEach(term -> rows.add(TermView.row(term)));
      terminal.table(rows);
      if (!token.isEmpty()) {
        terminal.note("there are more; --limit shows them");
      }
      return ExitCode.DONE;
    }
  }

  /** {@code corpus terms add}. */
  @Command(
      name = "add",
      description = {
        "Add terms to a corpus.",
        "Give SHORT and LONG (\"FCR\" \"First Contact Resolution\"), or --file with a CSV of two"
            + " columns. With --kind word SHORT alone: a word of a Korean or Japanese corpus that"
            + " is not to be cut into its parts."
      })
  static final class AddTerms extends GatewayCommand {
    @Parameters(index = "0", paramLabel = "CORPUS", description = "Name of the corpus.")
    private String corpus = "";

    @Parameters(
        index = "1",
        arity = "0..1",
        paramLabel = "SHORT",
        defaultValue = "",
        description = "The abbreviation, one of two synonyms, or a word.")
    private String shortForm = "";

    @Parameters(
        index = "2",
        arity = "0..1",
        paramLabel = "LONG",
        defaultValue = "",
        description = "What it stands for, or the other synonym.")
    private String longForm = "";

    @Option(
        names = "--kind",
        paramLabel = "abbreviation|synonym|word",
        defaultValue = "abbreviation",
        description = "What the terms are (default: ${DEFAULT-VALUE}).")
    private KindName kind = KindName.abbreviation;

    @Option(
        names = "--file",
        paramLabel = "FILE",
        description =
            "A CSV in UTF-8 with a term a line: short form, long form. A first line that names the"
                + " columns is left out.")
    private @Nullable Path file;

    @Override
    protected ExitCode run(GatewayClient gateway, Terminal terminal) throws IOException {
      if (shortForm.isEmpty() == (file == null)) {
        throw new CommandFailure(ExitCode.WRONG_USAGE, "give either a SHORT form or --file");
      }
      List<Term> terms =
          file == null
              ? List.of(TermFile.term(shortForm, longForm, kind.kind()))
              : TermFile.read(file, kind.kind());
      AddTermsResponse added =
          gateway
              .terms()
              .addTerms(
                  AddTermsRequest.newBuilder()
                      .setParent(Names.corpus(corpus))
                      .addAllTerms(terms)
                      .build());
      if (terminal.json()) {
        terminal.result(
            Terminal.object()
                .put("corpus", corpus)
                .put("added", added.getAddedCount())
                .put("replaced", added.getReplacedCount())
                .put("reindex_wanted", added.getReindexWanted()));
      } else {
        terminal.line(
            "%d terms added, %d replaced", added.getAddedCount(), added.getReplacedCount());
        noteReindex(terminal, added.getReindexWanted(), corpus);
      }
      return ExitCode.DONE;
    }

    /** As people write it. */
    enum KindName {
      abbreviation,
      synonym,
      word;

      TermKind kind() {
        return switch (this) {
          case abbreviation -> TermKind.TERM_KIND_ABBREVIATION;
          case synonym -> TermKind.TERM_KIND_SYNONYM;
          case word -> TermKind.TERM_KIND_WORD;
        };
      }
    }
  }

  /** {@code corpus terms remove}. */
  @Command(
      name = "remove",
      description = {
        "Remove a term from a corpus.",
        "One that documents explain is suppressed until it is added again, whatever is loaded"
            + " meanwhile."
      })
  static final class RemoveTerms extends GatewayCommand {
    @Parameters(index = "0", paramLabel = "CORPUS", description = "Name of the corpus.")
    private String corpus = "";

    @Parameters(index = "1", paramLabel = "SHORT", description = "The short form.")
    private String shortForm = "";

    @Parameters(
        index = "2",
        arity = "0..1",
        paramLabel = "LONG",
        defaultValue = "",
        description = "The long form; without it all that SHORT stands for is removed.")
    private String longForm = "";

    @Override
    protected ExitCode run(GatewayClient gateway, Terminal terminal) {
      RemoveTermsResponse removed =
          gateway
              .terms()
              .removeTerms(
                  RemoveTermsRequest.newBuilder()
                      .setParent(Names.corpus(corpus))
                      .setShortForm(shortForm)
                      .setLongForm(longForm)
                      .build());
      if (terminal.json()) {
        terminal.result(
            Terminal.object()
                .put("corpus", corpus)
                .put("removed", removed.getDeletedCount())
                .put("suppressed", removed.getSuppressed())
                .put("reindex_wanted", removed.getReindexWanted()));
      } else {
        terminal.line(
            "%d terms removed%s",
            removed.getDeletedCount(),
            removed.getSuppressed()
                ? "; what documents explain is suppressed until it is added again"
                : "");
        noteReindex(terminal, removed.getReindexWanted(), corpus);
      }
      return ExitCode.DONE;
    }
  }
}
