package ai.adjutant.inference.service;

import ai.adjutant.chassis.error.AdjutantException;
import ai.adjutant.inference.catalogue.Catalogue;
import ai.adjutant.inference.catalogue.Entry;
import ai.adjutant.inference.embed.EncoderFacts;
import ai.adjutant.inference.model.ModelSpec;
import ai.adjutant.inference.read.RerankerFacts;
import ai.adjutant.inference.v1.GetModelRequest;
import ai.adjutant.inference.v1.GetModelResponse;
import ai.adjutant.inference.v1.ListModelsRequest;
import ai.adjutant.inference.v1.ListModelsResponse;
import ai.adjutant.inference.v1.Model;
import ai.adjutant.inference.v1.ModelKind;
import ai.adjutant.inference.v1.ModelServiceGrpc.ModelServiceImplBase;
import ai.adjutant.inference.v1.ModelState;
import io.grpc.stub.StreamObserver;
import java.util.List;

/** The models at hand, over the wire. */
final class ModelMethods extends ModelServiceImplBase {
  private static final int PAGE_SIZE = 100;
  private static final int PAGE_SIZE_MAX = 1_000;

  private final Catalogue catalogue;

  ModelMethods(Catalogue catalogue) {
    this.catalogue = catalogue;
  }

  @Override
  public void getModel(GetModelRequest request, StreamObserver<GetModelResponse> response) {
    Entry entry = catalogue.get(Checks.model(request.getName()));
    response.onNext(GetModelResponse.newBuilder().setModel(describe(entry)).build());
    response.onCompleted();
  }

  @Override
  public void listModels(ListModelsRequest request, StreamObserver<ListModelsResponse> response) {
    if (request.getPageSize() < 0) {
      throw new AdjutantException(
          ServiceReason.PAGE_INVALID,
          "page_size is " + request.getPageSize() + "; give 0 for the default, or more");
    }
    int size =
        request.getPageSize() == 0 ? PAGE_SIZE : Math.min(request.getPageSize(), PAGE_SIZE_MAX);
    // The token is the last name of the page before: pages stay right when models come and go.
    List<Entry> rest =
        catalogue.list().stream()
            .filter(entry -> entry.name().compareTo(request.getPageToken()) > 0)
            .toList();
    ListModelsResponse.Builder page = ListModelsResponse.newBuilder();
    rest.stream().limit(size).map(ModelMethods::describe).forEach(page::addModels);
    if (rest.size() > size) {
      page.setNextPageToken(rest.get(size - 1).name());
    }
    response.onNext(page.build());
    response.onCompleted();
  }

  private static Model describe(Entry entry) {
    Model.Builder model = Model.newBuilder().setName(Checks.resource(entry.name()));
    switch (entry) {
      case Entry.Encoder encoder -> {
        EncoderFacts facts = encoder.embedder().facts();
        model
            .setKind(ModelKind.MODEL_KIND_ENCODER)
            .setState(ModelState.MODEL_STATE_READY)
            .setDigest(facts.digest())
            .setContextLength(facts.contextLength())
            .setDimensions(facts.dimensions())
            .setByteCount(facts.bytes());
      }
      case Entry.Reranker reranker -> {
        RerankerFacts facts = reranker.model().facts();
        model
            .setKind(ModelKind.MODEL_KIND_RERANKER)
            .setState(ModelState.MODEL_STATE_READY)
            .setDigest(facts.digest())
            .setContextLength(facts.contextLength())
            .setByteCount(facts.bytes());
      }
      case Entry.Generator generator -> {
        ModelSpec spec = generator.model().spec();
        model
            .setKind(ModelKind.MODEL_KIND_DECODER)
            .setState(ModelState.MODEL_STATE_READY)
            .setDigest(spec.files().digest())
            .setContextLength(spec.contextLength())
            .setByteCount(spec.files().bytes());
      }
      case Entry.Failed failed ->
          model
              .setKind(kind(failed.task()))
              .setState(ModelState.MODEL_STATE_FAILED)
              .setMessage(failed.message());
    }
    return model.build();
  }

  private static ModelKind kind(Entry.Task task) {
    return switch (task) {
      case ENCODE -> ModelKind.MODEL_KIND_ENCODER;
      case RERANK -> ModelKind.MODEL_KIND_RERANKER;
      case GENERATE -> ModelKind.MODEL_KIND_DECODER;
    };
  }
}
