package ai.adjutant.inference.service;

import ai.adjutant.chassis.error.AdjutantException;
import ai.adjutant.inference.catalogue.Catalogue;
import ai.adjutant.inference.catalogue.Entry;
import ai.adjutant.inference.v1.GetEngineRequest;
import ai.adjutant.inference.v1.GetEngineResponse;
import ai.adjutant.inference.v1.GetModelRequest;
import ai.adjutant.inference.v1.GetModelResponse;
import ai.adjutant.inference.v1.ImportModelRequest;
import ai.adjutant.inference.v1.ImportModelResponse;
import ai.adjutant.inference.v1.ListModelsRequest;
import ai.adjutant.inference.v1.ListModelsResponse;
import ai.adjutant.inference.v1.LoadModelRequest;
import ai.adjutant.inference.v1.LoadModelResponse;
import ai.adjutant.inference.v1.ModelServiceGrpc.ModelServiceImplBase;
import ai.adjutant.inference.v1.UnloadModelRequest;
import ai.adjutant.inference.v1.UnloadModelResponse;
import io.grpc.stub.StreamObserver;
import java.util.List;

/** The models at hand, over the wire. */
final class ModelMethods extends ModelServiceImplBase {
  private static final int PAGE_SIZE = 100;
  private static final int PAGE_SIZE_MAX = 1_000;

  private final Catalogue catalogue;
  private final ImportIdleTimeout idleTimeout;

  ModelMethods(Catalogue catalogue, ImportIdleTimeout idleTimeout) {
    this.catalogue = catalogue;
    this.idleTimeout = idleTimeout;
  }

  @Override
  public void getModel(GetModelRequest request, StreamObserver<GetModelResponse> response) {
    Entry entry = catalogue.get(Checks.model(request.getName()));
    reply(response, GetModelResponse.newBuilder().setModel(ModelMessages.model(entry)).build());
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
    rest.stream().limit(size).map(ModelMessages::model).forEach(page::addModels);
    if (rest.size() > size) {
      page.setNextPageToken(rest.get(size - 1).name());
    }
    reply(response, page.build());
  }

  @Override
  public void loadModel(LoadModelRequest request, StreamObserver<LoadModelResponse> response) {
    Entry entry = catalogue.load(Checks.model(request.getName()));
    reply(response, LoadModelResponse.newBuilder().setModel(ModelMessages.model(entry)).build());
  }

  @Override
  public void unloadModel(
      UnloadModelRequest request, StreamObserver<UnloadModelResponse> response) {
    Entry entry = catalogue.unload(Checks.model(request.getName()));
    reply(response, UnloadModelResponse.newBuilder().setModel(ModelMessages.model(entry)).build());
  }

  @Override
  public StreamObserver<ImportModelRequest> importModel(
      StreamObserver<ImportModelResponse> response) {
    return new ImportStream(catalogue, idleTimeout, response);
  }

  @Override
  public void getEngine(GetEngineRequest request, StreamObserver<GetEngineResponse> response) {
    reply(response, EngineMessages.engine(catalogue));
  }

  private static <T> void reply(StreamObserver<T> response, T message) {
    response.onNext(message);
    response.onCompleted();
  }
}
