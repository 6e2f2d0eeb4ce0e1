package ai.adjutant.chassis.transport;

import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Measures calls as {@code adjutant.grpc.calls}, by service, method and status, and those under way
 * as {@code adjutant.grpc.active}. Names that no contract has count as one method, so that callers
 * can't fill the registry.
 */
final class CallMeter implements ServerInterceptor {
  private static final String UNKNOWN_METHOD = "unknown";

  private final String service;
  private final Set<String> methods;
  private final MeterRegistry registry;
  private final AtomicInteger active = new AtomicInteger();

  /**
   * A meter.
   *
   * @param service name of the server
   * @param methods full names of what is served or passed on
   */
  CallMeter(String service, Set<String> methods, MeterRegistry registry) {
    this.service = service;
    this.methods = Set.copyOf(methods);
    this.registry = registry;
    Gauge.builder("adjutant.grpc.active", active, AtomicInteger::get)
        .description("calls under way")
        .tag("service", service)
        .register(registry);
  }

  @Override
  public <Q, R> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
    String named = call.getMethodDescriptor().getFullMethodName();
    Measured measured = new Measured(methods.contains(named) ? named : UNKNOWN_METHOD);
    ServerCall<Q, R> watched =
        new SimpleForwardingServerCall<>(call) {
          @Override
          public void close(Status status, Metadata trailers) {
            measured.end(status.getCode());
            super.close(status, trailers);
          }
        };
    return new SimpleForwardingServerCallListener<>(next.startCall(watched, headers)) {
      @Override
      public void onCancel() {
        measured.end(Status.Code.CANCELLED);
        super.onCancel();
      }
    };
  }

  /** A call under way; ends once. */
  private final class Measured {
    private final String method;
    private final long startNanos = System.nanoTime();
    private final AtomicBoolean ended = new AtomicBoolean();

    Measured(String method) {
      this.method = method;
      active.incrementAndGet();
    }

    void end(Status.Code code) {
      if (ended.compareAndSet(false, true)) {
        active.decrementAndGet();
        Timer.builder("adjutant.grpc.calls")
            .description("calls by their status; streams last as long as they are open")
            .tag("service", service)
            .tag("method", method)
            .tag("code", code.name())
            .register(registry)
            .record(System.nanoTime() - startNanos, TimeUnit.NANOSECONDS);
      }
    }
  }
}
