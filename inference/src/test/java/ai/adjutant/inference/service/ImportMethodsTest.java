package ai.adjutant.inference.service;

import static org.assertj.core.api.Assertions.assertThat;

import ai.adjutant.chassis.testing.Await;
import ai.adjutant.chassis.testing.CapturedLog;
import ai.adjutant.chassis.transport.Statuses;
import ai.adjutant.inference.testing.SyntheticDecoder;
import ai.adjutant.inference.v1.GenerateRequest;
import ai.adjutant.inference.v1.GenerationServiceGrpc;
import ai.adjutant.inference.v1.GetModelRequest;
import ai.adjutant.inference.v1.ImportFile;
import ai.adjutant.inference.v1.ImportHeader;
import ai.adjutant.inference.v1.ImportModelRequest;
import ai.adjutant.inference.v1.ImportModelResponse;
import ai.adjutant.inference.v1.ListModelsRequest;
import ai.adjutant.inference.v1.Model;
import ai.adjutant.inference.v1.ModelServiceGrpc;
import ai.adjutant.inference.v1.ModelState;
import com.google.protobuf.ByteString;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class ImportMethodsTest {
  @RegisterExtension
  final CapturedLog log =
      CapturedLog.of("ai.adjutant")
          .allowing("TOKENIZER_REFUSED: ")
          .allowing("ONNX_FILE_NOT_ONNX: ")
          .allowing("a model whose replacement was cut short is put back: model=m");

  @TempDir Path data;
  @TempDir Path outside;
  private RunningInference inference;

  @BeforeEach
  void start() {
    inference = RunningInference.on(data);
  }

  @AfterEach
  void stop() throws IOException {
    inference.close();
    if (Files.exists(data.resolve("models/.incoming"))) {
      assertThat(data.resolve("models/.incoming")).isEmptyDirectory();
    }
  }

  @Test
  void bringsAModelInAndServesIt() throws IOException {
    Model model = send("fresh", files("hello"), false);
    assertThat(model.getState()).isEqualTo(ModelState.MODEL_STATE_READY);
    assertThat(model.getVariants(0).getFile()).isEqualTo("onnx/model.onnx");
    assertThat(says("fresh")).isEqualTo("hello");
    assertThat(data.resolve("models/fresh/model.json")).isNotEmptyFile();
    String digest = model.getDigest();
    inference.close();
    inference = RunningInference.on(data);
    assertThat(get("fresh").getDigest()).isEqualTo(digest);
  }

  @Test
  void replacesAModelWhereItIsAskedToOnly() throws IOException {
    send("m", files("first"), false);
    assertRefused(
        Status.Code.ALREADY_EXISTS,
        "there is a model 'm' already",
        () -> send("m", files("second"), false));
    assertThat(says("m")).isEqualTo("first");
    Map<String, byte[]> extra = files("second");
    extra.put("notes.txt", new byte[0]);
    send("m", extra, true);
    assertThat(says("m")).isEqualTo("second");
    assertThat(data.resolve("models/m/notes.txt")).isEmptyFile();
    assertRefused(
        Status.Code.ALREADY_EXISTS,
        "comes with the program",
        () -> send("bge-small-en-v1.5-int8", files("x"), true));
  }

  @Test
  void keepsTheOldModelWhereTheNewOneCantBeServed() throws IOException {
    send("m", files("first"), false);
    Map<String, byte[]> noGraph = files("second");
    noGraph.put("onnx/model.onnx", new byte[] {1, 2, 3});
    assertRefused(Status.Code.FAILED_PRECONDITION, "model.onnx", () -> send("m", noGraph, true));
    assertThat(says("m")).isEqualTo("first");
    // This one looks good on its face and fails when it is opened.
    Map<String, byte[]> noTokenizer = files("second");
    noTokenizer.put("tokenizer.json", "{}".getBytes(StandardCharsets.UTF_8));
    assertRefused(
        Status.Code.FAILED_PRECONDITION, "tokenizer.json", () -> send("m", noTokenizer, true));
    assertThat(says("m")).isEqualTo("first");
    assertRefused(
        Status.Code.FAILED_PRECONDITION, "tokenizer.json", () -> send("n", noTokenizer, false));
    assertThat(names()).containsExactly("models/bge-small-en-v1.5-int8", "models/m");
    assertThat(data.resolve("models/n")).doesNotExist();
  }

  @Test
  void refusesBytesThatWereNotAnnounced() throws IOException {
    Map<String, byte[]> files = files("x");
    ImportHeader.Builder header = header("m", files, false);
    header.getFilesBuilder(0).setDigest("0".repeat(64));
    assertRefused(
        Status.Code.INVALID_ARGUMENT, "came with the digest", () -> stream(parts(header, files)));
    List<ImportModelRequest> tooMany = parts(header("m", files, false), files);
    tooMany.add(chunk(new byte[] {1}));
    assertRefused(Status.Code.INVALID_ARGUMENT, "after the last file", () -> stream(tooMany));
    List<ImportModelRequest> tooFew = parts(header("m", files, false), files);
    tooFew.removeLast();
    assertRefused(Status.Code.INVALID_ARGUMENT, "the bytes ended in", () -> stream(tooFew));
    ImportHeader.Builder one = header("m", Map.of("config.json", new byte[] {1, 2}), false);
    assertRefused(
        Status.Code.INVALID_ARGUMENT,
        "more bytes came for config.json",
        () -> stream(List.of(part(one), chunk(new byte[] {1, 2, 3}))));
    assertThat(names()).containsExactly("models/bge-small-en-v1.5-int8");
  }

  @Test
  void refusesPartsOutOfOrder() throws IOException {
    assertRefused(
        Status.Code.INVALID_ARGUMENT,
        "first part must be the header",
        () -> stream(List.of(chunk(new byte[] {1}))));
    assertRefused(
        Status.Code.INVALID_ARGUMENT, "first part must be the header", () -> stream(List.of()));
    assertRefused(
        Status.Code.INVALID_ARGUMENT,
        "a part is empty",
        () -> stream(List.of(ImportModelRequest.getDefaultInstance())));
    ImportHeader.Builder header = header("m", Map.of("big", new byte[2 << 20]), false);
    assertRefused(
        Status.Code.INVALID_ARGUMENT,
        "second header",
        () -> stream(List.of(part(header), part(header))));
    assertRefused(
        Status.Code.INVALID_ARGUMENT,
        "may have 1048576",
        () -> stream(List.of(part(header), chunk(new byte[(1 << 20) + 1]))));
  }

  @Test
  void refusesListsThatLeadOutside() {
    ImportHeader.Builder header = header("m", Map.of("../../evil", new byte[] {1}), false);
    assertRefused(
        Status.Code.INVALID_ARGUMENT,
        "no path inside",
        () -> stream(List.of(part(header), chunk(new byte[] {1}))));
    assertRefused(
        Status.Code.INVALID_ARGUMENT,
        "no model's name",
        () -> stream(List.of(part(header("x", Map.of("a", new byte[1]), false).setName("../m")))));
    assertThat(data.resolve("evil")).doesNotExist();
    ImportHeader.Builder huge = header("m", Map.of("a", new byte[1]), false);
    huge.getFilesBuilder(0).setByteCount(1L << 40);
    assertRefused(Status.Code.RESOURCE_EXHAUSTED, "free space", () -> stream(List.of(part(huge))));
  }

  @Test
  void forgetsAnUploadWhoseClientVanishes() throws Exception {
    Map<String, byte[]> files = files("x");
    List<ImportModelRequest> parts = parts(header("m", files, false), files);
    Call call = new Call();
    StreamObserver<ImportModelRequest> upload = call.begin();
    for (ImportModelRequest part : parts.subList(0, parts.size() - 1)) {
      upload.onNext(part);
    }
    // A second upload of the name is refused while the first is under way, and allowed after it.
    awaitUnderWay();
    assertRefused(Status.Code.ABORTED, "being imported already", () -> send("m", files, false));
    call.cancel();
    Model model = null;
    while (model == null) {
      try {
        model = send("m", files, false);
      } catch (StatusRuntimeException e) {
        assertThat(e.getStatus().getCode()).isEqualTo(Status.Code.ABORTED);
      }
    }
    assertThat(says("m")).isEqualTo("x");
  }

  @Test
  void refusesUploadsThatLieStillAndGivesTheirPlacesFree() throws IOException {
    inference.close();
    inference = RunningInference.on(data, Duration.ofMillis(300));
    Map<String, byte[]> files = files("x");
    List<ImportModelRequest> parts = parts(header("m", files, false), files);
    // More uploads than may come in at once, each in its turn, so that each place is used again.
    for (int stalled : new int[] {0, 1, 2, parts.size() - 1, parts.size(), 1}) {
      Call call = new Call();
      StreamObserver<ImportModelRequest> upload = call.begin();
      parts.subList(0, stalled).forEach(upload::onNext);
      assertRefused(
          Status.Code.DEADLINE_EXCEEDED,
          stalled == 0 ? "no header came" : "for 0.3 seconds; nothing of it was kept",
          call::model);
      if (Files.exists(data.resolve("models/.incoming"))) {
        assertThat(data.resolve("models/.incoming")).isEmptyDirectory();
      }
    }
    assertThat(names()).containsExactly("models/bge-small-en-v1.5-int8");
    inference.close();
    inference = RunningInference.on(data);
    send("m", files, false);
    assertThat(says("m")).isEqualTo("x");
  }

  private void awaitUnderWay() throws Exception {
    Path incoming = data.resolve("models/.incoming");
    Await.until("an upload", () -> Files.exists(incoming) && !isEmpty(incoming));
  }

  private static boolean isEmpty(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.findAny().isEmpty();
    }
  }

  @Test
  void sweepsAwayWhatAnotherProcessLeftAndPutsBackWhatItSetAside() throws IOException {
    send("m", files("first"), false);
    inference.close();
    Path left = data.resolve("models/.incoming/left");
    Files.createDirectories(left.resolve("new/other/onnx"));
    Files.writeString(left.resolve("new/other/onnx/model.onnx"), "half");
    Files.createDirectories(left.resolve("aside"));
    Files.move(data.resolve("models/m"), left.resolve("aside/m"));
    inference = RunningInference.on(data);
    assertThat(says("m")).isEqualTo("first");
    assertThat(names()).containsExactly("models/bge-small-en-v1.5-int8", "models/m");
  }

  private interface Attempt {
    void run() throws IOException;
  }

  private static void assertRefused(Status.Code code, String message, Attempt attempt) {
    try {
      attempt.run();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (StatusRuntimeException e) {
      assertThat(e).hasMessageContaining(message);
      assertThat(e.getStatus().getCode()).isEqualTo(code);
      assertThat(Statuses.errorInfo(e)).isPresent();
      return;
    }
    throw new AssertionError("not refused; expected: " + message);
  }

  private Map<String, byte[]> files(String script) throws IOException {
    Path directory = Files.createTempDirectory(outside, "model");
    SyntheticDecoder.saying(script).writeTo(directory);
    Map<String, byte[]> files = new TreeMap<>();
    try (Stream<Path> paths = Files.walk(directory)) {
      for (Path path : paths.filter(Files::isRegularFile).toList()) {
        files.put(
            directory.relativize(path).toString().replace('\\', '/'), Files.readAllBytes(path));
      }
    }
    return files;
  }

  private Model send(String name, Map<String, byte[]> files, boolean replace) {
    return stream(parts(header(name, files, replace), files));
  }

  private static ImportHeader.Builder header(
      String name, Map<String, byte[]> files, boolean replace) {
    ImportHeader.Builder header =
        ImportHeader.newBuilder().setName("models/" + name).setReplace(replace);
    files.forEach((path, bytes) ->
        header.addFiles(
            ImportFile.newBuilder()
                .setPath(path)
                .setByteCount(bytes.length)
                .setDigest(sha256(bytes))));
    return header;
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** The header, then the files in chunks of odd sizes. */
  private static List<ImportModelRequest> parts(
      ImportHeader.Builder header, Map<String, byte[]> files) {
    List<ImportModelRequest> parts = new ArrayList<>(List.of(part(header)));
    for (byte[] bytes : files.values()) {
      for (int start = 0; start < bytes.length; start += 1_777) {
        parts.add(chunk(Arrays.copyOfRange(bytes, start, Math.min(start + 1_777, bytes.length))));
      }
    }
    return parts;
  }

  private static ImportModelRequest part(ImportHeader.Builder header) {
    return ImportModelRequest.newBuilder().setHeader(header).build();
  }

  private static ImportModelRequest chunk(byte[] bytes) {
    return ImportModelRequest.newBuilder().setChunk(ByteString.copyFrom(bytes)).build();
  }

  private Model stream(List<ImportModelRequest> parts) {
    Call call = new Call();
    StreamObserver<ImportModelRequest> upload = call.begin();
    parts.forEach(upload::onNext);
    upload.onCompleted();
    return call.model();
  }

  /** One upload, seen from the client. */
  private final class Call
      implements ClientResponseObserver<ImportModelRequest, ImportModelResponse> {
    private final CompletableFuture<Model> answer = new CompletableFuture<>();
    private final CountDownLatch over = new CountDownLatch(1);
    private final CompletableFuture<ClientCallStreamObserver<ImportModelRequest>> stream =
        new CompletableFuture<>();

    StreamObserver<ImportModelRequest> begin() {
      return ModelServiceGrpc.newStub(inference.channel()).importModel(this);
    }

    Model model() {
      try {
        return answer.join();
      } catch (CompletionException e) {
        if (e.getCause() instanceof StatusRuntimeException refused) {
          throw refused;
        }
        throw e;
      }
    }

    void cancel() throws InterruptedException {
      stream.join().cancel("gone", null);
      over.await();
    }

    @Override
    public void beforeStart(ClientCallStreamObserver<ImportModelRequest> requests) {
      stream.complete(requests);
    }

    @Override
    public void onNext(ImportModelResponse response) {
      answer.complete(response.getModel());
    }

    @Override
    public void onError(Throwable failure) {
      answer.completeExceptionally(failure);
      over.countDown();
    }

    @Override
    public void onCompleted() {
      over.countDown();
    }
  }

  private String says(String model) {
    StringBuilder text = new StringBuilder();
    GenerationServiceGrpc.newBlockingStub(inference.channel())
        .generate(GenerateRequest.newBuilder().setModel("models/" + model).setPrompt("?").build())
        .forEachRemaining(event -> text.append(event.getDelta().getText()));
    return text.toString();
  }

  private Model get(String name) {
    return ModelServiceGrpc.newBlockingStub(inference.channel())
        .getModel(GetModelRequest.newBuilder().setName("models/" + name).build())
        .getModel();
  }

  private List<String> names() {
    return ModelServiceGrpc.newBlockingStub(inference.channel())
        .listModels(ListModelsRequest.getDefaultInstance())
        .getModelsList()
        .stream()
        .map(Model::getName)
        .toList();
  }
}
