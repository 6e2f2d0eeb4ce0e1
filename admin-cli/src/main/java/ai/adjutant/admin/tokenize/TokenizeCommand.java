package ai.adjutant.admin.tokenize;

import ai.adjutant.admin.client.GatewayClient;
import ai.adjutant.admin.client.GatewayCommand;
import ai.adjutant.admin.client.Names;
import ai.adjutant.admin.client.RequestStream;
import ai.adjutant.admin.terminal.CommandFailure;
import ai.adjutant.admin.terminal.ExitCode;
import ai.adjutant.admin.terminal.Terminal;
import ai.adjutant.chassis.transport.Statuses;
import ai.adjutant.inference.v1.TokenizeRequest;
import ai.adjutant.inference.v1.TokenizeResponse;
import com.google.protobuf.ByteString;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code tokenize}. */
@Command(
    name = "tokenize",
    description = {
      "Turn texts into token ids: one text a line in, one JSON array of ids a line out.",
      "With --decode the other way. Only a line feed ends a line. Decoded text is printed as it"
          + " is,",
      "line breaks included; with --json each text is printed as a JSON string on one line."
    })
public final class TokenizeCommand extends GatewayCommand {
  private static final int CHUNK_BYTES = 256 * 1024;

  /** Reasons of the server that are about a text or its ids, not about the tokenizer. */
  private static final Set<String> BLAMES_LINE = Set.of("ID_UNKNOWN", "TEXT_TOO_LONG");

  @ArgGroup(exclusive = true, multiplicity = "1")
  private Tokenizer tokenizer = new Tokenizer();

  @Option(names = "--decode", description = "Turn token ids into texts.")
  private boolean decode;

  @Option(
      names = "--special",
      description = "Add the special tokens around a text; keep them when decoding.")
  private boolean special;

  @Option(
      names = "--json-text",
      description = "Texts are JSON strings, in and out, so that they may hold line breaks.")
  private boolean jsonText;

  /** Whose tokens; one of them. */
  static final class Tokenizer {
    @Option(
        names = {"-m", "--model"},
        required = true,
        paramLabel = "MODEL",
        description = "The tokenizer of this model.")
    private @Nullable String model;

    @Option(
        names = "--file",
        required = true,
        paramLabel = "FILE",
        description = "This tokenizer.json.")
    private @Nullable Path file;
  }

  @Override
  protected ExitCode run(GatewayClient gateway, Terminal terminal) throws IOException {
    TokenLines lines = new TokenLines(terminal, decode, special, jsonText);
    RequestStream<TokenizeRequest, TokenizeResponse> stream = new RequestStream<>(lines::print);
    var unused = gateway.tokenizers().tokenize(stream);
    TextLines input = new TextLines(options().input());
    CommandFailure refused = null;
    try {
      sendTokenizer(stream);
      for (String line = input.next(); line != null && !stream.ended(); line = input.next()) {
        stream.send(lines.request(line, input));
      }
    } catch (CommandFailure e) {
      if (e.exit() != ExitCode.INPUT_REFUSED) {
        throw e;
      }
      // What comes before a bad line is still answered.
      refused = e;
    }
    try {
      stream.finish();
    } catch (StatusRuntimeException e) {
      throw placed(e, lines.printed() + 1);
    }
    if (refused != null) {
      throw refused;
    }
    return ExitCode.DONE;
  }

  private void sendTokenizer(RequestStream<TokenizeRequest, TokenizeResponse> stream)
      throws IOException {
    Path file = tokenizer.file;
    if (file == null) {
      String model = String.valueOf(tokenizer.model);
      stream.send(TokenizeRequest.newBuilder().setModel(Names.model(model)).build());
      return;
    }
    try (InputStream bytes = Files.newInputStream(file)) {
      byte[] chunk = bytes.readNBytes(CHUNK_BYTES);
      if (chunk.length == 0) {
        throw new CommandFailure(ExitCode.INPUT_REFUSED, file + " is empty");
      }
      while (chunk.length > 0 && !stream.ended()) {
        stream.send(
            TokenizeRequest.newBuilder().setTokenizerJson(ByteString.copyFrom(chunk)).build());
        chunk = bytes.readNBytes(CHUNK_BYTES);
      }
    }
  }

  /**
   * Answers come in order, so the first line without one is the line that was refused; before the
   * first answer, the tokenizer itself may be what was, unless the server blames the line.
   */
  private RuntimeException placed(StatusRuntimeException failure, int line) {
    Status status = failure.getStatus();
    boolean input =
        status.getCode() == Status.Code.INVALID_ARGUMENT
            || status.getCode() == Status.Code.OUT_OF_RANGE;
    boolean lineBlamed =
        line > 1
            || Statuses.errorInfo(failure)
                .map(info -> BLAMES_LINE.contains(info.getReason()))
                .orElse(false);
    if (tokenizer.file != null && status.getCode() == Status.Code.FAILED_PRECONDITION) {
      return new CommandFailure(
          ExitCode.INPUT_REFUSED, tokenizer.file + ": " + status.getDescription());
    }
    if (!input || !lineBlamed) {
      return failure;
    }
    return new CommandFailure(
        ExitCode.INPUT_REFUSED, TextLines.place(line) + ": " + status.getDescription());
  }
}
