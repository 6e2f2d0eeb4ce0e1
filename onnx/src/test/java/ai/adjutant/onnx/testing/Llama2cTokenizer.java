package ai.adjutant.onnx.testing;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A tokenizer file of llama2.c: the longest token's length, then for each token a score, a length
 * and bytes. Ids 0 to 2 are unknown, begin and end; the next 256 are bytes.
 *
 * @param pieces text of each token, spaces as spaces
 * @param scores the higher, the earlier two pieces are merged into this one
 */
public record Llama2cTokenizer(List<String> pieces, List<Float> scores) {
  /** Id of the token before every story. */
  public static final int BEGIN = 1;

  /** Id of the token that may end one; stories end with the begin of the next. */
  public static final int END = 2;

  private static final int BYTES_FROM = 3;
  private static final int BYTES = 256;
  private static final int PIECE_BYTES_MAX = 1_000;
  private static final String SPACE = "▁";
  private static final List<String> SPECIAL = List.of("<unk>", "<s>", "</s>");

  /** Copies its lists. */
  public Llama2cTokenizer {
    pieces = List.copyOf(pieces);
    scores = List.copyOf(scores);
  }

  /** Reads a file. */
  public static Llama2cTokenizer read(Path file, int vocabulary) throws IOException {
    ByteBuffer in = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    in.getInt();
    List<String> pieces = new ArrayList<>();
    List<Float> scores = new ArrayList<>();
    for (int id = 0; id < vocabulary; id++) {
      scores.add(in.getFloat());
      int length = in.getInt();
      if (length < 0 || length > PIECE_BYTES_MAX) {
        throw new IOException("token " + id + " has " + length + " bytes");
      }
      byte[] bytes = new byte[length];
      in.get(bytes);
      pieces.add(new String(bytes, StandardCharsets.UTF_8));
    }
    if (in.hasRemaining()) {
      throw new IOException(in.remaining() + " bytes after the last of " + vocabulary + " tokens");
    }
    return new Llama2cTokenizer(pieces, scores);
  }

  /** The text of tokens after the begin, as llama2.c prints it: without the first space. */
  public String text(List<Integer> ids) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (int id : ids) {
      if (id < BYTES_FROM) {
        throw new IllegalArgumentException("token " + id + " is no text");
      } else if (id < BYTES_FROM + BYTES) {
        bytes.write(id - BYTES_FROM);
      } else {
        bytes.writeBytes(pieces.get(id).getBytes(StandardCharsets.UTF_8));
      }
    }
    String text = bytes.toString(StandardCharsets.UTF_8);
    return text.startsWith(" ") ? text.substring(1) : text;
  }

  /** The same tokenizer as the content of a {@code tokenizer.json}. */
  public ObjectNode tokenizerJson() {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    root.put("version", "1.0").putNull("truncation").putNull("padding");
    ArrayNode added = root.putArray("added_tokens");
    for (int id = 0; id < SPECIAL.size(); id++) {
      ObjectNode token = added.addObject().put("id", id).put("content", SPECIAL.get(id));
      token.put("single_word", false).put("lstrip", false).put("rstrip", false);
      token.put("normalized", false).put("special", true);
    }
    ArrayNode normalizers =
        root.putObject("normalizer").put("type", "Sequence").putArray("normalizers");
    normalizers.addObject().put("type", "Prepend").put("prepend", SPACE);
    replace(normalizers.addObject(), " ", SPACE);
    root.putNull("pre_tokenizer");
    postProcessor(root.putObject("post_processor"));
    ArrayNode decoders = root.putObject("decoder").put("type", "Sequence").putArray("decoders");
    replace(decoders.addObject(), SPACE, " ");
    decoders.addObject().put("type", "ByteFallback");
    decoders.addObject().put("type", "Fuse");
    decoders.addObject().put("type", "Strip").put("content", " ").put("start", 1).put("stop", 0);
    model(root.putObject("model"));
    return root;
  }

  private static void replace(ObjectNode step, String from, String to) {
    step.put("type", "Replace").putObject("pattern").put("String", from);
    step.put("content", to);
  }

  private static void postProcessor(ObjectNode step) {
    step.put("type", "TemplateProcessing");
    ArrayNode single = step.putArray("single");
    special(single, 0);
    sequence(single, "A", 0);
    ArrayNode pair = step.putArray("pair");
    special(pair, 0);
    sequence(pair, "A", 0);
    special(pair, 1);
    sequence(pair, "B", 1);
    ObjectNode begin = step.putObject("special_tokens").putObject(SPECIAL.get(BEGIN));
    begin.put("id", SPECIAL.get(BEGIN));
    begin.putArray("ids").add(BEGIN);
    begin.putArray("tokens").add(SPECIAL.get(BEGIN));
  }

  private static void special(ArrayNode parts, int type) {
    parts.addObject().putObject("SpecialToken").put("id", SPECIAL.get(BEGIN)).put("type_id", type);
  }

  private static void sequence(ArrayNode parts, String name, int type) {
    parts.addObject().putObject("Sequence").put("id", name).put("type_id", type);
  }

  private void model(ObjectNode model) {
    model.put("type", "BPE").putNull("dropout").put("unk_token", SPECIAL.getFirst());
    model.putNull("continuing_subword_prefix").putNull("end_of_word_suffix");
    model.put("fuse_unk", true).put("byte_fallback", true).put("ignore_merges", false);
    Map<String, Integer> ids = new HashMap<>();
    ObjectNode vocabulary = model.putObject("vocab");
    for (int id = 0; id < pieces.size(); id++) {
      String piece = id < BYTES_FROM ? SPECIAL.get(id) : pieces.get(id).replace(" ", SPACE);
      if (ids.putIfAbsent(piece, id) == null) {
        vocabulary.put(piece, id);
      }
    }
    ArrayNode merges = model.putArray("merges");
    for (Merge merge : merges(ids)) {
      merges.addArray().add(merge.left).add(merge.right);
    }
  }

  private record Merge(String left, String right, float score, int id) {}

  /** Every way to make a piece of two others, the best pieces first. */
  private List<Merge> merges(Map<String, Integer> ids) {
    List<Merge> merges = new ArrayList<>();
    ids.forEach((piece, id) -> {
      if (id < BYTES_FROM + BYTES) {
        return;
      }
      for (int cut = 1; cut < piece.length(); cut++) {
        String left = piece.substring(0, cut);
        String right = piece.substring(cut);
        if (ids.containsKey(left) && ids.containsKey(right)) {
          merges.add(new Merge(left, right, scores.get(id), id));
        }
      }
    });
    merges.sort(
        Comparator.comparing(Merge::score)
            .reversed()
            .thenComparing(Merge::id)
            .thenComparing(merge -> merge.left.length()));
    return merges;
  }
}
