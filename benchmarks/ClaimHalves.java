import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;

/**
 * Deals the claims of a file into halves by their passages, so that no passage is in both: {@code
 * ClaimHalves.java CLAIMS DEVELOPMENT MEASURED}. The first byte of the SHA-256 of the passage is
 * even in the development half.
 */
final class ClaimHalves {
  private ClaimHalves() {}

  public static void main(String[] args) throws IOException, NoSuchAlgorithmException {
    ObjectMapper json = new ObjectMapper();
    List<List<String>> halves = List.of(new ArrayList<>(), new ArrayList<>());
    for (String line : Files.readAllLines(Path.of(args[0]))) {
      JsonNode claim = json.readTree(line);
      byte[] passage = claim.path("passage").asText().getBytes(StandardCharsets.UTF_8);
      int first = MessageDigest.getInstance("SHA-256").digest(passage)[0];
      halves.get(first & 1).add(line);
    }
    Files.write(Path.of(args[1]), halves.get(0));
    Files.write(Path.of(args[2]), halves.get(1));
  }
}
