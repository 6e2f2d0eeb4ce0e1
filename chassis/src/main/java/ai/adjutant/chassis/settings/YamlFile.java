package ai.adjutant.chassis.settings;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.reader.ReaderException;

/**
 * Reads a settings file into keys and texts. Only the syntax tree is built: no object of any class
 * comes out of a file, and what the texts mean is the settings' own affair.
 */
final class YamlFile {
  static final int BYTES_MAX = 1 << 20;
  private static final int DEPTH_MAX = 16;
  private static final int PROBLEMS_MAX = 1_000;

  private final Path file;
  private final List<Entry> entries = new ArrayList<>();
  private final List<Problem> problems = new ArrayList<>();
  private final Map<String, Integer> lines = new HashMap<>();

  private YamlFile(Path file) {
    this.file = file;
  }

  /**
   * One value.
   *
   * @param text null where nothing follows the key
   * @param line from 1
   */
  record Entry(String key, @Nullable String text, int line) {}

  /** What a file holds. Where it can't be read as a whole, there are no entries. */
  record Content(List<Entry> entries, List<Problem> problems) {}

  static Content read(Path file) {
    YamlFile yaml = new YamlFile(file);
    yaml.read();
    return new Content(yaml.entries, yaml.problems);
  }

  private void read() {
    if (!Files.isRegularFile(file)) {
      problem(0, Files.exists(file) ? "is not a file" : "does not exist");
      return;
    }
    byte[] bytes;
    try (InputStream in = Files.newInputStream(file)) {
      bytes = in.readNBytes(BYTES_MAX + 1);
    } catch (IOException e) {
      problem(0, "can't be read (" + e.getClass().getSimpleName() + ")");
      return;
    }
    if (bytes.length > BYTES_MAX) {
      problem(0, "is larger than 1MiB, which no settings file needs to be");
      return;
    }
    try {
      read(StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
    } catch (CharacterCodingException e) {
      problem(0, "is not text in UTF-8");
    }
  }

  private void read(String text) {
    String plain = text.startsWith("\uFEFF") ? text.substring(1) : text;
    if (refuseTabs(plain)) {
      return;
    }
    LoaderOptions options = new LoaderOptions();
    options.setCodePointLimit(BYTES_MAX);
    options.setNestingDepthLimit(DEPTH_MAX);
    try {
      @Nullable Node root = new Yaml(options).compose(new StringReader(plain));
      if (root instanceof MappingNode mapping) {
        walk("", mapping);
      } else if (root != null && !root.getTag().equals(Tag.NULL)) {
        problem(line(root), "a line such as 'threads: 4' was expected");
      }
    } catch (MarkedYAMLException e) {
      int line = e.getProblemMark() == null ? 0 : e.getProblemMark().getLine() + 1;
      problem(line, "is not YAML: " + Problem.shown(String.valueOf(e.getProblem())));
    } catch (ReaderException e) {
      int before = Math.min(e.getPosition(), plain.length());
      int line = 1 + (int) plain.substring(0, before).chars().filter(c -> c == '\n').count();
      problem(line, "holds a control character, which YAML does not allow");
    } catch (YAMLException e) {
      problem(0, "is not YAML: " + Problem.shown(String.valueOf(e.getMessage())));
    }
  }

  /** YAML forbids tabs in indentation, and its parser's own words for that help nobody. */
  private boolean refuseTabs(String text) {
    List<String> all = text.lines().toList();
    for (int i = 0; i < all.size(); i++) {
      String line = all.get(i);
      String indent = line.substring(0, line.length() - line.stripLeading().length());
      if (indent.contains("\t") && !line.isBlank()) {
        problem(i + 1, "the line is indented with a tab; YAML takes spaces only");
        return true;
      }
    }
    return false;
  }

  private void walk(String prefix, MappingNode mapping) {
    if (refusesAnchor(mapping)) {
      return;
    }
    Map<String, Integer> here = new HashMap<>();
    for (NodeTuple tuple : mapping.getValue()) {
      if (problems.size() >= PROBLEMS_MAX) {
        return;
      }
      if (!(tuple.getKeyNode() instanceof ScalarNode name)) {
        problem(line(tuple.getKeyNode()), "a key is one word, not a list or a group");
        continue;
      }
      String key = prefix + name.getValue();
      if (refusesTwice(key, line(name), here)) {
        continue;
      }
      switch (tuple.getValueNode()) {
        case MappingNode below -> walk(key + ".", below);
        case ScalarNode value -> take(key, value, line(name));
        case Node other ->
            problem(line(other), "'" + Problem.shown(key) + "' takes one value, not a list");
      }
    }
  }

  private void take(String key, ScalarNode value, int line) {
    if (refusesAnchor(value) || refusesTwice(key, line, lines)) {
      return;
    }
    boolean empty = value.getTag().equals(Tag.NULL);
    entries.add(new Entry(key, empty ? null : value.getValue(), line));
  }

  private boolean refusesTwice(String key, int line, Map<String, Integer> known) {
    @Nullable Integer first = known.putIfAbsent(key, line);
    if (first == null) {
      return false;
    }
    problem(line, "'" + Problem.shown(key) + "' is set twice, here and in line " + first);
    return true;
  }

  /** An alias needs an anchor; without them a small file can't unfold into a huge one. */
  private boolean refusesAnchor(Node node) {
    if (node.getAnchor() == null) {
      return false;
    }
    problem(line(node), "anchors and aliases (&, *) are not read; write the value out");
    return true;
  }

  private static int line(Node node) {
    return node.getStartMark().getLine() + 1;
  }

  private void problem(int line, String message) {
    problems.add(new Problem(new Origin.File(file, line), message));
  }
}
