package ai.adjutant.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/** Bounds how many of the classes stand in one package. */
final class FewInEachPackage extends ArchCondition<JavaClass> {
  private final String root;
  private final int usual;
  private final Map<String, Integer> more;
  private final Map<String, Integer> counts = new HashMap<>();
  private final Map<String, JavaClass> examples = new HashMap<>();

  /**
   * Creates the condition.
   *
   * @param root of the packages
   * @param usual how many a package may have
   * @param more how many the named packages may have, which is more than usual; names without the
   *     root
   */
  FewInEachPackage(String root, int usual, Map<String, Integer> more) {
    super("stand with at most %d others in a package, but for %s", usual - 1, more);
    this.root = root;
    this.usual = usual;
    this.more = Map.copyOf(more);
  }

  @Override
  public void init(Collection<JavaClass> all) {
    counts.clear();
  }

  @Override
  public void check(JavaClass item, ConditionEvents events) {
    if (item.getName().contains(".$")) {
      return; // a bean definition that Micronaut generates
    }
    counts.merge(item.getPackageName(), 1, Integer::sum);
    examples.put(item.getPackageName(), item);
  }

  @Override
  public void finish(ConditionEvents events) {
    counts.forEach((name, count) -> {
      int allowed =
          name.equals(root) ? usual : more.getOrDefault(name.substring(root.length() + 1), usual);
      String message = name + " offers " + count + " public types, not " + allowed + " or fewer";
      if (count > allowed) {
        events.add(SimpleConditionEvent.violated(examples.get(name), message));
      } else if (allowed > usual && count <= usual) {
        events.add(
            SimpleConditionEvent.violated(
                examples.get(name),
                name + " offers " + count + " public types: drop its exception"));
      }
    });
  }
}
