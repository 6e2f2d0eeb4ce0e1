package ai.adjutant.admin.client;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Resource names to the bare ids that people use, and back. */
public final class Names {
  private static final Pattern CHUNK =
      Pattern.compile("corpora/[^/]+/documents/(.+)/chunks/(\\d+)");
  private static final Pattern DOCUMENT = Pattern.compile("corpora/[^/]+/documents/(.+)");

  private Names() {}

  /** {@code corpora/NAME}. */
  public static String corpus(String id) {
    return "corpora/" + id;
  }

  /** {@code corpora/NAME/documents/ID}. */
  public static String document(String corpus, String id) {
    return corpus(corpus) + "/documents/" + id;
  }

  /** {@code models/NAME}; empty, which means the default model, where no name is given. */
  public static String model(String id) {
    return id.isEmpty() || id.startsWith("models/") ? id : "models/" + id;
  }

  /** The model's id. */
  public static String modelId(String name) {
    return name.replaceFirst("^models/", "");
  }

  /** The corpus' id. */
  public static String corpusId(String name) {
    return name.replaceFirst("^corpora/", "");
  }

  /** The document's id within its corpus. */
  public static String documentId(String name) {
    Matcher matcher = DOCUMENT.matcher(name);
    return matcher.matches() ? matcher.group(1) : name;
  }

  /** The document's id, {@code #}, the chunk's number. */
  public static String chunkId(String name) {
    Matcher matcher = CHUNK.matcher(name);
    return matcher.matches() ? matcher.group(1) + "#" + matcher.group(2) : name;
  }
}
