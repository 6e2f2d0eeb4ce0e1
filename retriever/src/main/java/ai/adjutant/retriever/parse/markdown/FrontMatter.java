package ai.adjutant.retriever.parse.markdown;

import ai.adjutant.retriever.parse.validity.Statements;
import java.util.Collection;
import java.util.Date;
import java.util.Map;
import java.util.stream.Collectors;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/** The YAML between two lines {@code ---} at the very start of a Markdown file. */
final class FrontMatter {
  private static final int CHARACTERS_MAX = 64_000;

  private FrontMatter() {}

  /**
   * Reads the front matter into statements.
   *
   * @return where the body starts; 0 when there is no front matter
   */
  static int read(String text, Statements into) {
    int firstEnd = text.indexOf('\n');
    if (firstEnd < 0 || !text.substring(0, firstEnd).stripTrailing().equals("---")) {
      return 0;
    }
    int line = firstEnd + 1;
    while (line < text.length() && line < CHARACTERS_MAX) {
      int end = text.indexOf('\n', line);
      end = end < 0 ? text.length() : end;
      String mark = text.substring(line, end).stripTrailing();
      if (mark.equals("---") || mark.equals("...")) {
        parse(text.substring(firstEnd + 1, line), into);
        return Math.min(text.length(), end + 1);
      }
      line = end + 1;
    }
    return 0;
  }

  private static void parse(String yaml, Statements into) {
    LoaderOptions options = new LoaderOptions();
    options.setNestingDepthLimit(20);
    options.setMaxAliasesForCollections(10);
    options.setAllowDuplicateKeys(true);
    try {
      Object loaded = new Yaml(new SafeConstructor(options)).load(yaml);
      if (loaded instanceof Map<?, ?> map) {
        map.forEach((name, value) -> add(String.valueOf(name), value, into));
      } else if (loaded != null) {
        into.warn("the front matter is no list of \"name: value\" lines; it was left out");
      }
    } catch (YAMLException e) {
      into.warn("the front matter is not readable YAML; it was left out");
    }
  }

  private static void add(String name, Object value, Statements into) {
    switch (value) {
      case null -> {}
      case Date date -> into.add(name, date.toInstant().toString());
      case Collection<?> list ->
          into.add(name, list.stream().map(String::valueOf).collect(Collectors.joining(", ")));
      case Map<?, ?> map ->
          map.forEach((inner, text) -> into.add(name + "." + inner, String.valueOf(text)));
      default -> into.add(name, String.valueOf(value));
    }
  }
}
