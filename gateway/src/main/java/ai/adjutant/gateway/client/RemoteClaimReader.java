package ai.adjutant.gateway.client;

import ai.adjutant.chassis.error.AdjutantException;
import ai.adjutant.gateway.ground.ClaimReadReason;
import ai.adjutant.gateway.ground.ClaimReader;
import ai.adjutant.inference.v1.ReadPair;
import ai.adjutant.inference.v1.ReadPurpose;
import ai.adjutant.inference.v1.ReadRequest;
import ai.adjutant.inference.v1.ReadResponse;
import ai.adjutant.inference.v1.ReadServiceGrpc;
import io.grpc.Channel;
import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Calls inference's reader over gRPC, once: the check goes on without it sooner than it waits. */
public final class RemoteClaimReader implements ClaimReader {
  private final Channel channel;
  private final ReadPurpose purpose;

  private RemoteClaimReader(Channel channel, ReadPurpose purpose) {
    this.channel = channel;
    this.purpose = purpose;
  }

  /** Creates a reader over this channel for answers that somebody waits for. */
  public static RemoteClaimReader forQuestions(Channel channel) {
    return new RemoteClaimReader(channel, ReadPurpose.READ_PURPOSE_QUESTION);
  }

  /** Creates a reader over this channel whose work waits behind that of questions. */
  public static RemoteClaimReader forBulk(Channel channel) {
    return new RemoteClaimReader(channel, ReadPurpose.READ_PURPOSE_BULK);
  }

  @Override
  public Readings read(List<Pair> pairs, Duration timeout) {
    ReadRequest.Builder request = ReadRequest.newBuilder().setPurpose(purpose).setSpansMax(1);
    for (Pair pair : pairs) {
      request.addPairs(ReadPair.newBuilder().setText(pair.claim()).setPassage(pair.passage()));
    }
    try {
      return readings(
          ReadServiceGrpc.newBlockingStub(channel)
              .withDeadlineAfter(Math.max(1, timeout.toNanos()), TimeUnit.NANOSECONDS)
              .read(request.build()),
          pairs.size());
    } catch (StatusRuntimeException e) {
      throw failure(e);
    } catch (IllegalArgumentException e) {
      throw new AdjutantException(
          ClaimReadReason.READER_UNAVAILABLE,
          "inference gave readings that can't be used: " + e.getMessage(),
          e);
    }
  }

  private static Readings readings(ReadResponse response, int pairs) {
    if (response.getReadingsCount() != pairs) {
      throw new IllegalArgumentException(
          response.getReadingsCount() + " readings for " + pairs + " pairs");
    }
    return new Readings(
        response.getModel(),
        response.getLanguagesList(),
        response.getReadingsList().stream()
            .map(ai.adjutant.inference.v1.Reading::getSupport)
            .map(support ->
                new Reading(
                    support.getSupported(), support.getContradicted(), support.getNotFound()))
            .toList());
  }

  private static AdjutantException failure(StatusRuntimeException e) {
    return switch (e.getStatus().getCode()) {
      case DEADLINE_EXCEEDED ->
          new AdjutantException(
              ClaimReadReason.READER_TOO_SLOW, "inference did not read the claims in time", e);
      case CANCELLED ->
          new AdjutantException(ClaimReadReason.READ_CANCELLED, "the question was cancelled", e);
      case UNIMPLEMENTED, NOT_FOUND, FAILED_PRECONDITION ->
          new AdjutantException(ClaimReadReason.READER_MISSING, "inference serves no reader", e);
      default ->
          new AdjutantException(
              ClaimReadReason.READER_UNAVAILABLE,
              "inference does not read claims (" + e.getStatus().getCode() + ")",
              e);
    };
  }
}
