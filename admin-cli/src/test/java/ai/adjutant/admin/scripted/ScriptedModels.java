package ai.adjutant.admin.scripted;

import ai.adjutant.inference.v1.GetModelRequest;
import ai.adjutant.inference.v1.GetModelResponse;
import ai.adjutant.inference.v1.ImportFile;
import ai.adjutant.inference.v1.ImportHeader;
import ai.adjutant.inference.v1.ImportModelRequest;
import ai.adjutant.inference.v1.ImportModelResponse;
import ai.adjutant.inference.v1.ListModelsRequest;
import ai.adjutant.inference.v1.ListModelsResponse;
import ai.adjutant.inference.v1.LoadModelRequest;
import ai.adjutant.inference.v1.LoadModelResponse;
import ai.adjutant.inference.v1.Model;
import ai.adjutant.inference.v1.ModelKind;
import ai.adjutant.inference.v1.ModelServiceGrpc;
import ai.adjutant.inference.v1.ModelState;
import ai.adjutant.inference.v1.ModelVariant;
import ai.adjutant.inference.v1.UnloadModelRequest;
import ai.adjutant.inference.v1.UnloadModelResponse;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Three models, m0 to m2, listed one a page; takes any other in. */
public final class ScriptedModels extends ModelServiceGrpc.ModelServiceImplBase {
  private static final int COUNT = 3;
  private static final int CHUNK_MAX = 1024 * 1024;
  private static final Pattern KNOWN = Pattern.compile("models/m[0-2]");

  private volatile ImportHeader header = ImportHeader.getDefaultInstance();
  private volatile Map<String, byte[]> files = Map.of();

  /** What the last import announced. */
  public ImportHeader header() {
    return header;
  }

  /** The bytes that the last import brought, by path. */
  public Map<String, byte[]> files() {
    return files;
  }

  private static Model model(String name, ModelState state) {
    return Model.newBuilder()
        .setName(name)
        .setKind(ModelKind.MODEL_KIND_DECODER)
        .setState(state)
        .setByteCount(350L << 20)
        .setContextLength(2_048)
        .setCacheBytesPerToken(12_288)
        .setResidentBytesBefore(200L << 20)
        .setResidentBytesAfter(700L << 20)
        .setBatched(true)
        .setSequenceMax(8)
        .addVariants(
            ModelVariant.newBuilder()
                .setFile("onnx/model_q4.onnx")
                .setProvider("cpu")
                .setWeights("int4")
                .setDigest("0123456789abcdef"))
        .build();
  }

  private static <T> boolean unknown(String name, StreamObserver<T> observer) {
    if (KNOWN.matcher(name).matches()) {
      return false;
    }
    observer.onError(Status.NOT_FOUND.withDescription(name + " is not there").asRuntimeException());
    return true;
  }

  @Override
  public void listModels(ListModelsRequest request, StreamObserver<ListModelsResponse> observer) {
    int page = request.getPageToken().isEmpty() ? 0 : Integer.parseInt(request.getPageToken());
    observer.onNext(
        ListModelsResponse.newBuilder()
            .addModels(model("models/m" + page, ModelState.MODEL_STATE_READY))
            .setNextPageToken(page + 1 < COUNT ? Integer.toString(page + 1) : "")
            .build());
    observer.onCompleted();
  }

  @Override
  public void getModel(GetModelRequest request, StreamObserver<GetModelResponse> observer) {
    if (!unknown(request.getName(), observer)) {
      Model model = model(request.getName(), ModelState.MODEL_STATE_READY);
      observer.onNext(GetModelResponse.newBuilder().setModel(model).build());
      observer.onCompleted();
    }
  }

  @Override
  public void loadModel(LoadModelRequest request, StreamObserver<LoadModelResponse> observer) {
    if (!unknown(request.getName(), observer)) {
      Model model = model(request.getName(), ModelState.MODEL_STATE_READY);
      observer.onNext(LoadModelResponse.newBuilder().setModel(model).build());
      observer.onCompleted();
    }
  }

  @Override
  public void unloadModel(
      UnloadModelRequest request, StreamObserver<UnloadModelResponse> observer) {
    if (!unknown(request.getName(), observer)) {
      Model model = model(request.getName(), ModelState.MODEL_STATE_UNLOADED);
      observer.onNext(UnloadModelResponse.newBuilder().setModel(model).build());
      observer.onCompleted();
    }
  }

  @Override
  public StreamObserver<ImportModelRequest> importModel(
      StreamObserver<ImportModelResponse> observer) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    return new StreamObserver<>() {
      private boolean refused;

      @Override
      public void onNext(ImportModelRequest request) {
        if (request.hasHeader()) {
          header = request.getHeader();
          if (KNOWN.matcher(header.getName()).matches() && !header.getReplace()) {
            refused = true;
            observer.onError(
                Status.ALREADY_EXISTS.withDescription("it is there").asRuntimeException());
          }
          return;
        }
        if (request.getChunk().size() > CHUNK_MAX) {
          throw new AssertionError("a chunk of " + request.getChunk().size() + " bytes");
        }
        bytes.writeBytes(request.getChunk().toByteArray());
      }

      @Override
      public void onError(Throwable failure) {}

      @Override
      public void onCompleted() {
        if (refused) {
          return;
        }
        files = cut(bytes.toByteArray());
        Model model = model(header.getName(), ModelState.MODEL_STATE_READY);
        observer.onNext(ImportModelResponse.newBuilder().setModel(model).build());
        observer.onCompleted();
      }
    };
  }

  private Map<String, byte[]> cut(byte[] bytes) {
    Map<String, byte[]> cut = new TreeMap<>();
    int at = 0;
    for (ImportFile file : header.getFilesList()) {
      int end = at + (int) file.getByteCount();
      cut.put(file.getPath(), Arrays.copyOfRange(bytes, at, end));
      at = end;
    }
    return cut;
  }
}
