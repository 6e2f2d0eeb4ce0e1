package ai.adjutant.retriever;

import ai.adjutant.chassis.transport.Endpoint;
import ai.adjutant.chassis.transport.ServiceServer;
import ai.adjutant.inference.v1.EmbedPurpose;
import ai.adjutant.inference.v1.EmbedRequest;
import ai.adjutant.inference.v1.EmbedResponse;
import ai.adjutant.inference.v1.Embedding;
import ai.adjutant.inference.v1.EmbeddingServiceGrpc;
import io.grpc.BindableService;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;

/** Inference's embeddings without a model: words hashed into a small vector; served for real. */
final class FakeEmbeddings extends EmbeddingServiceGrpc.EmbeddingServiceImplBase
    implements AutoCloseable {
  private static final int DIMENSIONS = 64;
  private static final String FIRST = "fake-small-en";

  private final ServiceServer server;
  private final Queue<String> asked = new ConcurrentLinkedQueue<>();
  private volatile List<String> languages = List.of();
  private volatile String digest = "digest-one";
  private volatile String newer = "";
  private volatile boolean former = true;
  private volatile CountDownLatch gate = new CountDownLatch(0);

  private FakeEmbeddings(Endpoint listen, BindableService... others) {
    List<BindableService> services = new ArrayList<>(List.of(this));
    services.addAll(List.of(others));
    server = new ServiceServer("inference", listen, services);
  }

  static FakeEmbeddings start(Endpoint listen) {
    return start(listen, new BindableService[0]);
  }

  /** Serves others beside it, as inference does. */
  static FakeEmbeddings start(Endpoint listen, BindableService... others) {
    FakeEmbeddings fake = new FakeEmbeddings(listen, others);
    fake.server.start();
    return fake;
  }

  Endpoint endpoint() {
    return server.endpoint();
  }

  /** Knows these languages from now on. */
  void know(String... known) {
    languages = List.of(known);
  }

  void becomeAnotherModel() {
    digest = "digest-two";
  }

  /** Has a newer encoder from now on, which embeds where none is named; the former stays. */
  void addNewer(String name) {
    newer = name;
  }

  /** Forgets the first encoder. */
  void loseFormer() {
    former = false;
  }

  /** Answers nothing about documents until {@link #release}. */
  /** The texts of questions since the last call. */
  List<String> asked() {
    List<String> texts = new ArrayList<>();
    for (String text = asked.poll(); text != null; text = asked.poll()) {
      texts.add(text);
    }
    return texts;
  }

  void hold() {
    gate = new CountDownLatch(1);
  }

  void release() {
    gate.countDown();
  }

  @Override
  public void embed(EmbedRequest request, StreamObserver<EmbedResponse> observer) {
    if (request.getPurpose() == EmbedPurpose.EMBED_PURPOSE_DOCUMENT) {
      await(gate);
    } else {
      asked.addAll(request.getTextsList());
    }
    boolean first = newer.isEmpty() || request.getModel().equals(FIRST);
    if (first && !former) {
      observer.onError(Status.NOT_FOUND.withDescription("no such model").asRuntimeException());
      return;
    }
    EmbedResponse.Builder response =
        EmbedResponse.newBuilder()
            .setModel(first ? FIRST : newer)
            .setModelDigest(first ? digest : "digest-newer")
            .setDimensions(DIMENSIONS)
            .addAllLanguages(languages);
    for (String text : request.getTextsList()) {
      response.addEmbeddings(embedding(text));
    }
    observer.onNext(response.build());
    observer.onCompleted();
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static Embedding embedding(String text) {
    float[] values = new float[DIMENSIONS];
    values[0] = 0.1f;
    for (String word : text.toLowerCase(Locale.ROOT).split("\\W+")) {
      values[Math.floorMod(word.hashCode() * 0x9E3779B9, DIMENSIONS)] += 1;
    }
    double square = 0;
    for (float value : values) {
      square += value * value;
    }
    Embedding.Builder embedding = Embedding.newBuilder();
    for (float value : values) {
      embedding.addValues((float) (value / Math.sqrt(square)));
    }
    return embedding.build();
  }

  @Override
  public void close() {
    server.drain(Duration.ZERO);
    server.close();
  }
}
