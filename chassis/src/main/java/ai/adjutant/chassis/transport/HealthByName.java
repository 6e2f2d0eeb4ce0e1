package ai.adjutant.chassis.transport;

import io.grpc.Channel;
import io.grpc.Status;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.stub.StreamObserver;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Answers for the health of each service by name: for its own from their state, for forwarded ones
 * by asking their server. A server that does not answer does not serve.
 */
final class HealthByName extends HealthGrpc.HealthImplBase {
  private static final long ASK_MILLIS_MAX = 1_500;

  private final HealthGrpc.AsyncService own;
  private final ForwardedServices forwarded;

  HealthByName(HealthGrpc.AsyncService own, ForwardedServices forwarded) {
    this.own = own;
    this.forwarded = forwarded;
  }

  @Override
  public void check(HealthCheckRequest request, StreamObserver<HealthCheckResponse> observer) {
    Optional<Channel> server = forwarded.serverOf(request.getService());
    if (server.isEmpty()) {
      own.check(request, observer);
      return;
    }
    HealthGrpc.newStub(server.get())
        .withDeadlineAfter(ASK_MILLIS_MAX, TimeUnit.MILLISECONDS)
        .check(request, new Check(observer));
  }

  @Override
  public void watch(HealthCheckRequest request, StreamObserver<HealthCheckResponse> observer) {
    Optional<Channel> server = forwarded.serverOf(request.getService());
    if (server.isEmpty()) {
      own.watch(request, observer);
    } else {
      HealthGrpc.newStub(server.get()).watch(request, observer);
    }
  }

  private record Check(StreamObserver<HealthCheckResponse> observer)
      implements StreamObserver<HealthCheckResponse> {
    @Override
    public void onNext(HealthCheckResponse answer) {
      observer.onNext(answer);
    }

    @Override
    public void onError(Throwable failure) {
      if (Statuses.status(failure).getCode() == Status.Code.NOT_FOUND) {
        observer.onError(failure); // a name within the server's package that is no service
        return;
      }
      observer.onNext(
          HealthCheckResponse.newBuilder().setStatus(ServingStatus.NOT_SERVING).build());
      observer.onCompleted();
    }

    @Override
    public void onCompleted() {
      observer.onCompleted();
    }
  }
}
