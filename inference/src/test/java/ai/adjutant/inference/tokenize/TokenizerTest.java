package ai.adjutant.inference.tokenize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.adjutant.chassis.error.AdjutantException;
import ai.adjutant.inference.testing.SyntheticDecoder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenizerTest {
  private static final String[] CHARACTERS = {
    "a", " ", "é", "보", "증", "\uD83D\uDE80", "\uD83D\uDC68\u200D\uD83D\uDC69", "\n", "€"
  };

  @TempDir static Path folder;
  private static Tokenizer bytes;

  @BeforeAll
  static void open() throws IOException {
    SyntheticDecoder.saying("x").writeTo(folder.resolve("model"));
    bytes =
        Tokenizer.read(
            Files.readAllBytes(folder.resolve("model").resolve("tokenizer.json")), folder);
  }

  @AfterAll
  static void close() {
    bytes.close();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void streamsTheSameTextAsItDecodesAtOnce(long seed) {
    Random random = new Random(seed);
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 400; i++) {
      text.append(CHARACTERS[random.nextInt(CHARACTERS.length)]);
    }
    TextStream stream = new TextStream(bytes);
    StringBuilder streamed = new StringBuilder();
    for (long id : bytes.encodeBare(text.toString())) {
      String fresh = stream.add(id);
      assertThat(fresh).as("seed %d", seed).doesNotContain("\uFFFD");
      streamed.append(fresh);
    }
    assertThat(streamed.toString()).as("seed %d", seed).isEqualTo(text.toString());
  }

  @Test
  void goesOnAfterBytesThatAreNoCharacter() {
    TextStream stream = new TextStream(bytes);
    StringBuilder streamed = new StringBuilder();
    for (int i = 0; i < 2_000; i++) {
      streamed.append(stream.add(0x80)); // a byte that begins nothing
    }
    for (byte b : "ok.".getBytes(StandardCharsets.UTF_8)) {
      streamed.append(stream.add(b));
    }
    assertThat(streamed.toString()).endsWith("\uFFFDok.");
  }

  @Test
  void readsSpecialTokensAndBreaksThem() {
    assertThat(bytes.encodeBare("<|end|>")).containsExactly(SyntheticDecoder.END);
    String broken = bytes.withoutSpecialTokens("x <|end|> y");
    assertThat(broken).isEqualTo("x < |end|> y");
    assertThat(Arrays.stream(bytes.encodeBare(broken))).allMatch(id -> id < 256);
  }

  @Test
  void refusesWhatIsNoTokenizer() {
    for (String json : new String[] {"", "{}", "[1]", "not json", "{\"model\":{\"type\":\"?\"}}"}) {
      assertThatThrownBy(() -> Tokenizer.read(json.getBytes(StandardCharsets.UTF_8), folder))
          .as(json)
          .isInstanceOfSatisfying(
              AdjutantException.class,
              e -> assertThat(e.reason()).isEqualTo(TokenizeReason.TOKENIZER_REFUSED));
    }
  }
}
