package ai.adjutant.admin.tokenize;

import static org.assertj.core.api.Assertions.assertThat;

import ai.adjutant.admin.scripted.ScriptedServer;
import ai.adjutant.admin.scripted.ScriptedServer.Ran;
import ai.adjutant.chassis.error.AdjutantException;
import ai.adjutant.chassis.error.Kind;
import ai.adjutant.chassis.error.Reason;
import ai.adjutant.chassis.transport.Statuses;
import ai.adjutant.inference.v1.TokenIds;
import ai.adjutant.inference.v1.TokenizeRequest;
import ai.adjutant.inference.v1.TokenizeResponse;
import ai.adjutant.inference.v1.TokenizerServiceGrpc;
import com.google.protobuf.ByteString;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.StreamObserver;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code tokenize} against a scripted tokenizer. */
final class TokenizeCommandTest {
  private final CodePoints tokenizer = new CodePoints();
  private final ScriptedServer server = new ScriptedServer(tokenizer);

  private enum TestReason implements Reason {
    ID_UNKNOWN,
    TOKENIZER_UNREADABLE;

    @Override
    public Kind kind() {
      return Kind.INVALID_ARGUMENT;
    }
  }

  /**
   * A token is a code point; 1 and 2 are special and frame a text. 666 to 668 are refused. A text
   * makes a hundred at most.
   */
  private static final class CodePoints extends TokenizerServiceGrpc.TokenizerServiceImplBase {
    private static final int IDS_MAX = 100;

    private volatile String model = "";
    private volatile ByteString file = ByteString.EMPTY;
    private final AtomicLong received = new AtomicLong();

    @Override
    public StreamObserver<TokenizeRequest> tokenize(StreamObserver<TokenizeResponse> down) {
      return new StreamObserver<>() {
        private boolean ended;

        @Override
        public void onNext(TokenizeRequest request) {
          if (ended) {
            return;
          }
          received.addAndGet(request.getSerializedSize());
          switch (request.getPartCase()) {
            case MODEL -> model = request.getModel();
            case TOKENIZER_JSON -> file = file.concat(request.getTokenizerJson());
            case TEXT -> down.onNext(ids(request));
            case IDS -> {
              List<Integer> ids = request.getIds().getValuesList();
              if (ids.contains(666)) {
                fail(
                    Status.INVALID_ARGUMENT
                        .withDescription("token 666 is not in the vocabulary")
                        .asRuntimeException());
              } else if (ids.contains(667)) {
                fail(refusal(TestReason.ID_UNKNOWN));
              } else if (ids.contains(668)) {
                fail(refusal(TestReason.TOKENIZER_UNREADABLE));
              } else {
                down.onNext(text(request));
              }
            }
            case PART_NOT_SET -> throw new AssertionError("an empty request");
          }
        }

        @Override
        public void onError(Throwable failure) {}

        private void fail(StatusRuntimeException refusal) {
          ended = true;
          down.onError(refusal);
        }

        @Override
        public void onCompleted() {
          if (!ended) {
            down.onCompleted();
          }
        }
      };
    }

    private static StatusRuntimeException refusal(TestReason reason) {
      return Statuses.of(new AdjutantException(reason, "because of " + reason));
    }

    private static TokenizeResponse ids(TokenizeRequest request) {
      TokenIds.Builder ids = TokenIds.newBuilder();
      if (request.getSpecialTokens()) {
        ids.addValues(1);
      }
      request.getText().codePoints().limit(IDS_MAX).forEach(ids::addValues);
      if (request.getSpecialTokens()) {
        ids.addValues(2);
      }
      return TokenizeResponse.newBuilder().setIds(ids).build();
    }

    private static TokenizeResponse text(TokenizeRequest request) {
      StringBuilder text = new StringBuilder();
      for (int id : request.getIds().getValuesList()) {
        if (id > 2 || request.getSpecialTokens()) {
          text.append(id > 2 ? Character.toString(id) : "<" + id + ">");
        }
      }
      return TokenizeResponse.newBuilder().setText(text.toString()).build();
    }
  }

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void oneTextALineInOneArrayALineOut() {
    Ran ran = server.typing("ab\n\n한😀\r\nlast", "tokenize", "-m", "tiny");
    assertThat(ran.exit()).isZero();
    assertThat(ran.out().lines())
        .containsExactly("[97, 98]", "[]", "[54620, 128512, 13]", "[108, 97, 115, 116]");
    assertThat(tokenizer.model).isEqualTo("models/tiny");
    assertThat(server.typing("a\n", "tokenize", "-m", "tiny", "--special").out())
        .isEqualTo("[1, 97, 2]\n");
  }

  @Test
  void andBack() {
    Ran ran = server.typing("[97, 98]\n[]\n[1, 128512, 2]\n", "tokenize", "-m", "t", "--decode");
    assertThat(ran.out()).isEqualTo("ab\n\n😀\n");
    assertThat(server.typing("[1,97]\n", "tokenize", "-m", "t", "--decode", "--special").out())
        .isEqualTo("<1>a\n");
    assertThat(server.typing("[97,10,34]", "tokenize", "-m", "t", "--decode", "--json").out())
        .isEqualTo("\"a\\n\\\"\"\n");
  }

  @Test
  void jsonTextsMayHoldLineBreaks() {
    Ran ran = server.typing("\"a\\nb\"\n", "tokenize", "-m", "t", "--json-text");
    assertThat(ran.out()).isEqualTo("[97, 10, 98]\n");
    assertThat(server.typing(ran.out(), "tokenize", "-m", "t", "--decode", "--json-text").out())
        .isEqualTo("\"a\\nb\"\n");
    Ran bare = server.typing("\"a\"\nb\n", "tokenize", "-m", "t", "--json-text");
    assertThat(bare.exit()).isEqualTo(3);
    assertThat(bare.out()).isEqualTo("[97]\n");
    assertThat(bare.err()).contains("line 2 is not JSON");
  }

  @Test
  void sendsItsOwnFileInPieces(@TempDir Path folder) throws IOException {
    byte[] bytes = "tokenizer ".repeat(70_000).getBytes(StandardCharsets.UTF_8);
    Path file = Files.write(folder.resolve("tokenizer.json"), bytes);
    assertThat(server.typing("a", "tokenize", "--file", file.toString()).out()).isEqualTo("[97]\n");
    assertThat(tokenizer.file.toByteArray()).isEqualTo(bytes);
    assertThat(tokenizer.model).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[97],{\"a\":1},[98]|line 2 is no JSON array",
        "[97],[98,|line 2 is not JSON",
        "[97],[98],[1.5]|line 3 is no JSON array",
        "[97],[666],[98]|line 2: token 666 is not in the vocabulary"
      })
  void aBadLineTellsItsNumberAndThoseBeforeItAreAnswered(String lines, String words) {
    // The arrays' own commas differ from those between lines by what follows.
    String input = lines.replace("],", "]\n").replace("},", "}\n");
    Ran ran = server.typing(input, "tokenize", "-m", "t", "--decode");
    assertThat(ran.exit()).isEqualTo(3);
    assertThat(ran.err()).contains("standard input, " + words);
    assertThat(ran.out()).startsWith("a\n").doesNotContain("c");
  }

  @Test
  void theFirstLineIsBlamedWhenTheServerBlamesIt() {
    Ran line = server.typing("[667]\n", "tokenize", "-m", "t", "--decode");
    assertThat(line.exit()).isEqualTo(3);
    assertThat(line.err()).contains("line 1: because of ID_UNKNOWN");
    Ran tokenizer = server.typing("[668]\n", "tokenize", "-m", "t", "--decode");
    assertThat(tokenizer.exit()).isEqualTo(3);
    assertThat(tokenizer.err()).contains("because of TOKENIZER").doesNotContain("line 1");
  }

  @Test
  void refusesWhatIsNotUtf8() {
    InputStream bytes = new ByteArrayInputStream(new byte[] {'a', '\n', (byte) 0xff});
    Ran ran = server.reading(bytes, "tokenize", "-m", "t");
    assertThat(ran.exit()).isEqualTo(3);
    assertThat(ran.err()).contains("line 2 is not UTF-8");
    assertThat(ran.out()).isEqualTo("[97]\n");
  }

  @Test
  void oneTokenizerIsNeeded() {
    assertThat(server.run("tokenize").exit()).isEqualTo(2);
    assertThat(server.run("tokenize", "-m", "a", "--file", "b").exit()).isEqualTo(2);
    assertThat(server.run("tokenize", "--file", "/no/such/file").exit()).isEqualTo(4);
  }

  @Test
  void keepsTheOrderOfManyLines() {
    String input =
        IntStream.range(0, 5_000).mapToObj(Integer::toString).collect(Collectors.joining("\n"));
    Ran ids = server.typing(input, "tokenize", "-m", "t");
    assertThat(server.typing(ids.out(), "tokenize", "-m", "t", "--decode").out())
        .isEqualTo(input + "\n");
  }

  /** Many long lines, made as they are read; notes how far its reader is ahead of the server. */
  private final class LongInput extends InputStream {
    private static final int LINE = 32 * 1024;
    private static final int LINES = 1_024;
    private long read;
    private long aheadMost;

    @Override
    public int read() {
      if (read == (long) LINE * LINES) {
        return -1;
      }
      read++;
      return read % LINE == 0 ? '\n' : 'x';
    }

    @Override
    public int read(byte[] buffer, int offset, int length) {
      aheadMost = Math.max(aheadMost, read - tokenizer.received.get());
      int count = 0;
      while (count < length) {
        int next = read();
        if (next < 0) {
          break;
        }
        buffer[offset + count++] = (byte) next;
      }
      return count == 0 ? -1 : count;
    }
  }

  @Test
  void readsNoFasterThanTheServerTakes() {
    LongInput input = new LongInput();
    Ran ran = server.reading(input, "tokenize", "-m", "t", "--quiet");
    assertThat(ran.exit()).isZero();
    assertThat(input.aheadMost).isLessThan(16L * 1024 * 1024);
  }
}
