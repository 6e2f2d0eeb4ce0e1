package ai.adjutant.admin.corpus;

import ai.adjutant.admin.client.GatewayClient;
import ai.adjutant.admin.client.GatewayCommand;
import ai.adjutant.admin.client.Names;
import ai.adjutant.admin.terminal.ExitCode;
import ai.adjutant.admin.terminal.Progress;
import ai.adjutant.admin.terminal.Terminal;
import ai.adjutant.retrieval.v1.Chunk;
import ai.adjutant.retrieval.v1.Document;
import ai.adjutant.retrieval.v1.ListChunksRequest;
import ai.adjutant.retrieval.v1.ListChunksResponse;
import ai.adjutant.retrieval.v1.ListDocumentsRequest;
import ai.adjutant.retrieval.v1.ListDocumentsResponse;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code corpus chunks}. */
@Command(
    name = "chunks",
    description = {
      "Write the chunks of a corpus to a file, a JSON object a line: {id, document, text}.",
      "The text is what the encoder sees. './adjutant tune encoder' learns from such files."
    })
final class ChunksCommand extends GatewayCommand {
  @Parameters(paramLabel = "NAME", description = "Name of the corpus.")
  private String name = "";

  @Option(
      names = "--to",
      required = true,
      paramLabel = "FILE",
      description = "The file, which is replaced once all is written.")
  private Path to = Path.of("");

  private int documents;
  private int chunks;

  @Override
  protected ExitCode run(GatewayClient gateway, Terminal terminal) throws IOException {
    Path fresh = to.resolveSibling(to.getFileName() + ".new");
    Progress progress = new Progress(terminal, "documents");
    try (BufferedWriter out = Files.newBufferedWriter(fresh)) {
      String token = "";
      do {
        ListDocumentsRequest request =
            ListDocumentsRequest.newBuilder()
                .setParent(Names.corpus(name))
                .setPageSize(1_000)
                .setPageToken(token)
                .build();
        ListDocumentsResponse page =
            gateway.retrying(() -> gateway.documents().listDocuments(request));
        for (Document document : page.getDocumentsList()) {
          write(gateway, document, out);
          documents++;
          progress.at(documents, 0);
        }
        token = page.getNextPageToken();
      } while (!token.isEmpty());
    } catch (IOException | RuntimeException e) {
      Files.deleteIfExists(fresh);
      throw e;
    } finally {
      progress.end();
    }
    Files.move(fresh, to, StandardCopyOption.REPLACE_EXISTING);
    if (terminal.json()) {
      terminal.result(
          Terminal.object().put("corpus", name).put("documents", documents).put("chunks", chunks));
    } else {
      terminal.line("%d chunks of %d documents: %s", chunks, documents, to);
    }
    return ExitCode.DONE;
  }

  private void write(GatewayClient gateway, Document document, BufferedWriter out)
      throws IOException {
    String token = "";
    do {
      ListChunksRequest request =
          ListChunksRequest.newBuilder()
              .setParent(document.getName())
              .setPageSize(1_000)
              .setPageToken(token)
              .build();
      ListChunksResponse page = gateway.retrying(() -> gateway.documents().listChunks(request));
      for (Chunk chunk : page.getChunksList()) {
        out.write(
            Terminal.object()
                .put("id", Names.chunkId(chunk.getName()))
                .put("document", Names.documentId(document.getName()))
                .put("text", chunk.getSearchText())
                .toString());
        out.write('\n');
        chunks++;
      }
      token = page.getNextPageToken();
    } while (!token.isEmpty());
  }
}
