package ai.adjutant.admin.key;

import ai.adjutant.access.v1.Key;
import ai.adjutant.admin.terminal.Terminal;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** A key as people and programs read it. */
final class KeyView {
  private static final String COLLECTION = "keys/";

  private KeyView() {}

  static String name(String id) {
    return COLLECTION + id;
  }

  static String id(Key key) {
    return key.getName().substring(COLLECTION.length());
  }

  static List<String> scopes(Key key) {
    return key.getScopesList().stream()
        .map(scope -> scope.name().replaceFirst("^KEY_SCOPE_", "").toLowerCase(Locale.ROOT))
        .toList();
  }

  static String state(Key key) {
    return key.getState().name().replaceFirst("^KEY_STATE_", "").toLowerCase(Locale.ROOT);
  }

  static String time(Timestamp time) {
    return Instant.ofEpochSecond(time.getSeconds()).toString();
  }

  static ObjectNode json(Key key) {
    ObjectNode node =
        Terminal.object()
            .put("id", id(key))
            .put("name", key.getDisplayName())
            .put("prefix", key.getPrefix())
            .put("state", state(key))
            .put("created", time(key.getCreateTime()))
            .put("expires", time(key.getExpireTime()))
            .put("revoked", key.hasRevokeTime() ? time(key.getRevokeTime()) : null)
            .put("rate", key.getRequestsPerMinuteMax())
            .put("concurrent", key.getConcurrentMax());
    scopes(key).forEach(node.putArray("scopes")::add);
    return node;
  }
}
