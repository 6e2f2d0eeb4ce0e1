package ai.adjutant.admin.client;

import ai.adjutant.access.v1.KeyServiceGrpc;
import ai.adjutant.chassis.tls.TlsFailure;
import ai.adjutant.chat.v1.ChatServiceGrpc;
import ai.adjutant.chat.v1.EvidenceServiceGrpc;
import ai.adjutant.chat.v1.GroundServiceGrpc;
import ai.adjutant.chat.v1.StatusServiceGrpc;
import ai.adjutant.inference.v1.GenerationServiceGrpc;
import ai.adjutant.inference.v1.ListModelsRequest;
import ai.adjutant.inference.v1.ListModelsResponse;
import ai.adjutant.inference.v1.Model;
import ai.adjutant.inference.v1.ModelServiceGrpc;
import ai.adjutant.inference.v1.ReadServiceGrpc;
import ai.adjutant.inference.v1.TokenizerServiceGrpc;
import ai.adjutant.retrieval.v1.CorpusServiceGrpc;
import ai.adjutant.retrieval.v1.DocumentServiceGrpc;
import ai.adjutant.retrieval.v1.SearchServiceGrpc;
import ai.adjutant.retrieval.v1.TermServiceGrpc;
import io.grpc.Channel;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/**
 * A client of the gateway that {@code --server} names: stubs with deadlines. Any thread may call.
 */
public final class GatewayClient implements AutoCloseable {
  private static final long SECONDS_MAX = 60;
  private static final long LONG_SECONDS_MAX = 1_800;
  private static final long IMPORT_SECONDS_MAX = 6 * 3_600;
  private static final long CLOSE_SECONDS_MAX = 1;
  private static final int MODELS_MAX = 10_000;
  private static final int RETRIES = 3;
  private static final long FIRST_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

  private final String server;
  private final ManagedChannel channel;
  private final Channel calls; // the same, with the key
  private volatile boolean interrupted;

  /** Opens a channel to the server; nothing is connected until the first call. */
  public GatewayClient(Connection connection) {
    server = connection.address();
    channel = connection.open();
    calls = connection.showingKey(channel);
  }

  /** The server's address. */
  public String server() {
    return server;
  }

  /** Corpora. */
  public CorpusServiceGrpc.CorpusServiceBlockingStub corpora() {
    return CorpusServiceGrpc.newBlockingStub(calls)
        .withDeadlineAfter(SECONDS_MAX, TimeUnit.SECONDS);
  }

  /** Corpora, for rebuilds: these take as long as they take. */
  public CorpusServiceGrpc.CorpusServiceBlockingStub reindexing() {
    return CorpusServiceGrpc.newBlockingStub(calls);
  }

  /** Documents. */
  public DocumentServiceGrpc.DocumentServiceBlockingStub documents() {
    return DocumentServiceGrpc.newBlockingStub(calls)
        .withDeadlineAfter(SECONDS_MAX, TimeUnit.SECONDS);
  }

  /** Documents, for loads: these take as long as they take. */
  public DocumentServiceGrpc.DocumentServiceStub loads() {
    return DocumentServiceGrpc.newStub(calls);
  }

  /** Terms of corpora. */
  public TermServiceGrpc.TermServiceBlockingStub terms() {
    return TermServiceGrpc.newBlockingStub(calls).withDeadlineAfter(SECONDS_MAX, TimeUnit.SECONDS);
  }

  /** Search. */
  public SearchServiceGrpc.SearchServiceBlockingStub search() {
    return SearchServiceGrpc.newBlockingStub(calls)
        .withDeadlineAfter(SECONDS_MAX, TimeUnit.SECONDS);
  }

  /** Answers. */
  public ChatServiceGrpc.ChatServiceBlockingStub chat() {
    return ChatServiceGrpc.newBlockingStub(calls).withDeadlineAfter(SECONDS_MAX, TimeUnit.SECONDS);
  }

  /** Calibration, which asks many questions. */
  public EvidenceServiceGrpc.EvidenceServiceBlockingStub evidence() {
    return EvidenceServiceGrpc.newBlockingStub(calls)
        .withDeadlineAfter(LONG_SECONDS_MAX, TimeUnit.SECONDS);
  }

  /** Server status. */
  public StatusServiceGrpc.StatusServiceBlockingStub status() {
    return StatusServiceGrpc.newBlockingStub(calls)
        .withDeadlineAfter(SECONDS_MAX, TimeUnit.SECONDS);
  }

  /** Keys. */
  public KeyServiceGrpc.KeyServiceBlockingStub keys() {
    return KeyServiceGrpc.newBlockingStub(calls).withDeadlineAfter(SECONDS_MAX, TimeUnit.SECONDS);
  }

  /** Models. */
  public ModelServiceGrpc.ModelServiceBlockingStub models() {
    return ModelServiceGrpc.newBlockingStub(calls).withDeadlineAfter(SECONDS_MAX, TimeUnit.SECONDS);
  }

  /** Models that are opened or closed, which reads or writes all of a model. */
  public ModelServiceGrpc.ModelServiceBlockingStub modelChanges() {
    return ModelServiceGrpc.newBlockingStub(calls)
        .withDeadlineAfter(LONG_SECONDS_MAX, TimeUnit.SECONDS);
  }

  /** Imports of models. */
  public ModelServiceGrpc.ModelServiceStub imports() {
    return ModelServiceGrpc.newStub(calls).withDeadlineAfter(IMPORT_SECONDS_MAX, TimeUnit.SECONDS);
  }

  /** Generation and scores. */
  public GenerationServiceGrpc.GenerationServiceBlockingStub generation() {
    return GenerationServiceGrpc.newBlockingStub(calls)
        .withDeadlineAfter(LONG_SECONDS_MAX, TimeUnit.SECONDS);
  }

  /** Generation, several at once; its events are received in the thread that reads the socket. */
  public GenerationServiceGrpc.GenerationServiceStub generations() {
    return GenerationServiceGrpc.newStub(calls)
        .withExecutor(Runnable::run)
        .withDeadlineAfter(LONG_SECONDS_MAX, TimeUnit.SECONDS);
  }

  /** Ground checks, for bulk work. */
  public GroundServiceGrpc.GroundServiceBlockingStub ground() {
    return GroundServiceGrpc.newBlockingStub(calls)
        .withDeadlineAfter(LONG_SECONDS_MAX, TimeUnit.SECONDS);
  }

  /** Readings of passages, for bulk work. */
  public ReadServiceGrpc.ReadServiceBlockingStub reading() {
    return ReadServiceGrpc.newBlockingStub(calls)
        .withDeadlineAfter(LONG_SECONDS_MAX, TimeUnit.SECONDS);
  }

  /** Tokenizers: these take as long as texts come. */
  public TokenizerServiceGrpc.TokenizerServiceStub tokenizers() {
    return TokenizerServiceGrpc.newStub(calls);
  }

  /** Returns the models that the server has, up to 10,000. */
  public List<Model> installedModels() {
    List<Model> models = new ArrayList<>();
    String token = "";
    do {
      ListModelsRequest request = ListModelsRequest.newBuilder().setPageToken(token).build();
      ListModelsResponse page = retrying(() -> models().listModels(request));
      models.addAll(page.getModelsList());
      token = page.getModelsCount() == 0 ? "" : page.getNextPageToken();
    } while (!token.isEmpty() && models.size() < MODELS_MAX);
    return models;
  }

  /**
   * Calls, and calls again with growing pauses, at most three times, while the service is not
   * there.
   */
  public <T> T retrying(Supplier<T> call) {
    long pause = FIRST_PAUSE_NANOS;
    for (int tried = 0; ; tried++) {
      try {
        return call.get();
      } catch (StatusRuntimeException e) {
        boolean helps =
            e.getStatus().getCode() == Status.Code.UNAVAILABLE && TlsFailure.of(e).isEmpty();
        if (!helps || tried == RETRIES) {
          throw e;
        }
        LockSupport.parkNanos(pause);
        pause *= 3;
      }
    }
  }

  /** Cancels the calls under way and lets the server know; the process is about to end. */
  void interrupt() {
    interrupted = true;
    try {
      var unused = channel.shutdownNow().awaitTermination(CLOSE_SECONDS_MAX, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Whether calls fail because the user ended the command. */
  boolean interrupted() {
    return interrupted;
  }

  @Override
  public void close() {
    channel.shutdownNow();
  }
}
