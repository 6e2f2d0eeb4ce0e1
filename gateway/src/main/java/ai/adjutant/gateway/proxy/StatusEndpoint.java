package ai.adjutant.gateway.proxy;

import ai.adjutant.chassis.build.Version;
import ai.adjutant.chassis.transport.Statuses;
import ai.adjutant.chassis.transport.TransportReason;
import ai.adjutant.chat.v1.GetStatusRequest;
import ai.adjutant.chat.v1.GetStatusResponse;
import ai.adjutant.chat.v1.ServiceState;
import ai.adjutant.chat.v1.ServiceStatus;
import ai.adjutant.chat.v1.StatusServiceGrpc;
import ai.adjutant.process.v1.GetProcessRequest;
import ai.adjutant.process.v1.GetProcessResponse;
import ai.adjutant.process.v1.ProcessServiceGrpc;
import ai.adjutant.process.v1.ThreadShare;
import com.google.common.util.concurrent.ListenableFuture;
import com.google.protobuf.Duration;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.stub.StreamObserver;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Tells how the services stand, from their own health answers. */
final class StatusEndpoint extends StatusServiceGrpc.StatusServiceImplBase {
  private static final long TIMEOUT_MILLIS = 1_500;
  private static final String VERSION = Version.current();

  private final List<ServiceProxy.Peer> peers;

  StatusEndpoint(List<ServiceProxy.Peer> peers) {
    this.peers = List.copyOf(peers);
  }

  @Override
  public void getStatus(
      GetStatusRequest request, StreamObserver<GetStatusResponse> responseObserver) {
    GetStatusResponse.Builder response = GetStatusResponse.newBuilder().setVersion(VERSION);
    response.addServices(
        ServiceStatus.newBuilder()
            .setService("gateway")
            .setState(ServiceState.SERVICE_STATE_SERVING)
            .build());
    ask().forEach(response::addServices);
    responseObserver.onNext(response.build());
    responseObserver.onCompleted();
  }

  Map<String, Boolean> serving() {
    Map<String, Boolean> serving = new LinkedHashMap<>();
    for (ServiceStatus status : ask()) {
      serving.put(status.getService(), status.getState() == ServiceState.SERVICE_STATE_SERVING);
    }
    return serving;
  }

  /** Asks all peers at once, so that several that are gone cost one timeout. */
  private List<ServiceStatus> ask() {
    long start = System.nanoTime();
    return peers.stream()
        .map(peer ->
            new Asked(
                peer,
                HealthGrpc.newFutureStub(peer.channel())
                    .withDeadlineAfter(TIMEOUT_MILLIS, TimeUnit.MILLISECONDS)
                    .check(HealthCheckRequest.getDefaultInstance()),
                ProcessServiceGrpc.newFutureStub(peer.channel())
                    .withDeadlineAfter(TIMEOUT_MILLIS, TimeUnit.MILLISECONDS)
                    .getProcess(GetProcessRequest.getDefaultInstance())))
        .toList()
        .stream()
        .map(asked -> status(asked, start))
        .toList();
  }

  private record Asked(
      ServiceProxy.Peer peer,
      ListenableFuture<HealthCheckResponse> health,
      ListenableFuture<GetProcessResponse> process) {}

  private static ServiceStatus status(Asked asked, long start) {
    ServiceStatus.Builder status =
        ServiceStatus.newBuilder()
            .setService(asked.peer().service())
            .setAddress(asked.peer().address());
    try {
      boolean serving =
          asked.health().get().getStatus() == HealthCheckResponse.ServingStatus.SERVING;
      status.setState(
          serving ? ServiceState.SERVICE_STATE_SERVING : ServiceState.SERVICE_STATE_NOT_SERVING);
    } catch (ExecutionException e) {
      status.setState(ServiceState.SERVICE_STATE_UNREACHABLE);
      status.setMessage(
          e.getCause() instanceof StatusRuntimeException failure
                  && failure.getStatus().getCode() == Status.Code.DEADLINE_EXCEEDED
              ? "did not answer within " + TIMEOUT_MILLIS + " ms"
              : untrusted(e.getCause()).orElse("can't be reached"));
    } catch (InterruptedException e) {
      throw interrupted();
    }
    long nanos = System.nanoTime() - start;
    return status
        .addAllThreads(threads(asked))
        .setLatency(
            Duration.newBuilder()
                .setSeconds(nanos / 1_000_000_000)
                .setNanos((int) (nanos % 1_000_000_000)))
        .build();
  }

  /** Returns what TLS found; the channel says it in words that operators understand. */
  private static Optional<String> untrusted(@Nullable Throwable failure) {
    return failure == null
        ? Optional.empty()
        : Statuses.errorInfo(failure)
            .filter(info -> info.getReason().equals(TransportReason.PEER_UNTRUSTED.name()))
            .map(info -> Statuses.status(failure).getDescription());
  }

  /** Returns none where the service is gone or does not say; its health shows the former. */
  private static List<ThreadShare> threads(Asked asked) {
    try {
      return asked.process().get().getThreadsList();
    } catch (ExecutionException e) {
      return List.of();
    } catch (InterruptedException e) {
      throw interrupted();
    }
  }

  private static StatusRuntimeException interrupted() {
    Thread.currentThread().interrupt();
    return Status.CANCELLED.withDescription("interrupted").asRuntimeException();
  }
}
