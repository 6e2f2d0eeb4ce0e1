package ai.adjutant.inference.service;

import ai.adjutant.chassis.file.Sha256;
import ai.adjutant.inference.v1.ImportFile;
import ai.adjutant.inference.v1.ImportHeader;
import ai.adjutant.inference.v1.ImportModelRequest;
import ai.adjutant.inference.v1.ImportModelResponse;
import ai.adjutant.inference.v1.Model;
import ai.adjutant.inference.v1.ModelServiceGrpc;
import com.google.protobuf.ByteString;
import io.grpc.ManagedChannel;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;

/** An import of a whole directory, seen from the client. */
final class ImportCall implements StreamObserver<ImportModelResponse> {
  private static final int CHUNK_BYTES = 1 << 20;

  private final CompletableFuture<Model> answer = new CompletableFuture<>();

  private ImportCall() {}

  /** Sends a directory and waits for what becomes of it; refusals are thrown. */
  static Model send(ManagedChannel channel, String name, Path directory) throws IOException {
    ImportCall call = new ImportCall();
    StreamObserver<ImportModelRequest> upload = ModelServiceGrpc.newStub(channel).importModel(call);
    List<Path> files;
    try (Stream<Path> paths = Files.walk(directory)) {
      files = paths.filter(Files::isRegularFile).sorted().toList();
    }
    ImportHeader.Builder header = ImportHeader.newBuilder().setName("models/" + name);
    for (Path file : files) {
      header.addFiles(
          ImportFile.newBuilder()
              .setPath(directory.relativize(file).toString().replace('\\', '/'))
              .setByteCount(Files.size(file))
              .setDigest(Sha256.of(file)));
    }
    upload.onNext(ImportModelRequest.newBuilder().setHeader(header).build());
    for (Path file : files) {
      ByteString bytes = ByteString.copyFrom(Files.readAllBytes(file));
      for (int from = 0; from < bytes.size(); from += CHUNK_BYTES) {
        ByteString chunk = bytes.substring(from, Math.min(from + CHUNK_BYTES, bytes.size()));
        upload.onNext(ImportModelRequest.newBuilder().setChunk(chunk).build());
      }
    }
    upload.onCompleted();
    try {
      return call.answer.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof StatusRuntimeException refused) {
        throw refused;
      }
      throw e;
    }
  }

  @Override
  public void onNext(ImportModelResponse response) {
    answer.complete(response.getModel());
  }

  @Override
  public void onError(Throwable failure) {
    answer.completeExceptionally(failure);
  }

  @Override
  public void onCompleted() {}
}
