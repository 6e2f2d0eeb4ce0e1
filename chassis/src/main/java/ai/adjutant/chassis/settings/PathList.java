package ai.adjutant.chassis.settings;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** Reads settings of several paths, with commas between. */
final class PathList {
  private PathList() {}

  static boolean isType(Type type) {
    return type instanceof ParameterizedType generic
        && generic.getRawType() == List.class
        && generic.getActualTypeArguments()[0] == Path.class;
  }

  /** Relative paths start from a context's folder. */
  static List<Path> parse(String text, ParseContext context) {
    List<String> parts = Arrays.stream(text.split(",", -1)).map(String::strip).toList();
    if (parts.contains("")) {
      throw new IllegalArgumentException("a path is empty");
    }
    return parts.stream().map(context::resolve).toList();
  }

  /** As they are read. */
  static String text(Object paths) {
    return ((List<?>) paths).stream().map(Object::toString).collect(Collectors.joining(","));
  }
}
