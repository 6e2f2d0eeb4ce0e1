package ai.adjutant.admin.client;

import ai.adjutant.admin.terminal.CommandFailure;
import ai.adjutant.admin.terminal.ExitCode;
import ai.adjutant.chassis.transport.Channels;
import ai.adjutant.chassis.transport.Endpoint;
import ai.adjutant.chat.v1.ChatServiceGrpc;
import ai.adjutant.chat.v1.EvidenceServiceGrpc;
import ai.adjutant.chat.v1.StatusServiceGrpc;
import ai.adjutant.inference.v1.ModelServiceGrpc;
import ai.adjutant.retrieval.v1.CorpusServiceGrpc;
import ai.adjutant.retrieval.v1.DocumentServiceGrpc;
import ai.adjutant.retrieval.v1.SearchServiceGrpc;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** The house behind {@code --server}: stubs with deadlines. Any thread may call. */
public final class House implements AutoCloseable {
  private static final long SECONDS_MAX = 60;
  private static final long CALIBRATE_SECONDS_MAX = 1_800;
  private static final int RETRIES = 3;
  private static final long FIRST_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

  private final String server;
  private final ManagedChannel channel;

  /** Opens the way to a server; nothing is connected until the first call. */
  public House(String server) {
    this.server = server;
    try {
      channel = Channels.open(Endpoint.parse(server));
    } catch (IllegalArgumentException e) {
      throw new CommandFailure(ExitCode.WRONG_USAGE, "--server: " + e.getMessage());
    }
  }

  /** Where it is. */
  public String server() {
    return server;
  }

  /** Corpora. */
  public CorpusServiceGrpc.CorpusServiceBlockingStub corpora() {
    return CorpusServiceGrpc.newBlockingStub(channel)
        .withDeadlineAfter(SECONDS_MAX, TimeUnit.SECONDS);
  }

  /** Documents. */
  public DocumentServiceGrpc.DocumentServiceBlockingStub documents() {
    return DocumentServiceGrpc.newBlockingStub(channel)
        .withDeadlineAfter(SECONDS_MAX, TimeUnit.SECONDS);
  }

  /** Documents, for loads: these take as long as they take. */
  public DocumentServiceGrpc.DocumentServiceStub loads() {
    return DocumentServiceGrpc.newStub(channel);
  }

  /** Search. */
  public SearchServiceGrpc.SearchServiceBlockingStub search() {
    return SearchServiceGrpc.newBlockingStub(channel)
        .withDeadlineAfter(SECONDS_MAX, TimeUnit.SECONDS);
  }

  /** Answers. */
  public ChatServiceGrpc.ChatServiceBlockingStub chat() {
    return ChatServiceGrpc.newBlockingStub(channel)
        .withDeadlineAfter(SECONDS_MAX, TimeUnit.SECONDS);
  }

  /** Calibration, which asks many questions. */
  public EvidenceServiceGrpc.EvidenceServiceBlockingStub evidence() {
    return EvidenceServiceGrpc.newBlockingStub(channel)
        .withDeadlineAfter(CALIBRATE_SECONDS_MAX, TimeUnit.SECONDS);
  }

  /** The state of the house. */
  public StatusServiceGrpc.StatusServiceBlockingStub status() {
    return StatusServiceGrpc.newBlockingStub(channel)
        .withDeadlineAfter(SECONDS_MAX, TimeUnit.SECONDS);
  }

  /** Models. */
  public ModelServiceGrpc.ModelServiceBlockingStub models() {
    return ModelServiceGrpc.newBlockingStub(channel)
        .withDeadlineAfter(SECONDS_MAX, TimeUnit.SECONDS);
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
        if (e.getStatus().getCode() != Status.Code.UNAVAILABLE || tried == RETRIES) {
          throw e;
        }
        LockSupport.parkNanos(pause);
        pause *= 3;
      }
    }
  }

  @Override
  public void close() {
    channel.shutdownNow();
  }
}
