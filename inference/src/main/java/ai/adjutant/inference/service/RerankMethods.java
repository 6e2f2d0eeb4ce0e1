package ai.adjutant.inference.service;

import ai.adjutant.chassis.error.AdjutantException;
import ai.adjutant.inference.catalogue.Catalogue;
import ai.adjutant.inference.rerank.Reranker;
import ai.adjutant.inference.v1.PassageScore;
import ai.adjutant.inference.v1.RerankRequest;
import ai.adjutant.inference.v1.RerankResponse;
import ai.adjutant.inference.v1.RerankServiceGrpc.RerankServiceImplBase;
import io.grpc.stub.StreamObserver;
import java.util.List;

/** Passages judged against a question, over the wire. */
final class RerankMethods extends RerankServiceImplBase {
  private final Catalogue catalogue;

  RerankMethods(Catalogue catalogue) {
    this.catalogue = catalogue;
  }

  @Override
  public void rerank(RerankRequest request, StreamObserver<RerankResponse> response) {
    Checks.text("query", request.getQuery());
    List<String> passages = request.getPassagesList();
    check(passages);
    Reranker reranker = catalogue.reranker(Checks.optionalModel(request.getModel()));
    RerankResponse.Builder answer =
        RerankResponse.newBuilder()
            .setModel(Checks.resource(reranker.info().name()))
            .setModelDigest(reranker.info().digest());
    for (var score : CancellationWatch.await(reranker.begin(request.getQuery(), passages))) {
      answer.addScores(
          PassageScore.newBuilder()
              .setScore(score.score())
              .setProbability(score.probability())
              .setTruncated(score.truncated()));
    }
    response.onNext(answer.build());
    response.onCompleted();
  }

  private static void check(List<String> passages) {
    if (passages.isEmpty()) {
      throw Checks.empty("no passages: send 1 to " + Reranker.PASSAGES_MAX + " of them");
    }
    if (passages.size() > Reranker.PASSAGES_MAX) {
      throw new AdjutantException(
          ServiceReason.TEXTS_TOO_MANY,
          passages.size()
              + " passages in one request, at most "
              + Reranker.PASSAGES_MAX
              + " are taken; send several requests");
    }
    for (int i = 0; i < passages.size(); i++) {
      Checks.text("passages[" + i + "]", passages.get(i));
    }
  }
}
