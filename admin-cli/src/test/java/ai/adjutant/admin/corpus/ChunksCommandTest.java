package ai.adjutant.admin.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import ai.adjutant.admin.scripted.ScriptedServer;
import ai.adjutant.admin.scripted.ScriptedServer.Ran;
import ai.adjutant.retrieval.v1.Chunk;
import ai.adjutant.retrieval.v1.Document;
import ai.adjutant.retrieval.v1.DocumentServiceGrpc.DocumentServiceImplBase;
import ai.adjutant.retrieval.v1.ListChunksRequest;
import ai.adjutant.retrieval.v1.ListChunksResponse;
import ai.adjutant.retrieval.v1.ListDocumentsRequest;
import ai.adjutant.retrieval.v1.ListDocumentsResponse;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Writes every page of every document, or leaves the file as it was. */
final class ChunksCommandTest {
  private final Scripted documents = new Scripted();
  private final ScriptedServer server = new ScriptedServer(documents);

  @TempDir Path folder;

  @AfterEach
  void stop() {
    server.close();
  }

  private static final class Scripted extends DocumentServiceImplBase {
    private volatile boolean broken;

    @Override
    public void listDocuments(
        ListDocumentsRequest request, StreamObserver<ListDocumentsResponse> observer) {
      boolean first = request.getPageToken().isEmpty();
      observer.onNext(
          ListDocumentsResponse.newBuilder()
              .addDocuments(
                  Document.newBuilder()
                      .setName(request.getParent() + "/documents/" + (first ? "a/b.md" : "c.md")))
              .setNextPageToken(first ? "more" : "")
              .build());
      observer.onCompleted();
    }

    @Override
    public void listChunks(ListChunksRequest request, StreamObserver<ListChunksResponse> observer) {
      if (broken && request.getParent().endsWith("c.md")) {
        observer.onError(Status.NOT_FOUND.withDescription("it is gone").asRuntimeException());
        return;
      }
      int number = request.getPageToken().isEmpty() ? 0 : 1;
      observer.onNext(
          ListChunksResponse.newBuilder()
              .addChunks(
                  Chunk.newBuilder()
                      .setName(request.getParent() + "/chunks/" + number)
                      .setSearchText("Title\nText " + number))
              .setNextPageToken(number == 0 ? "next" : "")
              .build());
      observer.onCompleted();
    }
  }

  @Test
  void writesALineForEachChunk() throws IOException {
    Path to = folder.resolve("passages.jsonl");
    Ran ran = server.run("corpus", "chunks", "handbook", "--to", to.toString());
    assertThat(ran.exit()).isZero();
    assertThat(ran.out()).contains("4 chunks of 2 documents");
    assertThat(to)
        .hasContent(
            """
            {"id":"a/b.md#0","document":"a/b.md","text":"Title\\nText 0"}
            {"id":"a/b.md#1","document":"a/b.md","text":"Title\\nText 1"}
            {"id":"c.md#0","document":"c.md","text":"Title\\nText 0"}
            {"id":"c.md#1","document":"c.md","text":"Title\\nText 1"}
            """);
  }

  @Test
  void leavesTheFileAsItWasWhereTheServerFails() throws IOException {
    documents.broken = true;
    Path to = Files.writeString(folder.resolve("passages.jsonl"), "before");
    Ran ran = server.run("corpus", "chunks", "handbook", "--to", to.toString());
    assertThat(ran.exit()).isNotZero();
    assertThat(to).hasContent("before");
    assertThat(folder).isDirectoryNotContaining("glob:**.new");
  }
}
