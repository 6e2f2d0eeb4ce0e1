package ai.adjutant.admin.tokenize;

import ai.adjutant.admin.client.JsonLines;
import ai.adjutant.admin.terminal.Terminal;
import ai.adjutant.inference.v1.TokenIds;
import ai.adjutant.inference.v1.TokenizeRequest;
import ai.adjutant.inference.v1.TokenizeResponse;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.TextNode;

/** Lines to requests, responses to lines. Requests in one thread, responses in another. */
final class TokenLines {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private final Terminal terminal;
  private final boolean decode;
  private final boolean special;
  private final boolean jsonText;
  private int printed;

  TokenLines(Terminal terminal, boolean decode, boolean special, boolean jsonText) {
    this.terminal = terminal;
    this.decode = decode;
    this.special = special;
    this.jsonText = jsonText;
  }

  /** How many responses were printed; to be asked once the call has ended. */
  int printed() {
    return printed;
  }

  /** The request that a line makes. */
  TokenizeRequest request(String line, TextLines place) {
    TokenizeRequest.Builder request = TokenizeRequest.newBuilder().setSpecialTokens(special);
    if (decode) {
      return request.setIds(ids(line, place)).build();
    }
    return request.setText(jsonText ? text(line, place) : line).build();
  }

  private static TokenIds ids(String line, TextLines place) {
    JsonNode array = json(line, place);
    TokenIds.Builder ids = TokenIds.newBuilder();
    boolean plain = array.isArray();
    for (JsonNode id : array) {
      plain &= id.canConvertToInt() && id.isIntegralNumber();
      ids.addValues(id.asInt());
    }
    if (!plain) {
      throw place.refused("is no JSON array of token ids, such as [1, 2, 3]");
    }
    return ids.build();
  }

  private static String text(String line, TextLines place) {
    JsonNode text = json(line, place);
    if (!text.isTextual()) {
      throw place.refused("is no JSON string, which --json-text reads");
    }
    return text.asText();
  }

  private static JsonNode json(String line, TextLines place) {
    try {
      return JSON.readTree(line);
    } catch (JsonProcessingException e) {
      throw place.refused("is not JSON: " + JsonLines.fault(e) + " at column " + column(e));
    }
  }

  private static int column(JsonProcessingException e) {
    return e.getLocation() == null ? 1 : e.getLocation().getColumnNr();
  }

  /** Prints what became of a line. */
  void print(TokenizeResponse response) {
    switch (response.getResultCase()) {
      case IDS -> terminal.text(array(response.getIds()) + "\n");
      case TEXT -> {
        String text = response.getText();
        boolean quoted = jsonText || terminal.json();
        terminal.text((quoted ? TextNode.valueOf(text).toString() : text) + "\n");
      }
      case RESULT_NOT_SET -> throw new IllegalStateException("the server sent an empty response");
    }
    printed++;
  }

  private static String array(TokenIds ids) {
    StringBuilder array = new StringBuilder("[");
    for (int i = 0; i < ids.getValuesCount(); i++) {
      array.append(i == 0 ? "" : ", ").append(ids.getValues(i));
    }
    return array.append(']').toString();
  }
}
