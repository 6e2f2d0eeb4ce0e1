package ai.adjutant.retriever;

import ai.adjutant.inference.v1.AnswerSpan;
import ai.adjutant.inference.v1.ReadPair;
import ai.adjutant.inference.v1.ReadRequest;
import ai.adjutant.inference.v1.ReadResponse;
import ai.adjutant.inference.v1.ReadServiceGrpc;
import ai.adjutant.inference.v1.Reading;
import io.grpc.Context;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;

/** Inference's reader without a model: a test says how relevant a passage is, and what fails. */
final class FakeReads extends ReadServiceGrpc.ReadServiceImplBase {
  private final List<ReadRequest> requests = new CopyOnWriteArrayList<>();
  private final List<Duration> waits = new CopyOnWriteArrayList<>();
  private volatile ToDoubleFunction<String> relevance = passage -> 0;
  private volatile String phrase = "";
  private volatile List<String> languages = List.of("en");
  private volatile Behaviour behaviour = Behaviour.READS;

  /** What it does with a request. */
  enum Behaviour {
    READS,
    FAILS,
    SERVES_NO_MODEL,
    HANGS,
    FORGETS_ONE,
    READS_NAN,
    READS_IMPOSSIBLE_PROBABILITIES,
    READS_BEYOND_THE_END,
    READS_TOO_MANY_SPANS
  }

  void behave(Behaviour other) {
    behaviour = other;
  }

  void rate(ToDoubleFunction<String> by) {
    relevance = by;
  }

  /** Reads this as the answer wherever it stands. */
  void answer(String stretch) {
    phrase = stretch;
  }

  void know(String... known) {
    languages = List.of(known);
  }

  List<ReadRequest> requests() {
    return requests;
  }

  /** How long each caller would still wait when it was heard. */
  List<Duration> waits() {
    return waits;
  }

  @Override
  public void read(ReadRequest request, StreamObserver<ReadResponse> observer) {
    requests.add(request);
    long left = Context.current().getDeadline().timeRemaining(TimeUnit.NANOSECONDS);
    waits.add(Duration.ofNanos(left));
    switch (behaviour) {
      case FAILS -> observer.onError(Status.INTERNAL.asRuntimeException());
      case SERVES_NO_MODEL -> observer.onError(Status.NOT_FOUND.asRuntimeException());
      case HANGS -> {} // until the caller leaves
      case READS,
          FORGETS_ONE,
          READS_NAN,
          READS_IMPOSSIBLE_PROBABILITIES,
          READS_BEYOND_THE_END,
          READS_TOO_MANY_SPANS -> {
        observer.onNext(response(request));
        observer.onCompleted();
      }
    }
  }

  private ReadResponse response(ReadRequest request) {
    ReadResponse.Builder response =
        ReadResponse.newBuilder()
            .setModel("models/fake-reader")
            .setModelDigest("digest-of-reader")
            .addAllLanguages(languages);
    request.getPairsList().forEach(pair -> response.addReadings(reading(pair)));
    int last = response.getReadingsCount() - 1;
    Reading.Builder broken = response.getReadingsBuilder(last);
    switch (behaviour) {
      case FORGETS_ONE -> response.removeReadings(last);
      case READS_NAN -> broken.setRelevance(Double.NaN);
      case READS_IMPOSSIBLE_PROBABILITIES -> broken.setAnswerable(1.5);
      case READS_BEYOND_THE_END -> broken.addSpans(span(0, 1_000_000));
      case READS_TOO_MANY_SPANS -> {
        for (int i = 0; i < 10; i++) {
          broken.addSpans(span(i, i + 1));
        }
      }
      case READS, FAILS, SERVES_NO_MODEL, HANGS -> {}
    }
    return response.build();
  }

  private Reading reading(ReadPair pair) {
    Reading.Builder reading =
        Reading.newBuilder()
            .setRelevance(relevance.applyAsDouble(pair.getPassage()))
            .setAnswerable(0.75);
    int start = phrase.isEmpty() ? -1 : pair.getPassage().indexOf(phrase);
    if (start >= 0) {
      reading.addSpans(span(start, start + phrase.length()));
    }
    return reading.build();
  }

  private static AnswerSpan span(int start, int end) {
    return AnswerSpan.newBuilder().setStart(start).setEnd(end).setScore(0.5).build();
  }
}
