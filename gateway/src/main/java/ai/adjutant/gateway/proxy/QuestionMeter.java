package ai.adjutant.gateway.proxy;

import ai.adjutant.chassis.transport.Statuses;
import ai.adjutant.chat.v1.Answer;
import ai.adjutant.chat.v1.AskResponse;
import ai.adjutant.chat.v1.ChatServiceGrpc;
import ai.adjutant.chat.v1.Degradation;
import io.grpc.BindableService;
import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.ServerInterceptors;
import io.grpc.Status;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Measures questions by what leaves the gateway, so that the figures are what callers saw: {@code
 * adjutant.questions} by outcome, tier and reason, {@code adjutant.questions.degraded} by the part
 * that could not help, {@code adjutant.questions.active}. A question that ends without an answer
 * has the outcome {@code failed} and its status as the reason.
 */
public final class QuestionMeter implements ServerInterceptor {
  private static final String NONE = "none";
  private static final Duration[] BOUNDS = {
    Duration.ofMillis(100),
    Duration.ofMillis(300),
    Duration.ofSeconds(1),
    Duration.ofSeconds(3),
    Duration.ofSeconds(10),
    Duration.ofSeconds(30)
  };

  private final MeterRegistry registry;
  private final AtomicInteger active = new AtomicInteger();

  private QuestionMeter(MeterRegistry registry) {
    this.registry = registry;
    Gauge.builder("adjutant.questions.active", active, AtomicInteger::get)
        .description("questions under way")
        .register(registry);
  }

  /** Returns the services with their questions measured. */
  public static List<BindableService> watching(
      List<BindableService> services, MeterRegistry registry) {
    QuestionMeter meter = new QuestionMeter(registry);
    return services.stream()
        .<BindableService>map(service -> () -> ServerInterceptors.intercept(service, meter))
        .toList();
  }

  @Override
  public <Q, R> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
    String method = call.getMethodDescriptor().getFullMethodName();
    if (!method.equals(ChatServiceGrpc.getAskMethod().getFullMethodName())) {
      return next.startCall(call, headers);
    }
    Question question = new Question();
    ServerCall<Q, R> watched =
        new SimpleForwardingServerCall<>(call) {
          @Override
          public void sendMessage(R message) {
            if (message instanceof AskResponse news && news.hasDone()) {
              question.answered(news.getDone());
            }
            super.sendMessage(message);
          }

          @Override
          public void close(Status status, Metadata trailers) {
            question.end(Statuses.seenByCallers(status));
            super.close(status, trailers);
          }
        };
    return new SimpleForwardingServerCallListener<>(next.startCall(watched, headers)) {
      @Override
      public void onCancel() {
        question.end(Status.Code.CANCELLED);
        super.onCancel();
      }
    };
  }

  /** A question under way; ends once. */
  private final class Question {
    private final long startNanos = System.nanoTime();
    private final AtomicBoolean ended = new AtomicBoolean();
    private volatile @Nullable Answer answer;

    Question() {
      active.incrementAndGet();
    }

    void answered(Answer done) {
      answer = done;
    }

    void end(Status.Code code) {
      if (!ended.compareAndSet(false, true)) {
        return;
      }
      active.decrementAndGet();
      Answer done = answer;
      if (done == null) {
        record("failed", NONE, code.name());
        return;
      }
      String reason =
          done.getReasonsCount() == 0
              ? NONE
              : word(done.getReasonsList().getLast().getCode().name(), "REASON_CODE_");
      record(
          word(done.getOutcome().name(), "OUTCOME_"),
          word(done.getTier().name(), "TIER_").replace("unspecified", NONE),
          reason);
      for (Degradation missing : done.getDegradedList()) {
        Counter.builder("adjutant.questions.degraded")
            .description("questions answered without a part that should have helped")
            .tag("part", missing.getPart())
            .register(registry)
            .increment();
      }
    }

    private void record(String outcome, String tier, String reason) {
      Timer.builder("adjutant.questions")
          .description("questions and how long they took")
          .serviceLevelObjectives(BOUNDS)
          .tag("outcome", outcome)
          .tag("tier", tier)
          .tag("reason", reason)
          .register(registry)
          .record(System.nanoTime() - startNanos, TimeUnit.NANOSECONDS);
    }
  }

  private static String word(String name, String prefix) {
    return name.replaceFirst("^" + prefix, "").toLowerCase(Locale.ROOT);
  }
}
