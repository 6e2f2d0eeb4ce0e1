package ai.adjutant.inference.service;

import ai.adjutant.chassis.error.AdjutantException;
import ai.adjutant.inference.catalogue.Catalogue;
import ai.adjutant.inference.read.PassagePair;
import ai.adjutant.inference.read.Reader;
import ai.adjutant.inference.v1.AnswerSpan;
import ai.adjutant.inference.v1.ReadPair;
import ai.adjutant.inference.v1.ReadPurpose;
import ai.adjutant.inference.v1.ReadRequest;
import ai.adjutant.inference.v1.ReadResponse;
import ai.adjutant.inference.v1.ReadServiceGrpc.ReadServiceImplBase;
import ai.adjutant.inference.v1.Reading;
import ai.adjutant.inference.v1.Support;
import ai.adjutant.inference.work.Priority;
import io.grpc.stub.StreamObserver;
import java.util.List;

/** Passages read for a question or a claim, over the wire. */
final class ReadMethods extends ReadServiceImplBase {
  private final Catalogue catalogue;

  ReadMethods(Catalogue catalogue) {
    this.catalogue = catalogue;
  }

  @Override
  public void read(ReadRequest request, StreamObserver<ReadResponse> response) {
    check(request.getPairsList());
    int spansMax = spansMax(request.getSpansMax());
    Priority priority = priority(request.getPurpose());
    Reader reader = catalogue.reader(Checks.optionalModel(request.getModel()));
    List<PassagePair> pairs =
        request.getPairsList().stream()
            .map(pair -> new PassagePair(pair.getText(), pair.getPassage()))
            .toList();
    ReadResponse.Builder answer =
        ReadResponse.newBuilder()
            .setModel(Checks.resource(reader.info().name()))
            .setModelDigest(reader.info().digest())
            .addAllLanguages(reader.info().languages());
    for (var reading : readings(reader, pairs, priority, spansMax)) {
      answer.addReadings(message(reading));
    }
    response.onNext(answer.build());
    response.onCompleted();
  }

  private static List<ai.adjutant.inference.read.Reading> readings(
      Reader reader, List<PassagePair> pairs, Priority priority, int spansMax) {
    try {
      return reader.read(pairs, priority, spansMax, CancellationWatch::await);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Checks.cancelled();
    }
  }

  private static void check(List<ReadPair> pairs) {
    if (pairs.isEmpty()) {
      throw Checks.empty("no pairs: send 1 to " + Reader.PAIRS_MAX + " of them");
    }
    if (pairs.size() > Reader.PAIRS_MAX) {
      throw new AdjutantException(
          ServiceReason.TEXTS_TOO_MANY,
          pairs.size()
              + " pairs in one request, at most "
              + Reader.PAIRS_MAX
              + " are taken; send several requests");
    }
    for (int i = 0; i < pairs.size(); i++) {
      Checks.text("pairs[" + i + "].text", pairs.get(i).getText());
      Checks.text("pairs[" + i + "].passage", pairs.get(i).getPassage());
    }
  }

  private static int spansMax(int asked) {
    if (asked < 0 || asked > Reader.SPANS_MAX) {
      throw new AdjutantException(
          ServiceReason.SPANS_OUT_OF_RANGE,
          "spans_max is " + asked + "; give 0 for one span, or 1 to " + Reader.SPANS_MAX);
    }
    return Math.max(1, asked);
  }

  private static Priority priority(ReadPurpose purpose) {
    return switch (purpose) {
      case READ_PURPOSE_UNSPECIFIED, READ_PURPOSE_QUESTION -> Priority.INTERACTIVE;
      case READ_PURPOSE_BULK -> Priority.BULK;
      case UNRECOGNIZED ->
          throw new AdjutantException(
              ServiceReason.VALUE_UNKNOWN, "purpose is none that this server knows");
    };
  }

  private static Reading message(ai.adjutant.inference.read.Reading reading) {
    Reading.Builder message =
        Reading.newBuilder()
            .setRelevance(reading.relevance())
            .setAnswerable(reading.answerable())
            .setSupport(
                Support.newBuilder()
                    .setSupported(reading.support().supported())
                    .setContradicted(reading.support().contradicted())
                    .setNotFound(reading.support().notFound()))
            .setTruncated(reading.truncated());
    for (var span : reading.spans()) {
      message.addSpans(
          AnswerSpan.newBuilder().setStart(span.start()).setEnd(span.end()).setScore(span.score()));
    }
    return message.build();
  }
}
