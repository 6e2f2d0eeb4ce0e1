package ai.adjutant.admin.model;

import ai.adjutant.admin.client.GatewayClient;
import ai.adjutant.admin.client.Names;
import ai.adjutant.admin.client.RequestStream;
import ai.adjutant.admin.hub.Digests;
import ai.adjutant.admin.terminal.CommandFailure;
import ai.adjutant.admin.terminal.ExitCode;
import ai.adjutant.admin.terminal.Progress;
import ai.adjutant.admin.terminal.Terminal;
import ai.adjutant.inference.v1.GetModelRequest;
import ai.adjutant.inference.v1.ImportFile;
import ai.adjutant.inference.v1.ImportHeader;
import ai.adjutant.inference.v1.ImportModelRequest;
import ai.adjutant.inference.v1.ImportModelResponse;
import ai.adjutant.inference.v1.Model;
import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;

/**
 * Brings a model's files to the server: first their digests, then their bytes, as fast as the
 * server takes them. One file is open at a time.
 */
final class ModelUpload {
  private static final int CHUNK_BYTES = 1024 * 1024;
  private static final long MEBIBYTE = 1024 * 1024;

  private final Terminal terminal;
  private final List<ModelFiles.ModelFile> files;
  private final long bytes;

  ModelUpload(Terminal terminal, List<ModelFiles.ModelFile> files) {
    this.terminal = terminal;
    this.files = List.copyOf(files);
    bytes = files.stream().mapToLong(ModelFiles.ModelFile::bytes).sum();
  }

  /**
   * Refuses a name that is none, or is taken, before the long way of the files and not after it.
   *
   * @throws CommandFailure when there is such a model and it is not to be replaced
   */
  static void mayCome(GatewayClient gateway, String name, boolean replace) {
    GetModelRequest request = GetModelRequest.newBuilder().setName(Names.model(name)).build();
    try {
      var unused = gateway.retrying(() -> gateway.models().getModel(request));
    } catch (StatusRuntimeException e) {
      if (e.getStatus().getCode() == Status.Code.NOT_FOUND) {
        return;
      }
      throw e;
    }
    if (!replace) {
      throw new CommandFailure(
          ExitCode.INPUT_REFUSED,
          "there is a model '" + name + "' already; choose another --name, or --replace it");
    }
  }

  /** Sends the files and returns the model that came of them. */
  Model run(GatewayClient gateway, String name, boolean replace) throws IOException {
    ImportHeader header =
        ImportHeader.newBuilder()
            .setName(Names.model(name))
            .addAllFiles(described())
            .setReplace(replace)
            .build();
    List<Model> imported = new ArrayList<>(1);
    RequestStream<ImportModelRequest, ImportModelResponse> stream =
        new RequestStream<>(response -> imported.add(response.getModel()));
    var unused = gateway.imports().importModel(stream);
    stream.send(ImportModelRequest.newBuilder().setHeader(header).build());
    Meter sent = new Meter(terminal, bytes);
    try {
      for (ModelFiles.ModelFile file : files) {
        send(stream, file, sent);
      }
    } finally {
      sent.end();
    }
    terminal.note("sent; the server checks and loads it");
    stream.finish();
    if (imported.isEmpty()) {
      throw new CommandFailure(
          ExitCode.BUG, "the server ended the import without a model; look into its log");
    }
    return imported.getFirst();
  }

  private List<ImportFile> described() throws IOException {
    terminal.note("hashing %d files", files.size());
    Meter hashed = new Meter(terminal, bytes);
    List<ImportFile> described = new ArrayList<>();
    try {
      for (ModelFiles.ModelFile file : files) {
        described.add(
            ImportFile.newBuilder()
                .setPath(file.name())
                .setByteCount(file.bytes())
                .setDigest(Digests.sha256(file.file(), hashed::add))
                .build());
      }
    } finally {
      hashed.end();
    }
    return described;
  }

  private static void send(
      RequestStream<ImportModelRequest, ImportModelResponse> stream,
      ModelFiles.ModelFile file,
      Meter sent)
      throws IOException {
    long left = file.bytes();
    try (InputStream in = Files.newInputStream(file.file())) {
      while (left > 0 && !stream.ended()) {
        byte[] chunk = in.readNBytes((int) Math.min(CHUNK_BYTES, left));
        if (chunk.length == 0) {
          throw new CommandFailure(
              ExitCode.INPUT_REFUSED,
              file.file() + " became shorter while it was sent; import again");
        }
        ByteString data = UnsafeByteOperations.unsafeWrap(chunk);
        stream.send(ImportModelRequest.newBuilder().setChunk(data).build());
        left -= chunk.length;
        sent.add(chunk.length);
      }
    }
  }

  /** Progress in bytes. */
  static final class Meter {
    private final Progress progress;
    private final long whole;
    private long done;

    Meter(Terminal terminal, long whole) {
      progress = new Progress(terminal, "MiB");
      this.whole = Math.max(1, whole);
    }

    void add(long bytes) {
      at(done + bytes);
    }

    void at(long bytes) {
      done = bytes;
      progress.at(done / MEBIBYTE, (double) done / whole);
    }

    void end() {
      progress.end();
    }
  }
}
