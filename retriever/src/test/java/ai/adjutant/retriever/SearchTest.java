package ai.adjutant.retriever;

import static ai.adjutant.retriever.RunningRetriever.ask;
import static ai.adjutant.retriever.RunningRetriever.into;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.adjutant.chassis.transport.Endpoint;
import ai.adjutant.chassis.transport.Statuses;
import ai.adjutant.retrieval.v1.FusionMethod;
import ai.adjutant.retrieval.v1.FusionOptions;
import ai.adjutant.retrieval.v1.Hit;
import ai.adjutant.retrieval.v1.Leg;
import ai.adjutant.retrieval.v1.LegScore;
import ai.adjutant.retrieval.v1.ListDocumentsRequest;
import ai.adjutant.retrieval.v1.Load;
import ai.adjutant.retrieval.v1.SearchMode;
import ai.adjutant.retrieval.v1.SearchRequest;
import ai.adjutant.retrieval.v1.SearchResponse;
import io.grpc.StatusRuntimeException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Searches over real gRPC and a real index. */
final class SearchTest {
  private static final String LONG_TALE =
      """
      # Roaming

      ## Norway

      Roaming in Norway is free of charge for ninety days.

      ## Switzerland

      Roaming in Switzerland costs two euros a day.

      ## Japan

      Roaming in Japan costs nine euros a day.
      """;

  @TempDir static Path data;
  private static FakeEmbeddings inference;
  private static RunningRetriever retriever;

  @BeforeAll
  static void start() {
    inference = FakeEmbeddings.start(RunningRetriever.ANY_PORT);
    retriever = RunningRetriever.start(data, inference.endpoint());
    retriever.create("telecom");
    Load shop =
        retriever
            .load(into("telecom").putMetadata("bot", "shop").setLabel("public"))
            .file("fees.md", "# Fees\n\nA replacement SIM card costs ten euros.\n")
            .file("roaming.md", LONG_TALE)
            .finish();
    Load care =
        retriever
            .load(into("telecom").putMetadata("bot", "care"))
            .file("router.md", "# Router\n\nA blinking router light means no line.\n")
            .file("sub/card.md", "# Cards\n\nA card that is stolen is blocked at once.\n")
            .finish();
    assertThat(shop.getAddedCount() + care.getAddedCount()).isEqualTo(4);
  }

  @AfterAll
  static void stop() {
    retriever.close();
    inference.close();
  }

  private static List<String> documents(SearchResponse response) {
    return response.getHitsList().stream()
        .map(hit -> hit.getDocument().substring("corpora/telecom/documents/".length()))
        .toList();
  }

  @Test
  void explainsEachHitByItsLegs() {
    SearchResponse response =
        retriever.search(ask("telecom", "What does a SIM card cost?").setExplain(true));

    Hit best = response.getHits(0);
    assertThat(best.getDocument()).isEqualTo("corpora/telecom/documents/fees.md");
    assertThat(best.getChunk()).isEqualTo("corpora/telecom/documents/fees.md/chunks/0");
    assertThat(best.getText()).contains("replacement SIM card");
    assertThat(best.getSignals().getBm25()).isPositive();
    assertThat(best.getSignals().getCosine()).isBetween(0.1, 1.0);
    assertThat(best.getSignals().getTermCover()).isBetween(0.2, 1.0);
    List<LegScore> legs = best.getExplanation().getLegsList();
    assertThat(legs).extracting(LegScore::getLeg).containsExactly(Leg.LEG_BM25, Leg.LEG_VECTOR);
    assertThat(legs.get(0).getRank()).isEqualTo(1);
    double fused = legs.stream().mapToDouble(leg -> leg.getWeight() * leg.getNormalized()).sum();
    assertThat(best.getScore()).isEqualTo(fused);
    assertThat(response.getQueryTermsList())
        .allSatisfy(term -> assertThat(term.getIdf()).isPositive());
    assertThat(response.getEncoderDigest()).isEqualTo("digest-one");
    assertThat(response.getStepTimesList())
        .extracting(step -> step.getStep())
        .contains("embed", "bm25", "vector", "fuse");
  }

  @Test
  void givesSignalsOfHitsThatALegDidNotFind() {
    SearchResponse response =
        retriever.search(
            ask("telecom", "blinking").setMode(SearchMode.SEARCH_MODE_VECTOR).setExplain(true));
    assertThat(response.getHitsList())
        .allSatisfy(hit -> assertThat(hit.getSignals().hasCosine()).isTrue());
    assertThat(response.getHitsList())
        .filteredOn(hit -> hit.getDocument().endsWith("router.md"))
        .allSatisfy(hit -> assertThat(hit.getSignals().getBm25()).isPositive());
  }

  @Test
  void filters() {
    assertThat(documents(retriever.search(ask("telecom", "card").setFilter("metadata.bot = care"))))
        .contains("sub/card.md")
        .doesNotContain("fees.md", "roaming.md");
    assertThat(
            documents(
                retriever.search(
                    ask("telecom", "card").setFilter("NOT label:* AND document:\"sub/\""))))
        .containsExactly("sub/card.md");
    assertThat(
            retriever
                .documents()
                .listDocuments(
                    ListDocumentsRequest.newBuilder()
                        .setParent("corpora/telecom")
                        .setFilter("label = public")
                        .build())
                .getDocumentsList())
        .hasSize(2);
  }

  @Test
  void givesOneHitADocumentAndFillsUp() {
    SearchRequest.Builder request = ask("telecom", "roaming euros a day").setK(3);
    assertThat(documents(retriever.search(request.clone())))
        .containsExactly("roaming.md", "roaming.md", "roaming.md");

    request.setOneHitPerDocument(true).setFusion(FusionOptions.newBuilder().setDepth(1));
    SearchResponse response = retriever.search(request);
    assertThat(documents(response)).hasSize(3).doesNotHaveDuplicates().startsWith("roaming.md");
    assertThat(response.getHitsList())
        .isSortedAccordingTo((a, b) -> Double.compare(b.getScore(), a.getScore()));
  }

  @Test
  void letsTheContextDecideWhatAShortQuestionMeans() {
    SearchRequest.Builder bare = ask("telecom", "And what does it cost a day?").setExplain(true);
    SearchRequest.Builder spoken =
        bare.clone().addContext("I fly tomorrow.").addContext("Roaming in Japan please.");

    assertThat(retriever.search(spoken).getHits(0).getText()).contains("Japan");
    assertThat(retriever.search(spoken).getHits(0).getExplanation().getLegsList())
        .extracting(LegScore::getLeg)
        .contains(Leg.LEG_CONTEXT_TITLE);
  }

  @Test
  void fusesByReciprocalRanks() {
    SearchResponse response =
        retriever.search(
            ask("telecom", "stolen card")
                .setFusion(
                    FusionOptions.newBuilder()
                        .setMethod(FusionMethod.FUSION_METHOD_RECIPROCAL_RANK)));
    assertThat(documents(response)).startsWith("sub/card.md");
  }

  @Test
  void refusesWhatItCannotAnswer() {
    refused(ask("telecom", "card").setK(-1), "K_OUT_OF_RANGE");
    refused(ask("telecom", "card").setK(1_000_000_000), "K_OUT_OF_RANGE");
    refused(ask("telecom", "  "), "EMPTY_QUERY");
    refused(ask("telecom", "a".repeat(4_001)), "QUERY_TOO_LONG");
    refused(ask("telecom", "card").setFilter("label ="), "BAD_FILTER");
    refused(ask("nowhere", "card"), "CORPUS_NOT_FOUND");
    refused(ask("No Name", "card"), "BAD_CORPUS_NAME");
    refused(SearchRequest.newBuilder().setQuery("card"), "BAD_RESOURCE_NAME");
    refused(
        ask("telecom", "card").setFusion(FusionOptions.newBuilder().setVectorWeight(Double.NaN)),
        "FUSION_OUT_OF_RANGE");
    refused(
        ask("telecom", "card").setFusion(FusionOptions.newBuilder().setDepth(2_001)),
        "FUSION_OUT_OF_RANGE");
    assertThat(retriever.search(ask("telecom", "a".repeat(4_000)).setK(1_000)).getHitsList())
        .isNotEmpty();
    assertThat(retriever.search(ask("telecom", "the of and?!")).getQueryTermsList()).isEmpty();
  }

  private static void refused(SearchRequest.Builder request, String reason) {
    assertThatThrownBy(() -> retriever.search(request))
        .isInstanceOfSatisfying(
            StatusRuntimeException.class,
            e -> assertThat(Statuses.errorInfo(e).orElseThrow().getReason()).isEqualTo(reason));
  }

  @Test
  void answersByWordsWhenInferenceIsAway(@TempDir Path elsewhere) {
    FakeEmbeddings leaving = FakeEmbeddings.start(RunningRetriever.ANY_PORT);
    Endpoint address = leaving.endpoint();
    try (RunningRetriever lonely = RunningRetriever.start(elsewhere, address)) {
      lonely.create("telecom");
      lonely.load("telecom").file("fees.md", "# Fees\n\nA SIM card costs ten euros.\n").finish();
      leaving.close();
      for (SearchMode mode :
          List.of(SearchMode.SEARCH_MODE_HYBRID, SearchMode.SEARCH_MODE_VECTOR)) {
        SearchResponse response = lonely.search(ask("telecom", "SIM card").setMode(mode));
        assertThat(documents(response)).containsExactly("fees.md");
        assertThat(response.getDegraded(0).getLeg()).isEqualTo(Leg.LEG_VECTOR);
        assertThat(response.getDegraded(0).getMessage()).contains("is it running?");
      }
    } finally {
      leaving.close();
    }
  }

  @Test
  void findsNothingInAnEmptyCorpusWithoutComplaint() {
    retriever.create("empty");
    SearchResponse response = retriever.search(ask("empty", "card"));
    assertThat(response.getHitsList()).isEmpty();
    assertThat(response.getDegradedList()).isEmpty();
  }
}
