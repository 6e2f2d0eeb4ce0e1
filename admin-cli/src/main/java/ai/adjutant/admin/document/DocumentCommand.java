package ai.adjutant.admin.document;

import ai.adjutant.admin.client.GatewayClient;
import ai.adjutant.admin.client.GatewayCommand;
import ai.adjutant.admin.client.Names;
import ai.adjutant.admin.terminal.ExitCode;
import ai.adjutant.admin.terminal.Terminal;
import ai.adjutant.retrieval.v1.DeleteDocumentRequest;
import ai.adjutant.retrieval.v1.Document;
import ai.adjutant.retrieval.v1.DocumentView;
import ai.adjutant.retrieval.v1.GetDocumentRequest;
import ai.adjutant.retrieval.v1.ListDocumentsRequest;
import ai.adjutant.retrieval.v1.ListDocumentsResponse;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code document}. */
@Command(
    name = "document",
    description = "List, show and delete documents.",
    subcommands = {
      DocumentCommand.ListDocuments.class,
      DocumentCommand.ShowDocument.class,
      DocumentCommand.DeleteDocument.class
    })
public final class DocumentCommand {
  private static ObjectNode json(Document document) {
    ObjectNode node =
        Terminal.object()
            .put("document", Names.documentId(document.getName()))
            .put("title", document.getTitle())
            .put("version", document.getVersion())
            .put("content_type", document.getContentType())
            .put("language", document.getLanguage())
            .put("label", document.getLabel())
            .put("pages", document.getPageCount())
            .put("chunks", document.getChunkCount())
            .put("bytes", document.getByteCount())
            .put("loaded", time(document.getLoadTime()));
    if (document.hasEffectiveFrom()) {
      node.put("effective_from", time(document.getEffectiveFrom()));
    }
    if (document.hasEffectiveUntil()) {
      node.put("effective_until", time(document.getEffectiveUntil()));
    }
    ObjectNode metadata = node.putObject("metadata");
    new TreeMap<>(document.getMetadataMap()).forEach(metadata::put);
    return node;
  }

  private static String time(Timestamp time) {
    return Instant.ofEpochSecond(time.getSeconds()).toString();
  }

  /** {@code document list}. */
  @Command(name = "list", description = "List the documents of a corpus.")
  static final class ListDocuments extends GatewayCommand {
    @Option(
        names = {"-c", "--corpus"},
        required = true,
        paramLabel = "NAME",
        description = "Name of the corpus.")
    private String corpus = "";

    @Option(
        names = "--filter",
        paramLabel = "FILTER",
        defaultValue = "",
        description = "Such as: label = \"public\" AND metadata.owner = \"billing\".")
    private String filter = "";

    @Override
    protected ExitCode run(GatewayClient gateway, Terminal terminal) {
      List<Document> documents = new ArrayList<>();
      String token = "";
      do {
        ListDocumentsRequest request =
            ListDocumentsRequest.newBuilder()
                .setParent(Names.corpus(corpus))
                .setFilter(filter)
                .setPageSize(1_000)
                .setPageToken(token)
                .build();
        ListDocumentsResponse page =
            gateway.retrying(() -> gateway.documents().listDocuments(request));
        documents.addAll(page.getDocumentsList());
        token = page.getNextPageToken();
      } while (!token.isEmpty());
      if (terminal.json()) {
        ObjectNode result = Terminal.object();
        ArrayNode list = result.putArray("documents");
        documents.forEach(document -> list.add(json(document)));
        terminal.result(result);
        return ExitCode.DONE;
      }
      List<List<String>> rows = new ArrayList<>();
      rows.add(List.of("DOCUMENT", "CHUNKS", "BYTES", "TITLE"));
      for (Document document : documents) {
        rows.add(
            List.of(
                Terminal.brief(Names.documentId(document.getName()), 60),
                String.valueOf(document.getChunkCount()),
                String.valueOf(document.getByteCount()),
                Terminal.brief(document.getTitle(), 60)));
      }
      terminal.table(rows);
      return ExitCode.DONE;
    }
  }

  /** {@code document show}. */
  @Command(name = "show", description = "Show one document.")
  static final class ShowDocument extends GatewayCommand {
    @Option(
        names = {"-c", "--corpus"},
        required = true,
        paramLabel = "NAME",
        description = "Name of the corpus.")
    private String corpus = "";

    @Option(names = "--text", description = "Show its text too.")
    private boolean text;

    @Parameters(paramLabel = "DOCUMENT", description = "Name of the document.")
    private String document = "";

    @Override
    protected ExitCode run(GatewayClient gateway, Terminal terminal) {
      GetDocumentRequest request =
          GetDocumentRequest.newBuilder()
              .setName(Names.document(corpus, document))
              .setView(text ? DocumentView.DOCUMENT_VIEW_FULL : DocumentView.DOCUMENT_VIEW_BASIC)
              .build();
      Document found =
          gateway.retrying(() -> gateway.documents().getDocument(request)).getDocument();
      if (terminal.json()) {
        ObjectNode node = json(found);
        if (text) {
          node.put("text", found.getText());
        }
        terminal.result(node);
        return ExitCode.DONE;
      }
      json(found)
          .properties()
          .forEach(field ->
              terminal.line(
                  "%-16s %s",
                  field.getKey(),
                  Terminal.safe(
                      field.getValue().isObject()
                          ? field.getValue().toString()
                          : field.getValue().asText())));
      if (text) {
        terminal.line("");
        terminal.line("%s", Terminal.safe(found.getText()));
      }
      return ExitCode.DONE;
    }
  }

  /** {@code document delete}. */
  @Command(name = "delete", description = "Delete a document from a corpus.")
  static final class DeleteDocument extends GatewayCommand {
    @Option(
        names = {"-c", "--corpus"},
        required = true,
        paramLabel = "NAME",
        description = "Name of the corpus.")
    private String corpus = "";

    @Parameters(paramLabel = "DOCUMENT", description = "Name of the document.")
    private String document = "";

    @Override
    protected ExitCode run(GatewayClient gateway, Terminal terminal) {
      var unused =
          gateway
              .documents()
              .deleteDocument(
                  DeleteDocumentRequest.newBuilder()
                      .setName(Names.document(corpus, document))
                      .build());
      if (terminal.json()) {
        terminal.result(Terminal.object().put("deleted", document));
      } else {
        terminal.line("deleted %s", document);
      }
      return ExitCode.DONE;
    }
  }
}
