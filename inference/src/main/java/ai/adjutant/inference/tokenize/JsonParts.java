package ai.adjutant.inference.tokenize;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;

/** Reads small parts of a large JSON file as trees, which are bounded before they are made. */
final class JsonParts {
  private static final int DEPTH_MAX = 64;
  private static final int STRING_LENGTH_MAX = 4 << 20;
  private static final int NODES_MAX = 20_000;
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  // Names are the vocabulary here: remembering them as field names costs more than reading.
  private static final JsonFactory JSON =
      JsonFactory.builder()
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(DEPTH_MAX)
                  .maxStringLength(STRING_LENGTH_MAX)
                  .build())
          .build();

  private int nodes;

  static JsonParser parser(byte[] json) throws IOException {
    return JSON.createParser(json);
  }

  /** The value at which the parser stands. */
  JsonNode tree(JsonParser json) throws IOException {
    if (++nodes > NODES_MAX) {
      throw new IllegalArgumentException(
          "its parts beside the vocabulary have more than " + NODES_MAX + " values");
    }
    return switch (json.currentToken()) {
      case START_OBJECT -> object(json);
      case START_ARRAY -> array(json);
      case VALUE_STRING -> NODES.textNode(json.getText());
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> NODES.numberNode(json.getDoubleValue());
      case VALUE_TRUE -> NODES.booleanNode(true);
      case VALUE_FALSE -> NODES.booleanNode(false);
      default -> NODES.nullNode();
    };
  }

  private ObjectNode object(JsonParser json) throws IOException {
    ObjectNode object = NODES.objectNode();
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String field = json.currentName();
      json.nextToken();
      if (object.has(field)) { // of two the native library might take the other one
        throw new IllegalArgumentException("the field " + field + " stands twice in one object");
      }
      object.set(field, tree(json));
    }
    return object;
  }

  private ArrayNode array(JsonParser json) throws IOException {
    ArrayNode array = NODES.arrayNode();
    while (json.nextToken() != JsonToken.END_ARRAY) {
      if (json.currentToken() == null) {
        throw new IllegalArgumentException("it ends within a list");
      }
      array.add(tree(json));
    }
    return array;
  }
}
