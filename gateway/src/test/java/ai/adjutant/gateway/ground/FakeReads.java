package ai.adjutant.gateway.ground;

import ai.adjutant.inference.v1.ReadPair;
import ai.adjutant.inference.v1.ReadRequest;
import ai.adjutant.inference.v1.ReadResponse;
import ai.adjutant.inference.v1.ReadServiceGrpc;
import ai.adjutant.inference.v1.Reading;
import ai.adjutant.inference.v1.Support;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.ToDoubleFunction;

/** Inference's reader without a model: a test says what passages support, and what fails. */
public final class FakeReads extends ReadServiceGrpc.ReadServiceImplBase {
  private final List<ReadRequest> requests = new CopyOnWriteArrayList<>();
  private volatile ToDoubleFunction<ReadPair> supported = pair -> 0.01;
  private volatile List<String> languages = List.of("en");
  private volatile Behaviour behaviour = Behaviour.READS;

  /** What it does with a request. */
  public enum Behaviour {
    READS,
    FAILS,
    SERVES_NO_MODEL,
    HANGS,
    FORGETS_ONE,
    READS_NAN,
    READS_MORE_THAN_ONE
  }

  public void behave(Behaviour other) {
    behaviour = other;
  }

  /** Gives this probability that a passage supports a claim. */
  public void support(ToDoubleFunction<ReadPair> by) {
    supported = by;
  }

  public void know(String... known) {
    languages = List.of(known);
  }

  public List<ReadRequest> requests() {
    return requests;
  }

  @Override
  public void read(ReadRequest request, StreamObserver<ReadResponse> observer) {
    requests.add(request);
    switch (behaviour) {
      case FAILS -> observer.onError(Status.INTERNAL.asRuntimeException());
      case SERVES_NO_MODEL -> observer.onError(Status.FAILED_PRECONDITION.asRuntimeException());
      case HANGS -> {} // until the caller leaves
      case READS, FORGETS_ONE, READS_NAN, READS_MORE_THAN_ONE -> {
        observer.onNext(response(request));
        observer.onCompleted();
      }
    }
  }

  private ReadResponse response(ReadRequest request) {
    ReadResponse.Builder response =
        ReadResponse.newBuilder().setModel("models/fake-reader").addAllLanguages(languages);
    request.getPairsList().forEach(pair -> response.addReadings(reading(pair)));
    int last = response.getReadingsCount() - 1;
    switch (behaviour) {
      case FORGETS_ONE -> response.removeReadings(last);
      case READS_NAN -> response.getReadingsBuilder(last).setSupport(support(Double.NaN, 0));
      case READS_MORE_THAN_ONE -> response.getReadingsBuilder(last).setSupport(support(1, 0.5));
      case READS, FAILS, SERVES_NO_MODEL, HANGS -> {}
    }
    return response.build();
  }

  private Reading reading(ReadPair pair) {
    double yes = supported.applyAsDouble(pair);
    return Reading.newBuilder().setSupport(support(yes, 1 - yes)).build();
  }

  private static Support support(double yes, double no) {
    return Support.newBuilder().setSupported(yes).setNotFound(no).build();
  }
}
