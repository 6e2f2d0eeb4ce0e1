package ai.adjutant.onnx.testing;

import static org.assertj.core.api.Assertions.assertThat;

import ai.adjutant.onnx.decoder.Precision;
import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import ai.onnxruntime.OrtException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A trained model through the graph builder says what its reference says, where it is at hand. */
class StoriesTest {
  @TempDir Path folder;

  /** What the graph goes on with, greedily, until a story ends or so many tokens are there. */
  private static List<Integer> generate(
      Path graph, Llama2cCheckpoint checkpoint, int[] prompt, int steps) throws OrtException {
    List<Integer> ids = new ArrayList<>();
    Arrays.stream(prompt).skip(1).forEach(ids::add);
    try (DecoderSession session = new DecoderSession(graph, checkpoint.shape(), 1, 256)) {
      float[] logits = session.prompts(prompt)[0];
      while (ids.size() < steps) {
        int best = 0;
        for (int i = 1; i < logits.length; i++) {
          best = logits[i] > logits[best] ? i : best;
        }
        if (best == Llama2cTokenizer.BEGIN) {
          break;
        }
        ids.add(best);
        logits = session.step(best)[0];
      }
    }
    return ids;
  }

  @Test
  void tellsTheReferencesStories() throws IOException, OrtException {
    Path data = Path.of(System.getProperty("adjutant.data", "")).resolve("stories260k");
    Assumptions.assumeTrue(Files.isDirectory(data), "needs adjutant.data");
    Llama2cCheckpoint checkpoint = Llama2cCheckpoint.read(data.resolve("stories260K.bin"));
    Llama2cTokenizer pieces =
        Llama2cTokenizer.read(data.resolve("tok512.bin"), checkpoint.shape().vocabulary());
    Path graph = checkpoint.write(folder.resolve("stories"), Precision.of(32, 32), pieces);
    List<String> lines = Files.readAllLines(data.resolve("reference.jsonl"));
    assertThat(lines).hasSizeGreaterThanOrEqualTo(5);
    try (HuggingFaceTokenizer tokenizer =
        HuggingFaceTokenizer.newInstance(folder.resolve("stories/tokenizer.json"))) {
      for (String line : lines) {
        JsonNode wanted = new ObjectMapper().readTree(line);
        String prompt = wanted.path("prompt").asText();
        String text = wanted.path("text").asText();
        int[] ids =
            Arrays.stream(tokenizer.encode(prompt, true, false).getIds())
                .mapToInt(Math::toIntExact)
                .toArray();
        List<Integer> said = generate(graph, checkpoint, ids, wanted.path("steps").asInt());
        assertThat(pieces.text(said)).as(prompt).isEqualTo(text);
        long[] wide = said.stream().mapToLong(Integer::longValue).toArray();
        assertThat(tokenizer.decode(wide)).as(prompt).isEqualTo(text);
      }
    }
  }
}
