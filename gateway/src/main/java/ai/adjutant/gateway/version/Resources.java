package ai.adjutant.gateway.version;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads the word lists beside this class; lines that begin with # are remarks. */
final class Resources {
  private Resources() {}

  static Set<String> words(String name) {
    return lines(name).stream()
        .flatMap(line -> Stream.of(line.split("\\s+")))
        .collect(Collectors.toUnmodifiableSet());
  }

  static List<String> lines(String name) {
    try (InputStream in = Resources.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("the resource " + name + " is missing");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
