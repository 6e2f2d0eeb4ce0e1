import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;

/**
 * Turns the multi-turn set into question files: {@code MtragQuestions.java SET OUT}. Conversations are dealt to two
 * halves by a hash of their id, one to calibrate on, one to report.
 */
final class MtragQuestions {
  private static final ObjectMapper JSON = new ObjectMapper();

  private MtragQuestions() {}

  public static void main(String[] args) throws IOException {
    Path set = Path.of(args[0]);
    Path out = Path.of(args[1]);
    Map<String, ArrayNode> gold = new HashMap<>();
    for (String line : Files.readAllLines(set.resolve("qrels/test.tsv"))) {
      String[] cells = line.split("\t");
      if (!cells[0].equals("query-id") && Integer.parseInt(cells[2]) > 0) {
        gold.computeIfAbsent(cells[0], id -> JSON.createArrayNode()).add(cells[1]);
      }
    }
    List<List<String>> halves = List.of(new ArrayList<>(), new ArrayList<>());
    for (String file : List.of("queries.jsonl", "unanswerable.jsonl")) {
      for (String line : Files.readAllLines(set.resolve(file))) {
        JsonNode query = JSON.readTree(line);
        JsonNode metadata = query.get("metadata");
        ObjectNode question = JSON.createObjectNode();
        String id = query.get("_id").asText();
        question.put("_id", id);
        question.set("question", query.get("text"));
        question.put("answer", metadata.path("response").asText());
        question.set("gold", gold.getOrDefault(id, JSON.createArrayNode()));
        question.set("history", metadata.get("history"));
        CRC32 hash = new CRC32();
        hash.update(metadata.path("conversation").asText(id).getBytes(StandardCharsets.UTF_8));
        halves.get((int) (hash.getValue() % 2)).add(write(question));
      }
    }
    Files.write(out.resolve("mtrag-calibrate.jsonl"), halves.get(0));
    Files.write(out.resolve("mtrag-report.jsonl"), halves.get(1));
  }

  private static String write(JsonNode node) {
    try {
      return JSON.writeValueAsString(node);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
