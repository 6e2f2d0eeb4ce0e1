package ai.adjutant.tuner.model;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** All parameters of a replica, in an order that is the same in each. */
public final class Parameters {
  private final Map<String, Parameter> byName = new LinkedHashMap<>();

  /** Refuses two of one name: a bug. */
  public Parameters(Collection<Parameter> all) {
    for (Parameter parameter : all) {
      if (byName.put(parameter.name(), parameter) != null) {
        throw new IllegalArgumentException("two parameters are named " + parameter.name());
      }
    }
  }

  /** All of them. */
  public List<Parameter> all() {
    return List.copyOf(byName.values());
  }

  /** Those that training changes. */
  public List<Parameter> trained() {
    return byName.values().stream().filter(Parameter::trained).toList();
  }

  /** The one of this name, which exists. */
  public Parameter get(String name) {
    Parameter parameter = byName.get(name);
    if (parameter == null) {
      throw new IllegalArgumentException("there is no parameter " + name);
    }
    return parameter;
  }

  /** How many numbers the trained ones hold. */
  public long trainedCount() {
    return trained().stream().mapToLong(Parameter::count).sum();
  }

  /** How many numbers all hold. */
  public long count() {
    return byName.values().stream().mapToLong(Parameter::count).sum();
  }
}
