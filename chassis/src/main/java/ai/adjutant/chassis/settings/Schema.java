package ai.adjutant.chassis.settings;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** All settings of a process, from the records that declare them. */
public final class Schema {
  private static final ClassValue<Group> GROUPS =
      new ClassValue<>() {
        @Override
        protected Group computeValue(Class<?> type) {
          return Group.of(type.asSubclass(Record.class));
        }
      };

  private final List<Group> groups;
  private final Map<String, Descriptor> byKey = new LinkedHashMap<>();
  private final Map<String, Descriptor> byVariable = new LinkedHashMap<>();

  private Schema(List<Group> groups) {
    this.groups = groups;
    for (Group group : groups) {
      for (Descriptor descriptor : group.descriptors()) {
        SettingKey key = descriptor.key();
        if (byKey.put(key.name(), descriptor) != null
            || byVariable.put(key.variable(), descriptor) != null) {
          throw new IllegalStateException(key + " is declared twice, or its variable is");
        }
      }
    }
  }

  /**
   * The settings that these records declare.
   *
   * @throws IllegalStateException when a declaration contradicts itself or another: a bug
   */
  public static Schema of(Collection<Class<? extends Record>> records) {
    return new Schema(records.stream().map(GROUPS::get).toList());
  }

  /**
   * A record with the defaults of all its settings.
   *
   * @param type a record with {@link SettingsGroup}
   */
  public static <R extends Record> R defaults(Class<R> type) {
    Group group = GROUPS.get(type);
    return type.cast(
        group.create(group.descriptors().stream().map(Descriptor::defaultValue).toList()));
  }

  /**
   * A copy of a record with one value replaced; what is copied need not be named, so that a new
   * setting changes no such copy.
   *
   * @param component its name in Java
   */
  public static <R extends Record> R with(R record, String component, Object value) {
    Group group = GROUPS.get(record.getClass());
    List<Object> values = group.values(record);
    List<String> names =
        Arrays.stream(record.getClass().getRecordComponents())
            .map(RecordComponent::getName)
            .toList();
    if (!names.contains(component)) {
      throw new IllegalArgumentException(record.getClass() + " has no " + component);
    }
    values.set(names.indexOf(component), value);
    @SuppressWarnings("unchecked") // the group of a record makes records of its class
    R copy = (R) group.create(values);
    return copy;
  }

  /**
   * Refuses values beyond the declared bounds; for the compact constructor of a record.
   *
   * @param values of all components, in order
   * @throws IllegalArgumentException naming the setting and what it may be
   */
  public static void check(Class<? extends Record> type, Object... values) {
    List<Descriptor> descriptors = GROUPS.get(type).descriptors();
    if (descriptors.size() != values.length) {
      throw new IllegalStateException(type + " has " + descriptors.size() + " settings");
    }
    for (int i = 0; i < values.length; i++) {
      Descriptor descriptor = descriptors.get(i);
      try {
        descriptor.check(values[i]);
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException(descriptor.refusal(descriptor.format(values[i]), e), e);
      }
    }
  }

  /** The groups, in the order in which they were given. */
  public List<Group> groups() {
    return groups;
  }

  Optional<Descriptor> find(String key) {
    return Optional.ofNullable(byKey.get(key));
  }

  Optional<Descriptor> findVariable(String variable) {
    return Optional.ofNullable(byVariable.get(variable));
  }

  /** Whether keys begin with this name. */
  boolean isGroup(String name) {
    return byKey.keySet().stream().anyMatch(key -> key.startsWith(name + "."));
  }

  /** The known key nearest to one that is not known. */
  Optional<String> nearest(String key) {
    return Nearest.of(key, byKey.keySet());
  }

  /** The known variable nearest to one that is not known. */
  Optional<String> nearestVariable(String variable) {
    return Nearest.of(variable, byVariable.keySet());
  }

  /**
   * The settings of one record.
   *
   * @param prefix of its keys; empty for the top level
   * @param documentation what it is about
   */
  public record Group(
      Class<? extends Record> type,
      String prefix,
      String documentation,
      List<Descriptor> descriptors) {
    private static Group of(Class<? extends Record> type) {
      @Nullable SettingsGroup declared = type.getAnnotation(SettingsGroup.class);
      if (declared == null) {
        throw new IllegalStateException(type + " has no @SettingsGroup");
      }
      List<Descriptor> descriptors = new ArrayList<>();
      for (RecordComponent component : type.getRecordComponents()) {
        descriptors.add(Descriptor.of(declared.value(), component));
      }
      return new Group(type, declared.value(), declared.doc(), List.copyOf(descriptors));
    }

    /**
     * Makes the record.
     *
     * @param values of its components, in order
     * @throws IllegalArgumentException when its constructor refuses the values
     */
    Record create(List<Object> values) {
      Class<?>[] types =
          Arrays.stream(type.getRecordComponents())
              .map(RecordComponent::getType)
              .toArray(Class<?>[]::new);
      try {
        var constructor = type.getDeclaredConstructor(types);
        constructor.setAccessible(true); // records of settings need not be public
        return constructor.newInstance(values.toArray());
      } catch (InvocationTargetException e) {
        throw refusal(e);
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException(type + " can't be made", e);
      }
    }

    /** The values of a record's components, in order; the list can be changed. */
    private List<Object> values(Record record) {
      List<Object> values = new ArrayList<>();
      try {
        for (RecordComponent component : type.getRecordComponents()) {
          component.getAccessor().setAccessible(true); // as above
          values.add(component.getAccessor().invoke(record));
        }
        return values;
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException(type + " can't be read", e);
      }
    }

    private IllegalArgumentException refusal(InvocationTargetException failure) {
      if (failure.getCause() instanceof IllegalArgumentException refused) {
        return refused;
      }
      throw new IllegalStateException(type + " can't be made", failure);
    }
  }
}
