package ai.adjutant.retriever.client;

import ai.adjutant.chassis.error.AdjutantException;
import ai.adjutant.chassis.transport.Channels;
import ai.adjutant.chassis.transport.Endpoint;
import ai.adjutant.inference.v1.EmbedPurpose;
import ai.adjutant.inference.v1.EmbedRequest;
import ai.adjutant.inference.v1.EmbedResponse;
import ai.adjutant.inference.v1.Embedding;
import ai.adjutant.inference.v1.EmbeddingServiceGrpc;
import ai.adjutant.retriever.encode.EncodeReason;
import ai.adjutant.retriever.encode.Encoded;
import ai.adjutant.retriever.encode.Encoder;
import ai.adjutant.retriever.encode.EncoderIdentity;
import ai.adjutant.retriever.encode.Vector;
import io.grpc.ChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/** Calls the encoder that inference serves. Owns its channel. */
public final class InferenceEncoder implements Encoder, AutoCloseable {
  /** Tries while nobody answers; a busy inference is asked until the call's timeout. */
  private static final int UNREACHABLE_TRIES_MAX = 3;

  private static final long PAUSE_MILLIS_FIRST = 50;
  private static final long PAUSE_MILLIS_MAX = 1_000;

  private final String address;
  private final ManagedChannel channel;
  private final CountDownLatch closed = new CountDownLatch(1);

  /** Creates an encoder reached at this address; nothing is connected until the first call. */
  public InferenceEncoder(Endpoint inference, ChannelCredentials credentials) {
    this.address = inference.toString();
    this.channel = Channels.open(inference, credentials);
  }

  @Override
  public Encoded encode(List<String> texts, Purpose purpose, String model, Duration timeout) {
    EmbedRequest request =
        EmbedRequest.newBuilder()
            .setModel(model)
            .addAllTexts(texts)
            .setPurpose(
                switch (purpose) {
                  case DOCUMENT -> EmbedPurpose.EMBED_PURPOSE_DOCUMENT;
                  case QUERY -> EmbedPurpose.EMBED_PURPOSE_QUERY;
                })
            .build();
    return encoded(call(request, purpose, timeout), texts.size());
  }

  private EmbedResponse call(EmbedRequest request, Purpose purpose, Duration timeout) {
    long deadline = System.nanoTime() + timeout.toNanos();
    for (int attempt = 1; ; attempt++) {
      long left = Math.max(1, deadline - System.nanoTime());
      try {
        return EmbeddingServiceGrpc.newBlockingStub(channel)
            .withDeadlineAfter(left, TimeUnit.NANOSECONDS)
            .embed(request);
      } catch (StatusRuntimeException e) {
        if (!mayRetry(e.getStatus().getCode(), purpose, attempt) || !pause(attempt, deadline)) {
          throw failure(e);
        }
        channel.resetConnectBackoff(); // inference may be back long before gRPC would look again
      }
    }
  }

  private static boolean mayRetry(Status.Code code, Purpose purpose, int attempt) {
    return (code == Status.Code.RESOURCE_EXHAUSTED && purpose == Purpose.DOCUMENT)
        || (code == Status.Code.UNAVAILABLE && attempt < UNREACHABLE_TRIES_MAX);
  }

  /** Waits, longer each time; false when the call's timeout or this encoder ends before. */
  private boolean pause(int attempt, long deadline) {
    long most = Math.min(PAUSE_MILLIS_MAX, PAUSE_MILLIS_FIRST << Math.min(attempt - 1, 10));
    long millis = ThreadLocalRandom.current().nextLong(most / 2, most + 1);
    if (deadline - System.nanoTime() < TimeUnit.MILLISECONDS.toNanos(millis)) {
      return false;
    }
    try {
      return !closed.await(millis, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private AdjutantException failure(StatusRuntimeException e) {
    return switch (e.getStatus().getCode()) {
      case DEADLINE_EXCEEDED, CANCELLED ->
          new AdjutantException(
              EncodeReason.ENCODER_TOO_SLOW, "inference at " + address + " did not answer in time");
      case NOT_FOUND ->
          new AdjutantException(
              EncodeReason.ENCODER_MISSING,
              "inference at "
                  + address
                  + " has no such encoder; './adjutant model list' shows those that it has");
      default ->
          new AdjutantException(
              EncodeReason.ENCODER_UNAVAILABLE,
              "inference at "
                  + address
                  + " gives no vectors ("
                  + e.getStatus().getCode()
                  + "); is it running?");
    };
  }

  private Encoded encoded(EmbedResponse response, int expected) {
    try {
      if (response.getEmbeddingsCount() != expected) {
        throw new IllegalArgumentException(
            response.getEmbeddingsCount() + " vectors for " + expected + " texts");
      }
      List<Vector> vectors = new ArrayList<>();
      for (Embedding embedding : response.getEmbeddingsList()) {
        float[] values = new float[embedding.getValuesCount()];
        for (int i = 0; i < values.length; i++) {
          values[i] = embedding.getValues(i);
        }
        vectors.add(Vector.unit(values));
      }
      EncoderIdentity identity =
          new EncoderIdentity(
              response.getModel(),
              response.getModelDigest(),
              response.getDimensions(),
              response.getLanguagesList());
      return new Encoded(identity, vectors);
    } catch (IllegalArgumentException e) {
      throw new AdjutantException(
          EncodeReason.ENCODER_UNAVAILABLE,
          "inference at " + address + " gave vectors that can't be used: " + e.getMessage(),
          e);
    }
  }

  @Override
  public void close() {
    closed.countDown();
    channel.shutdownNow();
  }
}
