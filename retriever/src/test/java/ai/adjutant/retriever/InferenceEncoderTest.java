package ai.adjutant.retriever;

import ai.adjutant.retriever.client.InferenceEncoder;
import ai.adjutant.retriever.encode.Encoder;
import ai.adjutant.retriever.encode.EncoderContract;
import io.grpc.InsecureChannelCredentials;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** The contract, kept by the client of inference over a real socket. */
final class InferenceEncoderTest extends EncoderContract {
  private FakeEmbeddings inference;
  private InferenceEncoder encoder;

  @BeforeEach
  void start() {
    inference = FakeEmbeddings.start(RunningRetriever.ANY_PORT);
    encoder = new InferenceEncoder(inference.endpoint(), InsecureChannelCredentials.create());
  }

  @AfterEach
  void stop() {
    inference.release();
    encoder.close();
    inference.close();
  }

  @Override
  protected Encoder encoder() {
    return encoder;
  }

  @Override
  protected void hold() {
    inference.hold();
  }

  @Override
  protected void leave() {
    inference.close();
  }
}
