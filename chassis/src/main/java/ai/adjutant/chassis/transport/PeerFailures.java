package ai.adjutant.chassis.transport;

import ai.adjutant.chassis.error.AdjutantException;
import ai.adjutant.chassis.tls.TlsFailure;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.Context;
import io.grpc.Deadline;
import io.grpc.ForwardingClientCall.SimpleForwardingClientCall;
import io.grpc.ForwardingClientCallListener.SimpleForwardingClientCallListener;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Says in words of ours what the transport found when a service could not be called, with a reason
 * for programs. What the service itself said passes unchanged.
 */
final class PeerFailures implements ClientInterceptor {
  private static final String WHERE = "; './adjutant status' shows the state of all services";

  private final String service;
  private final Endpoint endpoint;

  /** Speaks of this service. */
  PeerFailures(String service, Endpoint endpoint) {
    this.service = service;
    this.endpoint = endpoint;
  }

  @Override
  public <Q, R> ClientCall<Q, R> interceptCall(
      MethodDescriptor<Q, R> method, CallOptions options, Channel next) {
    long nanosGiven = nanosGiven(options.getDeadline(), Context.current().getDeadline());
    return new SimpleForwardingClientCall<>(next.newCall(method, options)) {
      @Override
      public void start(Listener<R> listener, Metadata headers) {
        super.start(
            new SimpleForwardingClientCallListener<>(listener) {
              @Override
              public void onClose(Status status, Metadata trailers) {
                Optional<PeerFailure> failure = PeerFailure.of(status, trailers);
                if (failure.isEmpty()) {
                  super.onClose(status, trailers);
                  return;
                }
                StatusRuntimeException said = said(failure.get(), status, nanosGiven);
                Metadata details = said.getTrailers();
                super.onClose(said.getStatus(), details == null ? new Metadata() : details);
              }
            },
            headers);
      }
    };
  }

  private StatusRuntimeException said(PeerFailure failure, Status status, long nanosGiven) {
    return Statuses.of(
        new AdjutantException(
            failure.reason(),
            words(failure, status, nanosGiven),
            Map.of("service", service),
            null));
  }

  private String words(PeerFailure failure, Status status, long nanosGiven) {
    return switch (failure) {
      case UNREACHABLE -> "the " + service + " can't be reached at " + endpoint + WHERE;
      case LOST ->
          "the "
              + service
              + " at "
              + endpoint
              + " ended the connection; it may be restarting"
              + WHERE;
      case FOREIGN ->
          "what answers at " + endpoint + " is not the " + service + "; check the address";
      case UNTRUSTED ->
          "no protected connection to the "
              + service
              + " at "
              + endpoint
              + ": "
              + tlsWords(status)
              + "; docs/security.md says which certificates the services need";
      case TIMEOUT -> "the " + service + " did not answer within " + duration(nanosGiven);
      case MESSAGE_TOO_LARGE ->
          "a message to or from the "
              + service
              + " is larger than the "
              + Channels.MESSAGE_BYTES_MAX / (1024 * 1024)
              + " MiB that one may have; send or ask for less at once";
      case METADATA_TOO_LARGE ->
          "the metadata of the call are larger than the "
              + Channels.METADATA_BYTES_MAX / 1024
              + " KiB that they may have; send less";
    };
  }

  private static String tlsWords(Status status) {
    Throwable cause = status.getCause();
    return (cause == null ? TlsFailure.OTHER : TlsFailure.of(cause).orElse(TlsFailure.OTHER))
        .words();
  }

  private static long nanosGiven(@Nullable Deadline first, @Nullable Deadline second) {
    Deadline both = first == null ? second : second == null ? first : first.minimum(second);
    return both == null ? 0 : Math.max(0, both.timeRemaining(TimeUnit.NANOSECONDS));
  }

  static String duration(long nanos) {
    if (nanos <= 0) {
      return "the time given";
    }
    long millis = TimeUnit.NANOSECONDS.toMillis(nanos + 500_000);
    return millis < 1_000
        ? millis + " ms"
        : String.format(Locale.ROOT, "%.1f s", millis / 1e3).replace(".0 s", " s");
  }
}
