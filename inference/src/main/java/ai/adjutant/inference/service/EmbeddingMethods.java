package ai.adjutant.inference.service;

import ai.adjutant.chassis.error.AdjutantException;
import ai.adjutant.inference.catalogue.Catalogue;
import ai.adjutant.inference.embed.EmbedSettings;
import ai.adjutant.inference.embed.Embedder;
import ai.adjutant.inference.embed.Purpose;
import ai.adjutant.inference.embed.TextVector;
import ai.adjutant.inference.v1.EmbedPurpose;
import ai.adjutant.inference.v1.EmbedRequest;
import ai.adjutant.inference.v1.EmbedResponse;
import ai.adjutant.inference.v1.Embedding;
import ai.adjutant.inference.v1.EmbeddingServiceGrpc.EmbeddingServiceImplBase;
import io.grpc.stub.StreamObserver;
import java.util.List;

/** Texts to vectors, over the wire. */
final class EmbeddingMethods extends EmbeddingServiceImplBase {
  private final Catalogue catalogue;

  EmbeddingMethods(Catalogue catalogue) {
    this.catalogue = catalogue;
  }

  @Override
  public void embed(EmbedRequest request, StreamObserver<EmbedResponse> response) {
    List<String> texts = request.getTextsList();
    check(texts);
    Purpose purpose = purpose(request.getPurpose());
    Embedder embedder = catalogue.encoder(Checks.optionalModel(request.getModel()));
    response.onNext(answer(embedder, CancellationWatch.await(embedder.begin(texts, purpose))));
    response.onCompleted();
  }

  private static void check(List<String> texts) {
    if (texts.isEmpty()) {
      throw new AdjutantException(ServiceReason.TEXT_EMPTY, "no texts: send 1 to 256 of them");
    }
    if (texts.size() > EmbedSettings.TEXTS_MAX) {
      throw new AdjutantException(
          ServiceReason.TEXTS_TOO_MANY,
          texts.size()
              + " texts in one request, at most "
              + EmbedSettings.TEXTS_MAX
              + " are taken; send several requests");
    }
    for (int i = 0; i < texts.size(); i++) {
      Checks.text("texts[" + i + "]", texts.get(i));
    }
  }

  private static Purpose purpose(EmbedPurpose purpose) {
    return switch (purpose) {
      case EMBED_PURPOSE_UNSPECIFIED, EMBED_PURPOSE_DOCUMENT -> Purpose.DOCUMENT;
      case EMBED_PURPOSE_QUERY -> Purpose.QUERY;
      case UNRECOGNIZED ->
          throw new AdjutantException(
              ServiceReason.VALUE_UNKNOWN, "purpose is none that this server knows");
    };
  }

  private static EmbedResponse answer(Embedder embedder, List<TextVector> vectors) {
    EmbedResponse.Builder response =
        EmbedResponse.newBuilder()
            .setModel(Checks.resource(embedder.info().name()))
            .setModelDigest(embedder.info().digest())
            .setDimensions(embedder.info().dimensions())
            .addAllLanguages(embedder.info().languages());
    for (TextVector vector : vectors) {
      Embedding.Builder embedding =
          response
              .addEmbeddingsBuilder()
              .setTokenCount(vector.tokenCount())
              .setTruncated(vector.truncated());
      for (float value : vector.values()) {
        embedding.addValues(value);
      }
    }
    return response.build();
  }
}
