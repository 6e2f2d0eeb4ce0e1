package ai.adjutant.tuner.pairs;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;

/** Names by their type, to draw others of the same type from. */
final class NamePool {
  private static final int TRIES = 40;
  private static final int NAMES_OF_CLASS = 4;

  private final Map<String, List<String>> byType = new TreeMap<>();
  private final Map<String, List<String>> byEnd = new TreeMap<>();

  NamePool(Collection<String> texts) {
    Map<String, Set<String>> found = new TreeMap<>();
    for (String text : texts) {
      for (Name name : Name.of(text)) {
        found.computeIfAbsent(name.type(), unused -> new LinkedHashSet<>()).add(name.text());
      }
    }
    found.values().stream()
        .flatMap(Set::stream)
        .filter(name -> name.contains(" "))
        .distinct()
        .forEach(name -> byEnd.computeIfAbsent(end(name), unused -> new ArrayList<>()).add(name));
    byEnd.values().removeIf(names -> names.size() < NAMES_OF_CLASS);
    found.forEach((type, names) ->
        byType.put(type, names.stream().filter(name -> !isOfClass(name)).toList()));
  }

  private static String end(String name) {
    return name.substring(name.lastIndexOf(' ') + 1);
  }

  /** Whether the last word says what it is, as in Yale University. */
  private boolean isOfClass(String name) {
    return name.contains(" ") && byEnd.containsKey(end(name));
  }

  /** Another name of the same class or type, none of whose words stands in a text. */
  Optional<String> other(Name name, String text, Random random) {
    boolean ofClass = isOfClass(name.text());
    List<String> same =
        ofClass
            ? byEnd.getOrDefault(end(name.text()), List.of())
            : byType.getOrDefault(name.type(), List.of());
    Set<String> words = Texts.content(text + " " + name.text());
    if (ofClass) {
      words.removeAll(Texts.content(end(name.text())));
    }
    for (int i = 0; i < TRIES && !same.isEmpty(); i++) {
      String drawn = same.get(random.nextInt(same.size()));
      boolean apart =
          Texts.content(drawn).stream().noneMatch(words::contains)
              && !Texts.holds(text, drawn)
              && !drawn.equals(name.text());
      if (apart) {
        return Optional.of(drawn);
      }
    }
    return Optional.empty();
  }
}
