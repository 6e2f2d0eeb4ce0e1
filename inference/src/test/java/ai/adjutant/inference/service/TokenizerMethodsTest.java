package ai.adjutant.inference.service;

import static org.assertj.core.api.Assertions.assertThat;

import ai.adjutant.chassis.testing.CapturedLog;
import ai.adjutant.chassis.transport.Statuses;
import ai.adjutant.inference.testing.SyntheticDecoder;
import ai.adjutant.inference.v1.TokenIds;
import ai.adjutant.inference.v1.TokenizeRequest;
import ai.adjutant.inference.v1.TokenizeResponse;
import ai.adjutant.inference.v1.TokenizerServiceGrpc;
import com.google.protobuf.ByteString;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class TokenizerMethodsTest {
  @RegisterExtension
  static final CapturedLog log = CapturedLog.of("ai.adjutant").allowing("TOKENIZER_REFUSED: ");

  private static final TokenizeRequest MODEL =
      TokenizeRequest.newBuilder().setModel("models/bytes").build();

  @TempDir static Path data;
  private static RunningInference inference;
  private static byte[] json;

  @BeforeAll
  static void start() throws IOException {
    SyntheticDecoder.saying("x").writeTo(data.resolve("models/bytes"));
    json = Files.readAllBytes(data.resolve("models/bytes/tokenizer.json"));
    inference = RunningInference.on(data);
  }

  @AfterAll
  static void stop() {
    inference.close();
  }

  @Test
  void answersTextsAndIdsInOrder() {
    List<TokenizeResponse> answers =
        call(MODEL, text("Hé"), ids(72, 195, 169), text(""), ids(), text("<|end|>")).answers();
    assertThat(answers).hasSize(5);
    assertThat(answers.get(0).getIds().getValuesList()).containsExactly(72, 195, 169);
    assertThat(answers.get(1).getText()).isEqualTo("Hé");
    assertThat(answers.get(2).hasIds()).isTrue();
    assertThat(answers.get(2).getIds().getValuesCount()).isZero();
    assertThat(answers.get(3).getText()).isEmpty();
    assertThat(answers.get(4).getIds().getValuesList()).containsExactly(SyntheticDecoder.END);
  }

  @Test
  void keepsSpecialTokensOnlyWhereAsked() {
    TokenizeRequest kept = ids(72, SyntheticDecoder.END).toBuilder().setSpecialTokens(true).build();
    List<TokenizeResponse> answers = call(MODEL, ids(72, SyntheticDecoder.END), kept).answers();
    assertThat(answers).extracting(TokenizeResponse::getText).containsExactly("H", "H<|end|>");
  }

  @Test
  void takesATokenizerInParts() {
    List<TokenizeRequest> requests = new ArrayList<>();
    for (int from = 0; from < json.length; from += 1_000) {
      requests.add(part(ByteString.copyFrom(json, from, Math.min(1_000, json.length - from))));
    }
    requests.add(text("a"));
    for (int i = 0; i < 5; i++) {
      // More calls than there are places at a time: each gives its own back.
      assertThat(call(requests.toArray(TokenizeRequest[]::new)).answers()).hasSize(1);
    }
  }

  @Test
  void refusesWhatCantBeRight() {
    assertRefused("PART_ORDER_WRONG", "no tokenizer is named", text("a"));
    assertRefused("PART_ORDER_WRONG", "is empty", TokenizeRequest.getDefaultInstance());
    assertRefused("PART_ORDER_WRONG", "after another", MODEL, MODEL);
    assertRefused("PART_ORDER_WRONG", "after the tokenizer was whole", MODEL, file());
    assertRefused("PART_ORDER_WRONG", "after another", file(), MODEL);
    assertRefused("PART_ORDER_WRONG", "was whole", file(), text("a"), file());
    assertRefused(
        "MODEL_NOT_FOUND", "no model 'none'", MODEL.toBuilder().setModel("models/none").build());
    assertRefused("MODEL_NAME_INVALID", "models/NAME", MODEL.toBuilder().setModel("x").build());
    assertRefused("ID_UNKNOWN", "ids[1] is -1, not 0 to", MODEL, ids(1, -1));
    assertRefused("ID_UNKNOWN", "ids[0] is 100000", MODEL, ids(100_000));
    assertRefused("TEXT_TOO_LONG", "1000001 characters", MODEL, text("x".repeat(1_000_001)));
    assertRefused(
        "TOKENIZER_REFUSED", "no tokenizer", part(ByteString.copyFromUtf8("{}")), text("a"));
    // Every refusal gave its place back.
    assertThat(call(file(), text("a")).answers()).hasSize(1);
  }

  @Test
  void refusesAFileBeyondAllMeasure() {
    Call call = new Call(true);
    ByteString part = ByteString.copyFrom(new byte[15 * 1024 * 1024]);
    for (int i = 0; i < 4 && call.send(part(part)); i++) {}
    assertThat(reason(call.failure())).isEqualTo("TOKENIZER_TOO_LARGE");
  }

  /** Its expression takes the native library past a limit where it aborts its process. */
  @Test
  void failsACallersTokenizerThatWouldEndTheProcess() {
    String pattern = "{\"type\":\"Replace\",\"pattern\":{\"Regex\":\"(a+)+$\"},\"content\":\"b\"}";
    String evil =
        "{\"normalizer\":" + pattern + "," + new String(json, StandardCharsets.UTF_8).substring(1);
    Call call = new Call(true);
    call.send(part(ByteString.copyFromUtf8(evil)));
    call.send(text("x"));
    assertThat(call.next().getIds().getValuesList()).containsExactly((int) 'x');
    call.send(text("a".repeat(28) + "!"));
    assertThat(reason(call.failure())).isEqualTo("TOKENIZER_FAILED");
    assertThat(call(MODEL, text("a")).answers()).hasSize(1);
    assertThat(call(file(), text("a")).answers()).hasSize(1);
  }

  /** A hundred megabytes of sound JSON took two minutes, 240 the heap. */
  @Test
  void keepsNoTokenizerInTheHeapAndRefusesOneThatHasTooMuch() throws IOException {
    Call call = new Call(true);
    call.send(part(ByteString.copyFromUtf8("{\"model\":{\"vocab\":{\"a\":0")));
    ByteString tokens = ByteString.copyFromUtf8(",\"a\":0".repeat(1_000_000));
    for (int i = 0; i < 6; i++) {
      call.send(part(tokens));
    }
    call.send(part(ByteString.copyFromUtf8("}}}")));
    call.send(text("a"));
    StatusRuntimeException failure = call.failure();
    assertThat(reason(failure)).isEqualTo("TOKENIZER_REFUSED");
    assertThat(failure).hasMessageContaining("more than 1000000 tokens");
  }

  @Test
  void turnsTooManyOwnTokenizersAwayAndFreesThoseOfCallersThatVanish() {
    List<Call> open = new ArrayList<>();
    for (int i = 0; i < TokenizeStream.OWN_MAX; i++) {
      Call call = new Call(true);
      call.send(file());
      call.send(text("a"));
      assertThat(call.next().hasIds()).isTrue();
      open.add(call);
    }
    assertThat(reason(call(file(), text("a")).failure())).isEqualTo("TOKENIZERS_TOO_MANY");
    assertThat(call(MODEL, text("a")).answers()).hasSize(1);
    open.forEach(Call::cancel);
    boolean free = false;
    while (!free) {
      // The server hears of a cancelled call a moment later.
      free = call(file(), text("a")).isAnswered();
    }
  }

  @Test
  void servesASlowReaderToTheEnd() {
    Call call = new Call(false);
    String text = "word ".repeat(10_000);
    call.send(MODEL);
    int sent = 0;
    for (; sent < 40; sent++) {
      call.send(text(text));
    }
    call.complete();
    int received = 0;
    for (; received < 40; received++) {
      call.request();
      assertThat(call.next().getIds().getValuesCount()).isEqualTo(text.length());
    }
    call.request();
    assertThat(call.isAnswered()).isTrue();
    assertThat(received).isEqualTo(sent);
  }

  private static void assertRefused(String reason, String message, TokenizeRequest... requests) {
    StatusRuntimeException failure = call(requests).failure();
    assertThat(reason(failure)).as(failure.toString()).isEqualTo(reason);
    assertThat(failure).hasMessageContaining(message);
    assertThat(failure.getStatus().getCode())
        .isIn(Status.Code.INVALID_ARGUMENT, Status.Code.NOT_FOUND, Status.Code.FAILED_PRECONDITION);
  }

  private static String reason(StatusRuntimeException failure) {
    return Statuses.errorInfo(failure).orElseThrow().getReason();
  }

  private static TokenizeRequest text(String text) {
    return TokenizeRequest.newBuilder().setText(text).build();
  }

  private static TokenizeRequest ids(int... ids) {
    TokenIds.Builder values = TokenIds.newBuilder();
    for (int id : ids) {
      values.addValues(id);
    }
    return TokenizeRequest.newBuilder().setIds(values).build();
  }

  private static TokenizeRequest part(ByteString bytes) {
    return TokenizeRequest.newBuilder().setTokenizerJson(bytes).build();
  }

  private static TokenizeRequest file() {
    return part(ByteString.copyFrom(json));
  }

  private static Call call(TokenizeRequest... requests) {
    Call call = new Call(true);
    for (TokenizeRequest request : requests) {
      call.send(request);
    }
    call.complete();
    return call;
  }

  /** A call and what comes back. */
  private static final class Call
      implements ClientResponseObserver<TokenizeRequest, TokenizeResponse> {
    private final boolean reads;
    private final LinkedBlockingQueue<TokenizeResponse> answers = new LinkedBlockingQueue<>();
    private final CompletableFuture<Void> done = new CompletableFuture<>();
    private final CompletableFuture<ClientCallStreamObserver<TokenizeRequest>> up =
        new CompletableFuture<>();

    Call(boolean reads) {
      this.reads = reads;
      TokenizerServiceGrpc.newStub(inference.channel()).tokenize(this);
    }

    @Override
    public void beforeStart(ClientCallStreamObserver<TokenizeRequest> stream) {
      if (!reads) {
        stream.disableAutoRequestWithInitial(0);
      }
      up.complete(stream);
    }

    /** False when the call is over. */
    boolean send(TokenizeRequest request) {
      if (!done.isDone()) {
        up.join().onNext(request);
      }
      return !done.isDone();
    }

    void complete() {
      if (!done.isDone()) {
        up.join().onCompleted();
      }
    }

    void cancel() {
      up.join().cancel("gone", null);
    }

    void request() {
      up.join().request(1);
    }

    TokenizeResponse next() {
      try {
        TokenizeResponse answer = answers.poll(60, TimeUnit.SECONDS);
        assertThat(answer).isNotNull();
        return answer;
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }

    boolean isAnswered() {
      return done.handle((nothing, failure) -> failure == null).join();
    }

    List<TokenizeResponse> answers() {
      done.join();
      return new ArrayList<>(answers);
    }

    StatusRuntimeException failure() {
      try {
        done.join();
      } catch (CompletionException e) {
        if (e.getCause() instanceof StatusRuntimeException failure) {
          return failure;
        }
        throw e;
      }
      throw new AssertionError("no failure, " + answers.size() + " answers");
    }

    @Override
    public void onNext(TokenizeResponse answer) {
      answers.add(answer);
    }

    @Override
    public void onError(Throwable failure) {
      done.completeExceptionally(failure);
    }

    @Override
    public void onCompleted() {
      done.complete(null);
    }
  }
}
