package ai.adjutant.inference.tokenize;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.StreamSupport;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tokenizers of published models against published and computed ids, where the data is at hand. */
class PublishedTokenizersTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Path DATA = Path.of(System.getProperty("adjutant.data", ""));
  private static final Path GOLDEN = DATA.resolve("tokenizer_golden");

  /** Tokenizers that keep every byte of a text that is in composed form. */
  private static final List<String> LOSSLESS =
      List.of("gpt2", "llama-3.1", "phi-2", "qwen2", "qwen2.5", "qwen3", "roberta-base", "smollm2");

  private static final String[] SCRAPS = {
    "a", " ", "  ", "\n", "\t", "é", "보", "증 ", "\uD83D\uDE80", "\uD83D\uDC68\u200D\uD83D\uDC69",
    "€", "don't", "1234", "\u3042", "\u0E01", "\u0627\u0644", "{", "</s>", "\u0000", "\uD83C\uDDF0"
  };

  @TempDir Path folder;
  private final Map<String, Tokenizer> tokenizers = new HashMap<>();
  private final List<String> wrong = new ArrayList<>();
  private int checks;

  @AfterEach
  void close() {
    tokenizers.values().forEach(Tokenizer::close);
  }

  @Test
  void tokenisesAsPublished() throws IOException {
    for (JsonNode vector : vectors("public.jsonl")) {
      Tokenizer tokenizer = tokenizer(vector);
      String text = vector.path("text").asText();
      long[] ids = ids(vector.path("ids"));
      JsonNode special = vector.path("add_special_tokens");
      if (!special.asBoolean()) {
        same(vector, "bare", ids, tokenizer.encodeBare(text));
      }
      if (special.isNull() || special.asBoolean()) {
        same(vector, "whole", ids, tokenizer.encodeWhole(text));
      }
      streams(tokenizer, vector, ids);
    }
    report("public", 703);
  }

  @Test
  void tokenisesAndDecodesAsTheReferenceDoes() throws IOException {
    for (JsonNode vector : vectors("computed.jsonl")) {
      Tokenizer tokenizer = tokenizer(vector);
      String text = vector.path("text").asText();
      long[] ids = ids(vector.path("ids"));
      JsonNode special = vector.path("ids_with_special");
      long[] whole = special.isArray() ? ids(special) : ids;
      same(vector, "bare", ids, tokenizer.encodeBare(text));
      same(vector, "whole", whole, tokenizer.encodeWhole(text));
      check(vector.path("decoded").asText().equals(tokenizer.decode(ids, true)), vector, "decoded");
      check(
          tokenizer.decode(ids, false).equals(tokenizer.decode(whole, false)),
          vector,
          "decoded whole");
      streams(tokenizer, vector, ids);
      streams(tokenizer, vector, whole);
      check(
          Arrays.stream(whole).allMatch(id -> id < tokenizer.vocabularySize()),
          vector,
          "vocabulary size");
    }
    report("computed", 1_050);
  }

  @Test
  void whatIsTokenisedComesBack() throws IOException {
    long seed = 11;
    Random random = new Random(seed);
    Assumptions.assumeTrue(Files.isDirectory(GOLDEN), "needs adjutant.data");
    for (String name : LOSSLESS) {
      Tokenizer tokenizer = tokenizer(name);
      for (int round = 0; round < 100; round++) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(60); i >= 0; i--) {
          text.append(SCRAPS[random.nextInt(SCRAPS.length)]);
        }
        String composed = Normalizer.normalize(text, Normalizer.Form.NFC);
        String back = tokenizer.decode(tokenizer.encodeBare(composed), true);
        assertThat(back).as("seed %d, round %d, %s", seed, round, name).isEqualTo(composed);
      }
    }
  }

  @Test
  void knowsTheSizeOfTheVocabulary() throws IOException {
    Assumptions.assumeTrue(Files.isDirectory(GOLDEN), "needs adjutant.data");
    assertThat(tokenizer("qwen2.5").vocabularySize()).isEqualTo(151_665);
    assertThat(tokenizer("llama-3.1").vocabularySize()).isEqualTo(128_256);
    assertThat(tokenizer("bge-small-en-v1.5").vocabularySize()).isEqualTo(30_522);
    assertThat(tokenizer("t5-small").vocabularySize()).isEqualTo(32_100);
  }

  private void streams(Tokenizer tokenizer, JsonNode vector, long[] ids) {
    String decoded = tokenizer.decode(ids, false);
    TextStream stream = new TextStream(tokenizer);
    StringBuilder streamed = new StringBuilder();
    for (long id : ids) {
      String piece = stream.add(id);
      streamed.append(piece);
      boolean half =
          !piece.isEmpty()
              && (Character.isHighSurrogate(piece.charAt(piece.length() - 1))
                  || Character.isLowSurrogate(piece.charAt(0)));
      check(!half, vector, "half a character in '" + piece + "'");
      check(
          piece.indexOf('\uFFFD') < 0 || decoded.indexOf('\uFFFD') >= 0,
          vector,
          "a replacement in '" + piece + "'");
    }
    check(
        streamed.toString().equals(decoded),
        vector,
        "streams as '" + streamed + "', decodes as '" + decoded + "'");
  }

  private void same(JsonNode vector, String what, long[] wanted, long[] ids) {
    check(
        Arrays.equals(wanted, ids),
        vector,
        what + " " + Arrays.toString(ids) + ", not " + Arrays.toString(wanted));
  }

  private void check(boolean right, JsonNode vector, String what) {
    checks++;
    if (!right) {
      wrong.add(vector.path("tokenizer").asText() + " " + vector.path("text") + ": " + what);
    }
  }

  private void report(String file, int vectors) throws IOException {
    System.out.printf(
        "%s: %d vectors, %d checks, %d wrong%n",
        file, vectors(file + ".jsonl").size(), checks, wrong.size());
    assertThat(wrong).isEmpty();
    assertThat(vectors(file + ".jsonl")).hasSize(vectors);
  }

  private static List<JsonNode> vectors(String file) throws IOException {
    Path path = GOLDEN.resolve(file);
    Assumptions.assumeTrue(Files.isRegularFile(path), "needs adjutant.data");
    List<JsonNode> vectors = new ArrayList<>();
    for (String line : Files.readAllLines(path)) {
      vectors.add(JSON.readTree(line));
    }
    return vectors;
  }

  private Tokenizer tokenizer(JsonNode vector) throws IOException {
    return tokenizer(vector.path("tokenizer").asText());
  }

  private Tokenizer tokenizer(String name) throws IOException {
    Tokenizer open = tokenizers.get(name);
    if (open == null) {
      open = Tokenizer.read(file(name), folder);
      tokenizers.put(name, open);
    }
    return open;
  }

  private static byte[] file(String name) throws IOException {
    Path folder = DATA.resolve("tokenizers_hf").resolve(name);
    Path plain = folder.resolve("tokenizer.json");
    if (Files.isRegularFile(plain)) {
      return Files.readAllBytes(plain);
    }
    try (InputStream in =
        new GZIPInputStream(Files.newInputStream(folder.resolve("tokenizer.json.gz")))) {
      return in.readAllBytes();
    }
  }

  private static long[] ids(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false).mapToLong(JsonNode::asLong).toArray();
  }
}
