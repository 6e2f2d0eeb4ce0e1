package ai.adjutant.chassis.settings;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Holds paths that one setting names, in their order.
 *
 * @param paths at least one
 */
public record PathList(List<Path> paths) {
  /** Keeps a copy. */
  public PathList {
    paths = List.copyOf(paths);
    if (paths.isEmpty()) {
      throw new IllegalArgumentException("no path");
    }
  }

  /** Reads paths with commas between, relative ones from a context's folder. */
  static PathList parse(String text, ParseContext context) {
    List<String> parts = Arrays.stream(text.split(",", -1)).map(String::strip).toList();
    if (parts.contains("")) {
      throw new IllegalArgumentException("a path is empty");
    }
    return new PathList(parts.stream().map(context::resolve).toList());
  }

  /** Returns them as they are read. */
  @Override
  public String toString() {
    return paths.stream().map(Path::toString).collect(Collectors.joining(","));
  }
}
