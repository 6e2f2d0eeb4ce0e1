package ai.adjutant.retriever.service;

import ai.adjutant.retrieval.v1.CorpusServiceGrpc;
import ai.adjutant.retrieval.v1.DegradedLeg;
import ai.adjutant.retrieval.v1.Load;
import ai.adjutant.retrieval.v1.LoadDocumentsResponse;
import ai.adjutant.retrieval.v1.SearchResponse;
import ai.adjutant.retriever.search.RerankReport;
import io.grpc.BindableService;
import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.ServerInterceptors;
import io.grpc.Status;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * Measures searches and loads by what leaves the retriever: {@code adjutant.search} and {@code
 * adjutant.search.degraded} by leg, {@code adjutant.loads} by state, {@code
 * adjutant.load.documents} by result and {@code adjutant.load.bytes} as loads go on; and {@code
 * adjutant.rerank} by what became of reading.
 */
public final class RetrievalMeter implements ServerInterceptor, RerankReport.Listener {
  private static final Duration[] BOUNDS = {
    Duration.ofMillis(10),
    Duration.ofMillis(30),
    Duration.ofMillis(100),
    Duration.ofMillis(300),
    Duration.ofSeconds(1),
    Duration.ofSeconds(3)
  };

  private final MeterRegistry registry;
  private final Runnable corporaChanged;

  /**
   * Creates a meter that writes to a registry.
   *
   * @param corporaChanged is run after a call that may have created or deleted a corpus
   */
  public RetrievalMeter(MeterRegistry registry, Runnable corporaChanged) {
    this.registry = registry;
    this.corporaChanged = corporaChanged;
  }

  /** Returns the services with their calls measured. */
  public List<BindableService> watching(List<BindableService> services) {
    return services.stream()
        .<BindableService>map(service -> () -> ServerInterceptors.intercept(service, this))
        .toList();
  }

  @Override
  public <Q, R> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
    long startNanos = System.nanoTime();
    boolean changes = changesCorpora(call.getMethodDescriptor().getFullMethodName());
    Loading loading = new Loading();
    ServerCall<Q, R> watched =
        new SimpleForwardingServerCall<>(call) {
          @Override
          public void sendMessage(R message) {
            switch (message) {
              case SearchResponse found -> searched(found, System.nanoTime() - startNanos);
              case LoadDocumentsResponse news -> loading.heard(news);
              default -> {}
            }
            super.sendMessage(message);
          }

          @Override
          public void close(Status status, Metadata trailers) {
            if (changes) {
              corporaChanged.run();
            }
            super.close(status, trailers);
          }
        };
    return next.startCall(watched, headers);
  }

  @Override
  public void reranked(RerankReport report) {
    Timer.builder("adjutant.rerank")
        .description("searches by what became of reading their best hits, and how long it took")
        .serviceLevelObjectives(BOUNDS)
        .tag("outcome", report.outcome().name().toLowerCase(Locale.ROOT))
        .register(registry)
        .record(report.elapsed());
  }

  private static boolean changesCorpora(String method) {
    return method.equals(CorpusServiceGrpc.getCreateCorpusMethod().getFullMethodName())
        || method.equals(CorpusServiceGrpc.getDeleteCorpusMethod().getFullMethodName());
  }

  private void searched(SearchResponse found, long nanos) {
    Timer.builder("adjutant.search")
        .description("searches that found or found nothing, and how long they took")
        .serviceLevelObjectives(BOUNDS)
        .tag("degraded", String.valueOf(found.getDegradedCount() > 0))
        .register(registry)
        .record(nanos, TimeUnit.NANOSECONDS);
    for (DegradedLeg leg : found.getDegradedList()) {
      Counter.builder("adjutant.search.degraded")
          .description("searches that a leg was missing from")
          .tag("leg", leg.getLeg().name().replaceFirst("^LEG_", "").toLowerCase(Locale.ROOT))
          .register(registry)
          .increment();
    }
  }

  /** What was counted of one load; its messages come one after the other. */
  private final class Loading {
    private Load counted = Load.getDefaultInstance();

    void heard(LoadDocumentsResponse news) {
      switch (news.getEventCase()) {
        case PROGRESS -> count(news.getProgress());
        case FINISHED -> {
          count(news.getFinished());
          Counter.builder("adjutant.loads")
              .description("loads that ended, by how they ended")
              .tag(
                  "state",
                  news.getFinished()
                      .getState()
                      .name()
                      .replaceFirst("^LOAD_STATE_", "")
                      .toLowerCase(Locale.ROOT))
              .register(registry)
              .increment();
        }
        case STARTED, DOCUMENT, EVENT_NOT_SET -> {}
      }
    }

    private void count(Load now) {
      documents("added", now.getAddedCount() - counted.getAddedCount());
      documents("changed", now.getChangedCount() - counted.getChangedCount());
      documents("unchanged", now.getUnchangedCount() - counted.getUnchangedCount());
      documents("removed", now.getRemovedCount() - counted.getRemovedCount());
      documents("failed", now.getFailedCount() - counted.getFailedCount());
      Counter.builder("adjutant.load.bytes")
          .description("bytes of files that loads took in; its rate is how fast they go")
          .baseUnit("bytes")
          .register(registry)
          .increment(Math.max(0, now.getByteCount() - counted.getByteCount()));
      counted = now;
    }

    private void documents(String result, long more) {
      if (more > 0) {
        Counter.builder("adjutant.load.documents")
            .description("documents that loads dealt with, by what became of them")
            .tag("result", result)
            .register(registry)
            .increment(more);
      }
    }
  }
}
