package ai.adjutant.retriever.client;

import ai.adjutant.chassis.error.AdjutantException;
import ai.adjutant.chassis.transport.Channels;
import ai.adjutant.chassis.transport.Endpoint;
import ai.adjutant.inference.v1.ReadPair;
import ai.adjutant.inference.v1.ReadPurpose;
import ai.adjutant.inference.v1.ReadRequest;
import ai.adjutant.inference.v1.ReadResponse;
import ai.adjutant.inference.v1.ReadServiceGrpc;
import ai.adjutant.inference.v1.Reading;
import ai.adjutant.retriever.read.PassageReading;
import ai.adjutant.retriever.read.PassageReading.Span;
import ai.adjutant.retriever.read.ReadReason;
import ai.adjutant.retriever.read.Reader;
import ai.adjutant.retriever.read.ReaderIdentity;
import ai.adjutant.retriever.read.Readings;
import io.grpc.ChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Calls the reader that inference serves, once: a search goes on without it sooner than it waits.
 * Owns its channel.
 */
public final class InferenceReader implements Reader, AutoCloseable {
  private final String address;
  private final ManagedChannel channel;

  /** Creates a reader reached at this address; nothing is connected until the first call. */
  public InferenceReader(Endpoint inference, ChannelCredentials credentials) {
    this.address = inference.toString();
    this.channel = Channels.open(inference, credentials);
  }

  @Override
  public Readings read(String question, List<String> passages, int spansMax, Duration timeout) {
    ReadRequest.Builder request =
        ReadRequest.newBuilder()
            .setPurpose(ReadPurpose.READ_PURPOSE_QUESTION)
            .setSpansMax(spansMax);
    passages.forEach(
        passage -> request.addPairs(ReadPair.newBuilder().setText(question).setPassage(passage)));
    try {
      ReadResponse response =
          ReadServiceGrpc.newBlockingStub(channel)
              .withDeadlineAfter(Math.max(1, timeout.toNanos()), TimeUnit.NANOSECONDS)
              .read(request.build());
      return readings(response, passages, spansMax);
    } catch (StatusRuntimeException e) {
      throw failure(e);
    } catch (IllegalArgumentException e) {
      throw new AdjutantException(
          ReadReason.READER_UNAVAILABLE,
          "inference at " + address + " gave readings that can't be used: " + e.getMessage(),
          e);
    }
  }

  private static Readings readings(ReadResponse response, List<String> passages, int spansMax) {
    if (response.getReadingsCount() != passages.size()) {
      throw new IllegalArgumentException(
          response.getReadingsCount() + " readings for " + passages.size() + " passages");
    }
    List<PassageReading> readings = new ArrayList<>();
    for (int i = 0; i < passages.size(); i++) {
      readings.add(reading(response.getReadings(i), passages.get(i), spansMax));
    }
    ReaderIdentity identity =
        new ReaderIdentity(
            response.getModel(), response.getModelDigest(), response.getLanguagesList());
    return new Readings(identity, readings);
  }

  private static PassageReading reading(Reading reading, String passage, int spansMax) {
    if (reading.getSpansCount() > spansMax) {
      throw new IllegalArgumentException(
          reading.getSpansCount() + " spans where " + spansMax + " were asked for");
    }
    List<Span> spans = new ArrayList<>();
    for (var span : reading.getSpansList()) {
      if (span.getEnd() > passage.length()) {
        throw new IllegalArgumentException(
            "a span ends at " + span.getEnd() + " of " + passage.length());
      }
      spans.add(new Span(span.getStart(), span.getEnd(), span.getScore()));
    }
    return new PassageReading(reading.getRelevance(), reading.getAnswerable(), spans);
  }

  private AdjutantException failure(StatusRuntimeException e) {
    return switch (e.getStatus().getCode()) {
      case DEADLINE_EXCEEDED ->
          new AdjutantException(
              ReadReason.READER_TOO_SLOW, "inference at " + address + " did not read in time");
      case CANCELLED ->
          new AdjutantException(ReadReason.READ_CANCELLED, "the search was cancelled");
      case UNIMPLEMENTED, NOT_FOUND, FAILED_PRECONDITION ->
          new AdjutantException(
              ReadReason.READER_MISSING, "inference at " + address + " serves no reader");
      default ->
          new AdjutantException(
              ReadReason.READER_UNAVAILABLE,
              "inference at " + address + " does not read (" + e.getStatus().getCode() + ")");
    };
  }

  @Override
  public void close() {
    channel.shutdownNow();
  }
}
