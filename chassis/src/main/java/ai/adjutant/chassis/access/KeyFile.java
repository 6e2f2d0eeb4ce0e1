package ai.adjutant.chassis.access;

import ai.adjutant.chassis.error.AdjutantException;
import ai.adjutant.chassis.file.DurableFiles;
import ai.adjutant.chassis.file.Sha256;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The keys as a JSON file with a digest of its own. A file that is not exactly what was written is
 * refused: a key that was revoked must not come back, and none may slip in.
 */
final class KeyFile {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int VERSION = 1;
  private static final String NAME = "keys.json";
  private static final long BYTES_MAX = 4 << 20;

  private final Path folder;

  KeyFile(Path folder) {
    this.folder = folder;
  }

  List<ApiKey> read() {
    Path file = folder.resolve(NAME);
    if (!Files.exists(file)) {
      return List.of();
    }
    try {
      if (Files.size(file) > BYTES_MAX) {
        throw damaged("is larger than 4 MiB", null);
      }
      return parse(JSON.readTree(Files.readAllBytes(file)));
    } catch (JsonProcessingException e) {
      throw damaged("is no JSON", e);
    } catch (IOException e) {
      throw new AdjutantException(
          KeyReason.KEY_FILE_NOT_WRITABLE,
          file + " can't be read (" + e.getClass().getSimpleName() + "); give it to this user",
          e);
    }
  }

  private List<ApiKey> parse(JsonNode tree) {
    if (tree.path("version").asInt() > VERSION) {
      throw new AdjutantException(
          KeyReason.KEY_FILE_REFUSED,
          folder.resolve(NAME) + " was written by a newer version; run that version on these data");
    }
    JsonNode list = tree.path("keys");
    if (tree.path("version").asInt() != VERSION || !list.isArray()) {
      throw damaged("has no keys", null);
    }
    if (!tree.path("sha256").asText().equals(digest(list))) {
      throw damaged("was changed after it was written", null);
    }
    try {
      List<ApiKey> keys = new ArrayList<>();
      list.forEach(node -> keys.add(key(node)));
      return keys;
    } catch (IllegalArgumentException | DateTimeException | AdjutantException e) {
      throw damaged("holds a key that can't be one", e);
    }
  }

  private static ApiKey key(JsonNode node) {
    Set<Scope> scopes = EnumSet.noneOf(Scope.class);
    node.path("scopes")
        .forEach(word ->
            scopes.add(
                Scope.named(word.asText())
                    .orElseThrow(() -> new IllegalArgumentException("no scope: " + word))));
    return new ApiKey(
        node.path("id").asText(),
        new KeyWish(
            node.path("name").asText(),
            scopes,
            node.path("requests_per_minute_max").asInt(),
            node.path("concurrent_max").asInt()),
        node.path("hash").asText(),
        Instant.parse(node.path("create_time").asText()),
        Instant.parse(node.path("expire_time").asText()),
        node.hasNonNull("revoke_time") ? Instant.parse(node.path("revoke_time").asText()) : null);
  }

  void write(List<ApiKey> keys) {
    ArrayNode list = JsonNodeFactory.instance.arrayNode();
    for (ApiKey key : keys) {
      ObjectNode node =
          list.addObject()
              .put("id", key.id())
              .put("name", key.wish().name())
              .put("requests_per_minute_max", key.wish().requestsPerMinuteMax())
              .put("concurrent_max", key.wish().concurrentMax())
              .put("hash", key.hash())
              .put("create_time", key.createTime().toString())
              .put("expire_time", key.expireTime().toString());
      key.scopes().forEach(scope -> node.withArray("scopes").add(scope.word()));
      Instant revoked = key.revokeTime();
      if (revoked != null) {
        node.put("revoke_time", revoked.toString());
      }
    }
    ObjectNode tree = JsonNodeFactory.instance.objectNode().put("version", VERSION);
    tree.put("sha256", digest(list));
    tree.set("keys", list);
    try {
      Files.createDirectories(folder);
      DurableFiles.writeAtomically(
          folder, NAME, JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(tree));
    } catch (IOException e) {
      throw new AdjutantException(
          KeyReason.KEY_FILE_NOT_WRITABLE,
          folder.resolve(NAME)
              + " can't be written ("
              + e.getClass().getSimpleName()
              + "); nothing has changed",
          e);
    }
  }

  private static String digest(JsonNode list) {
    try {
      return Sha256.of(JSON.writeValueAsBytes(list));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree is always JSON", e);
    }
  }

  private AdjutantException damaged(String what, @Nullable Exception cause) {
    Path file = folder.resolve(NAME);
    return new AdjutantException(
        KeyReason.KEY_FILE_REFUSED,
        file
            + " "
            + what
            + ": it is damaged and no key in it is trusted; put a backup of it back, or move it"
            + " away and make new keys with './adjutant key create --data DIR'",
        cause);
  }
}
