package ai.adjutant.inference.tokenize;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tokenizers of published models against published and computed ids, where the data is at hand. */
class PublishedTokenizersTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path folder;

  @Test
  void tokenisesAsTheReferenceDoes() throws IOException {
    Path data = Path.of(System.getProperty("adjutant.data", ""));
    Path golden = data.resolve("tokenizer_golden").resolve("computed.jsonl");
    Assumptions.assumeTrue(Files.isRegularFile(golden), "needs adjutant.data");
    Map<String, Tokenizer> tokenizers = new HashMap<>();
    List<String> wrong = new ArrayList<>();
    int lines = 0;
    for (String line : Files.readAllLines(golden)) {
      JsonNode wanted = JSON.readTree(line);
      String name = wanted.path("tokenizer").asText();
      if (!tokenizers.containsKey(name)) {
        tokenizers.put(name, Tokenizer.read(file(data, name), folder));
      }
      Tokenizer tokenizer = tokenizers.get(name);
      String text = wanted.path("text").asText();
      long[] ids = ids(wanted.path("ids"));
      lines++;
      if (!List.of(box(tokenizer.encodeBare(text))).equals(List.of(box(ids)))) {
        wrong.add(name + " ids of " + wanted.path("text"));
      }
      if (wanted.path("ids_with_special").isArray()
          && !List.of(box(tokenizer.encodeWhole(text)))
              .equals(List.of(box(ids(wanted.path("ids_with_special")))))) {
        wrong.add(name + " ids with special tokens of " + wanted.path("text"));
      }
      streams(tokenizer, ids, name + " " + wanted.path("text"), wrong);
    }
    tokenizers.values().forEach(Tokenizer::close);
    assertThat(lines).isGreaterThan(1_000);
    assertThat(wrong).isEmpty();
  }

  private static void streams(Tokenizer tokenizer, long[] ids, String what, List<String> wrong) {
    TextStream stream = new TextStream(tokenizer);
    StringBuilder streamed = new StringBuilder();
    for (long id : ids) {
      streamed.append(stream.add(id));
    }
    String decoded = tokenizer.decode(ids);
    if (!streamed.toString().equals(decoded)) {
      wrong.add(what + " streams as '" + streamed + "', decodes as '" + decoded + "'");
    }
  }

  private static byte[] file(Path data, String name) throws IOException {
    Path folder = data.resolve("tokenizers_hf").resolve(name);
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

  private static Long[] box(long[] ids) {
    Long[] boxed = new Long[ids.length];
    for (int i = 0; i < ids.length; i++) {
      boxed[i] = ids[i];
    }
    return boxed;
  }
}
