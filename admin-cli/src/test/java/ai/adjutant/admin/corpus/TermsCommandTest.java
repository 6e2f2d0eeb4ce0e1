package ai.adjutant.admin.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import ai.adjutant.admin.scripted.ScriptedServer;
import ai.adjutant.admin.scripted.ScriptedServer.Ran;
import ai.adjutant.retrieval.v1.AddTermsRequest;
import ai.adjutant.retrieval.v1.AddTermsResponse;
import ai.adjutant.retrieval.v1.ListTermsRequest;
import ai.adjutant.retrieval.v1.ListTermsResponse;
import ai.adjutant.retrieval.v1.RemoveTermsRequest;
import ai.adjutant.retrieval.v1.RemoveTermsResponse;
import ai.adjutant.retrieval.v1.Term;
import ai.adjutant.retrieval.v1.TermKind;
import ai.adjutant.retrieval.v1.TermServiceGrpc.TermServiceImplBase;
import ai.adjutant.retrieval.v1.TermState;
import com.fasterxml.jackson.databind.JsonNode;
import com.google.protobuf.Timestamp;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The commands on terms, before a service that answers as a test says. */
final class TermsCommandTest {
  private static final Term EXPLAINED =
      Term.newBuilder()
          .setShortForm("MTTR")
          .setLongForm("Mean Time To Repair")
          .setKind(TermKind.TERM_KIND_ABBREVIATION)
          .setState(TermState.TERM_STATE_OVERRIDDEN)
          .setDocumentCount(2)
          .setChunk("corpora/depot/documents/a.md/chunks/0")
          .build();
  private static final Term ADDED =
      Term.newBuilder()
          .setShortForm("자동심사센터")
          .setKind(TermKind.TERM_KIND_WORD)
          .setState(TermState.TERM_STATE_ACTIVE)
          .setPrincipal("alice")
          .setAddTime(Timestamp.newBuilder().setSeconds(1_767_225_600))
          .build();

  private final Scripted terms = new Scripted();
  private final ScriptedServer server = new ScriptedServer(terms);

  @TempDir Path folder;

  @AfterEach
  void stop() {
    server.close();
  }

  private static final class Scripted extends TermServiceImplBase {
    private final List<AddTermsRequest> added = new CopyOnWriteArrayList<>();
    private volatile RemoveTermsRequest removed = RemoveTermsRequest.getDefaultInstance();

    @Override
    public void listTerms(ListTermsRequest request, StreamObserver<ListTermsResponse> observer) {
      boolean first = request.getPageToken().isEmpty();
      ListTermsResponse.Builder page =
          ListTermsResponse.newBuilder().addTerms(first ? EXPLAINED : ADDED);
      observer.onNext(page.setNextPageToken(first ? "next" : "").build());
      observer.onCompleted();
    }

    @Override
    public void addTerms(AddTermsRequest request, StreamObserver<AddTermsResponse> observer) {
      added.add(request);
      observer.onNext(
          AddTermsResponse.newBuilder()
              .setAddedCount(request.getTermsCount())
              .setReindexWanted(request.getTerms(0).getKind() == TermKind.TERM_KIND_WORD)
              .build());
      observer.onCompleted();
    }

    @Override
    public void removeTerms(
        RemoveTermsRequest request, StreamObserver<RemoveTermsResponse> observer) {
      removed = request;
      observer.onNext(
          RemoveTermsResponse.newBuilder().setDeletedCount(1).setSuppressed(true).build());
      observer.onCompleted();
    }
  }

  @Test
  void listsAllPagesWithTheirSources() {
    Ran text = server.run("corpus", "terms", "list", "depot");
    assertThat(text.exit()).as(text.err()).isZero();
    assertThat(text.out())
        .contains("MTTR", "Mean Time To Repair", "overridden", "a.md#0")
        .contains("자동심사센터", "word", "added by alice at 2026-01-01T00:00:00Z");
    JsonNode json = server.run("corpus", "terms", "list", "depot", "--json").json();
    assertThat(json.get("more").asBoolean()).isFalse();
    assertThat(json.get("terms")).hasSize(2);
    assertThat(json.get("terms").get(0).get("chunk").asText()).isEqualTo("a.md#0");
    assertThat(json.get("terms").get(0).get("principal").isNull()).isTrue();
    assertThat(json.get("terms").get(1).get("principal").asText()).isEqualTo("alice");
  }

  @Test
  void saysWhereThereAreMore() {
    Ran ran = server.run("corpus", "terms", "list", "depot", "--limit", "1");
    assertThat(ran.out()).contains("MTTR").doesNotContain("자동심사센터");
    assertThat(ran.err()).contains("--limit");
    assertThat(server.run("corpus", "terms", "list", "depot", "--limit", "0").exit()).isEqualTo(2);
  }

  @Test
  void addsOneTerm() {
    Ran ran = server.run("corpus", "terms", "add", "depot", "FCR", "First Contact Resolution");
    assertThat(ran.exit()).as(ran.err()).isZero();
    assertThat(ran.out()).contains("1 terms added");
    AddTermsRequest sent = terms.added.getFirst();
    assertThat(sent.getParent()).isEqualTo("corpora/depot");
    assertThat(sent.getTerms(0).getLongForm()).isEqualTo("First Contact Resolution");
    Ran word = server.run("corpus", "terms", "add", "depot", "자동심사센터", "--kind", "word");
    assertThat(word.err()).contains("corpus reindex depot");
    assertThat(terms.added.getLast().getTerms(0).getKind()).isEqualTo(TermKind.TERM_KIND_WORD);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Short,Long\\nFCR,First Contact Resolution\\nNPS,\"Net \"\"Promoter\"\" Score, yearly\"",
        "\uFEFF약어;뜻\\nFCR;First Contact Resolution\\n\\nNPS;Net \"Promoter\" Score, yearly",
        "FCR\\tFirst Contact Resolution\\nNPS\\tNet \"Promoter\" Score, yearly\\tmore"
      })
  void readsAFileOfTwoColumns(String lines) throws IOException {
    String text = lines.replace("\\n", "\n").replace("\\t", "\t");
    if (text.contains(";")) {
      text =
          text.replace("Net \"Promoter\" Score, yearly", "\"Net \"\"Promoter\"\" Score, yearly\"");
    }
    Path file = Files.writeString(folder.resolve("terms.csv"), text);
    Ran ran = server.run("corpus", "terms", "add", "depot", "--file", file.toString(), "--json");
    assertThat(ran.exit()).as(ran.err()).isZero();
    assertThat(ran.json().get("added").asInt()).isEqualTo(2);
    assertThat(terms.added.getFirst().getTermsList())
        .extracting(Term::getLongForm)
        .containsExactly("First Contact Resolution", "Net \"Promoter\" Score, yearly");
  }

  @Test
  void refusesWhatIsNoListOfTermsAndSendsNothing() throws IOException {
    Path file = folder.resolve("terms.csv");
    for (String text : List.of("", "FCR\n", "FCR,\n", "FCR,\"First\n", "Short,Long\n")) {
      Files.writeString(file, text);
      Ran ran = server.run("corpus", "terms", "add", "depot", "--file", file.toString());
      assertThat(ran.exit()).as(text).isEqualTo(3);
      assertThat(ran.err()).contains("terms.csv");
    }
    Files.write(file, "K\u00fcrzel,x".getBytes(StandardCharsets.ISO_8859_1));
    assertThat(server.run("corpus", "terms", "add", "depot", "--file", file.toString()).err())
        .contains("UTF-8");
    assertThat(server.run("corpus", "terms", "add", "depot").exit()).isEqualTo(2);
    assertThat(terms.added).isEmpty();
  }

  @Test
  void removesATerm() {
    Ran ran = server.run("corpus", "terms", "remove", "depot", "MTTR");
    assertThat(ran.out()).contains("1 terms removed", "suppressed until it is added again");
    assertThat(terms.removed.getShortForm()).isEqualTo("MTTR");
    assertThat(terms.removed.getLongForm()).isEmpty();
    assertThat(
            server
                .run("corpus", "terms", "remove", "depot", "MTTR", "Mean Time", "--json")
                .json()
                .get("suppressed")
                .asBoolean())
        .isTrue();
    assertThat(terms.removed.getLongForm()).isEqualTo("Mean Time");
  }
}
