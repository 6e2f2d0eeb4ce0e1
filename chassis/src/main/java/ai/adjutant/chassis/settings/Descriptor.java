package ai.adjutant.chassis.settings;

import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A setting as it was declared. */
public final class Descriptor {
  private final SettingKey key;
  private final Setting declared;
  private final ValueType type;
  private final ValueType.@Nullable Wrapper wrapper;
  private final boolean secret;

  private Descriptor(
      SettingKey key,
      Setting declared,
      ValueType type,
      ValueType.@Nullable Wrapper wrapper,
      boolean secret) {
    this.key = key;
    this.declared = declared;
    this.type = type;
    this.wrapper = wrapper;
    this.secret = secret;
  }

  /**
   * Reads a declaration.
   *
   * @throws IllegalStateException when it contradicts itself: a bug in the declaration
   */
  static Descriptor of(String prefix, RecordComponent component) {
    @Nullable Setting declared = component.getAnnotation(Setting.class);
    if (declared == null) {
      throw new IllegalStateException(component + " of " + prefix + " has no @Setting");
    }
    String name = declared.key().isEmpty() ? hyphened(component.getName()) : declared.key();
    SettingKey key = SettingKey.named(prefix.isEmpty() ? name : prefix + "." + name);
    Optional<ValueType.Wrapper> wrapper = ValueType.wrapper(component.getGenericType());
    Type plain = wrapper.map(ValueType.Wrapper::inner).orElse(component.getGenericType());
    Descriptor descriptor =
        new Descriptor(
            key,
            declared,
            ValueType.of(plain, declared.form()),
            wrapper.orElse(null),
            plain == Secret.class);
    if (!declared.doc().matches("(?s)\\p{Lu}.*\\.")) {
      throw new IllegalStateException(key + ": its documentation is no sentence");
    }
    try {
      descriptor.check(descriptor.defaultValue());
    } catch (IllegalArgumentException e) {
      throw new IllegalStateException(key + ": its default is refused", e);
    }
    return descriptor;
  }

  private static String hyphened(String component) {
    return component.replaceAll("([a-z0-9])([A-Z])", "$1-$2").toLowerCase(Locale.ROOT);
  }

  /** Its key. */
  public SettingKey key() {
    return key;
  }

  /** What it decides. */
  public String documentation() {
    return declared.doc();
  }

  Object defaultValue() {
    return parse(declared.value(), ParseContext.PLAIN);
  }

  /** Its default, as it was declared. */
  public String defaultText() {
    return declared.value();
  }

  /** What may be written, as a part of a sentence: "a whole number from 1 to 64". */
  public String accepted() {
    String range = "";
    if (!declared.min().isEmpty() && !declared.max().isEmpty()) {
      range = " from " + declared.min() + " to " + declared.max();
    } else if (!declared.min().isEmpty()) {
      range = " of at least " + declared.min();
    } else if (!declared.max().isEmpty()) {
      range = " of at most " + declared.max();
    }
    String characters = type.noun().equals("a text") && !range.isEmpty() ? " characters" : "";
    String word = wrapper == null ? "" : declared.value() + ", or ";
    return word + type.noun() + range + characters;
  }

  /** The same with examples, for those who wrote something else. */
  String expected() {
    return accepted() + (type.examples().isEmpty() ? "" : ", such as " + type.examples());
  }

  /**
   * Reads a value.
   *
   * @throws IllegalArgumentException saying what is wrong with the text
   */
  Object parse(String text, ParseContext context) {
    if (wrapper == null) {
      return type.parser().apply(text, context);
    }
    return text.isEmpty() || text.equals(declared.value())
        ? wrapper.empty()
        : wrapper.wrap().apply(type.parser().apply(text, context));
  }

  /** Writes a value as a user would. */
  String format(Object value) {
    return plain(value).map(type.formatter()).orElse(declared.value());
  }

  /** The value itself; empty where an optional one is not set. */
  private Optional<Object> plain(Object value) {
    return wrapper == null ? Optional.of(value) : wrapper.unwrap().apply(value);
  }

  /**
   * Refuses a value beyond the bounds.
   *
   * @throws IllegalArgumentException saying so
   */
  void check(Object value) {
    Optional<Object> plain = plain(value);
    if (plain.isPresent()
        && (below(plain.get(), declared.min()) || above(plain.get(), declared.max()))) {
      throw new IllegalArgumentException(ValueType.OUT_OF_RANGE);
    }
  }

  private boolean below(Object value, String bound) {
    return !bound.isEmpty() && compare(value, bound) < 0;
  }

  private boolean above(Object value, String bound) {
    return !bound.isEmpty() && compare(value, bound) > 0;
  }

  @SuppressWarnings("unchecked") // a bound is read by the type of the value
  private int compare(Object value, String bound) {
    return value instanceof String text
        ? Integer.compare(text.length(), Integer.parseInt(bound))
        : ((Comparable<Object>) value).compareTo(type.parser().apply(bound, ParseContext.PLAIN));
  }

  /** The sentence about a refused value; a secret's text is not in it. */
  String refusal(String text, IllegalArgumentException refused) {
    String shown = secret ? " can't be used" : " is '" + Problem.shown(text) + "'";
    return key + shown + ": " + refused.getMessage() + "; give " + expected();
  }
}
