package ai.adjutant.gateway.client;

import ai.adjutant.chassis.context.RequestContext;
import ai.adjutant.gateway.embedding.SentenceEncoder;
import ai.adjutant.inference.v1.EmbedPurpose;
import ai.adjutant.inference.v1.EmbedRequest;
import ai.adjutant.inference.v1.EmbedResponse;
import ai.adjutant.inference.v1.EmbeddingServiceGrpc;
import io.grpc.Channel;
import io.grpc.StatusRuntimeException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Calls inference's encoder over gRPC. */
public final class RemoteEncoder implements SentenceEncoder {
  private static final Logger log = LoggerFactory.getLogger(RemoteEncoder.class);
  private static final long SECONDS_MAX = 5;

  private final Channel channel;

  /** Creates an encoder over this channel. */
  public RemoteEncoder(Channel channel) {
    this.channel = channel;
  }

  @Override
  public Optional<List<Vector>> encode(List<String> texts) {
    try {
      EmbedResponse response =
          EmbeddingServiceGrpc.newBlockingStub(channel)
              .withDeadlineAfter(SECONDS_MAX, TimeUnit.SECONDS)
              .embed(
                  EmbedRequest.newBuilder()
                      .addAllTexts(texts)
                      .setPurpose(EmbedPurpose.EMBED_PURPOSE_QUERY)
                      .build());
      return Optional.of(
          response.getEmbeddingsList().stream()
              .map(embedding -> {
                float[] values = new float[embedding.getValuesCount()];
                for (int i = 0; i < values.length; i++) {
                  values[i] = embedding.getValues(i);
                }
                return new Vector(values);
              })
              .toList());
    } catch (StatusRuntimeException e) {
      if (!RequestContext.isAbandoned()) {
        log.warn(
            "no vectors of sentences: status={} message={}",
            e.getStatus().getCode(),
            e.getStatus().getDescription());
      }
      return Optional.empty();
    }
  }
}
