package ai.adjutant.chassis.settings;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the sources in their order, and collects what is wrong with any of them. Used once. */
final class SettingsReader {
  /** Variables with our prefix that set something of the launcher or of the command line. */
  private static final Set<String> NO_SETTINGS =
      Set.of(
          "ADJUTANT_CONFIG",
          "ADJUTANT_JAVA_OPTIONS",
          "ADJUTANT_JDK_DIRS",
          "ADJUTANT_SERVER",
          "ADJUTANT_CA",
          "ADJUTANT_KEY",
          "ADJUTANT_KEY_FILE",
          "ADJUTANT_API_KEY",
          "ADJUTANT_API_KEY_FILE");

  private final Schema schema;
  private final SettingsSources sources;
  private final List<Problem> problems = new ArrayList<>();
  private final Map<Descriptor, Given> given = new HashMap<>();

  private record Given(Object value, Origin origin) {}

  SettingsReader(Schema schema, SettingsSources sources) {
    this.schema = schema;
    this.sources = sources;
  }

  Settings.Reading read() {
    sources.file().ifPresent(this::readFile);
    sources.environment().forEach(this::readVariable);
    for (SettingsSources.Flag flag : sources.flags()) {
      Descriptor descriptor =
          schema
              .find(flag.key().name())
              .orElseThrow(() -> new IllegalStateException(flag + " sets nothing"));
      take(descriptor, flag.text(), new Origin.Flag(flag.option()), context(Path.of(""), false));
    }
    Map<Class<?>, Record> records = new LinkedHashMap<>();
    List<Settings.Value> values = new ArrayList<>();
    for (Schema.Group group : schema.groups()) {
      create(group).ifPresent(record -> records.put(group.type(), record));
      for (Descriptor descriptor : group.descriptors()) {
        Given one = given(descriptor);
        values.add(
            new Settings.Value(descriptor.key(), descriptor.format(one.value()), one.origin()));
      }
    }
    return problems.isEmpty()
        ? new Settings.Reading(Optional.of(new Settings(records, values)), List.of())
        : new Settings.Reading(Optional.empty(), problems);
  }

  private void readFile(Path file) {
    YamlFile.Content content = YamlFile.read(file);
    problems.addAll(content.problems());
    ParseContext context = context(file.toAbsolutePath().normalize().resolveSibling(""), false);
    for (YamlFile.Entry entry : content.entries()) {
      Origin origin = new Origin.File(file, entry.line());
      @Nullable String text = entry.text();
      Optional<Descriptor> known = schema.find(entry.key());
      if (known.isEmpty()) {
        refuse(entry, origin);
      } else if (text == null) {
        String wanted = entry.key() + " has no value; give " + known.get().expected();
        problems.add(new Problem(origin, wanted));
      } else if (sources.refusedInFile().containsKey(known.get().key())) {
        String reason = sources.refusedInFile().get(known.get().key());
        problems.add(new Problem(origin, entry.key() + " can't be set here: " + reason));
      } else {
        take(known.get(), text, origin, context);
      }
    }
  }

  /** Refuses a key that is no setting; a group below which nothing is set is none, and harmless. */
  private void refuse(YamlFile.Entry entry, Origin origin) {
    if (!schema.isGroup(entry.key())) {
      problems.add(new Problem(origin, unknown(entry.key(), schema.nearest(entry.key()))));
    } else if (entry.text() != null) {
      problems.add(
          new Problem(origin, entry.key() + " is a group of settings and takes no value itself"));
    }
  }

  private void readVariable(String variable, String text) {
    if (!variable.startsWith(SettingKey.VARIABLE_PREFIX)
        || NO_SETTINGS.contains(variable)
        || text.isEmpty()) {
      return;
    }
    Origin origin = new Origin.Environment(variable);
    schema
        .findVariable(variable)
        .ifPresentOrElse(
            descriptor -> take(descriptor, text, origin, context(Path.of(""), true)),
            () ->
                problems.add(
                    new Problem(origin, unknown(variable, schema.nearestVariable(variable)))));
  }

  private static String unknown(String name, Optional<String> nearest) {
    return "'"
        + Problem.shown(name)
        + "' is not a setting"
        + nearest.map(known -> "; did you mean " + known + "?").orElse("");
  }

  private ParseContext context(Path base, boolean secretsAllowed) {
    return new ParseContext(base, sources.environment(), secretsAllowed);
  }

  private void take(Descriptor descriptor, String text, Origin origin, ParseContext context) {
    try {
      Object value = descriptor.parse(text, context);
      descriptor.check(value);
      given.put(descriptor, new Given(value, origin));
    } catch (IllegalArgumentException e) {
      problems.add(new Problem(origin, descriptor.refusal(text, e)));
    }
  }

  private Given given(Descriptor descriptor) {
    Given set = given.get(descriptor);
    return set != null ? set : new Given(descriptor.defaultValue(), new Origin.Default());
  }

  private List<Object> values(Schema.Group group) {
    return group.descriptors().stream().map(descriptor -> given(descriptor).value()).toList();
  }

  /** The record; empty when its constructor refuses the combination of its values. */
  private Optional<Record> create(Schema.Group group) {
    try {
      return Optional.of(group.create(values(group)));
    } catch (IllegalArgumentException e) {
      Origin origin =
          group.descriptors().stream()
              .map(descriptor -> given(descriptor).origin())
              .filter(set -> !(set instanceof Origin.Default))
              .findFirst()
              .orElse(new Origin.Default());
      problems.add(new Problem(origin, String.valueOf(e.getMessage())));
      return Optional.empty();
    }
  }
}
