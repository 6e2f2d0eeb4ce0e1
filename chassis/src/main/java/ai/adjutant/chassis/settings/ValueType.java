package ai.adjutant.chassis.settings;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * How values of a type are read and written.
 *
 * @param parser throws IllegalArgumentException saying what is wrong, as a part of a sentence
 * @param formatter writes a value as the parser reads it
 * @param noun what a user is asked for, such as "a whole number"
 * @param examples of values; may be empty
 */
record ValueType(
    BiFunction<String, ParseContext, Object> parser,
    Function<Object, String> formatter,
    String noun,
    String examples) {
  /** What is said of a value beyond its bounds. */
  static final String OUT_OF_RANGE = "out of range";

  /**
   * How an optional value is wrapped.
   *
   * @param inner the type of what is inside
   */
  record Wrapper(
      Type inner,
      Object empty,
      Function<Object, Object> wrap,
      Function<Object, Optional<Object>> unwrap) {}

  /**
   * The wrapper of an optional type; empty for plain ones.
   *
   * @param type of a component
   */
  static Optional<Wrapper> wrapper(Type type) {
    if (type == OptionalInt.class) {
      return Optional.of(
          new Wrapper(
              int.class,
              OptionalInt.empty(),
              value -> OptionalInt.of((Integer) value),
              value ->
                  ((OptionalInt) value).isPresent()
                      ? Optional.of(((OptionalInt) value).getAsInt())
                      : Optional.empty()));
    }
    if (type instanceof ParameterizedType generic && generic.getRawType() == Optional.class) {
      return Optional.of(
          new Wrapper(
              generic.getActualTypeArguments()[0],
              Optional.empty(),
              Optional::of,
              value -> ((Optional<?>) value).map(inside -> (Object) inside)));
    }
    return Optional.empty();
  }

  /**
   * How a plain type is read.
   *
   * @param form how a value looks, for types that read themselves
   */
  static ValueType of(Type type, String form) {
    if (PathList.isType(type)) {
      return new ValueType(PathList::parse, PathList::text, "paths, with commas between", "");
    }
    if (!(type instanceof Class<?> plain)) {
      throw new IllegalStateException("no setting can be of type " + type);
    }
    if (plain == int.class || plain == Integer.class) {
      return simple(ValueType::small, "a whole number", "");
    }
    if (plain == long.class || plain == Long.class) {
      return simple(ValueType::whole, "a whole number", "");
    }
    if (plain == double.class || plain == Double.class) {
      return simple(ValueType::number, "a number", "");
    }
    if (plain == boolean.class || plain == Boolean.class) {
      return simple(ValueType::truth, "true or false", "");
    }
    if (plain == String.class) {
      return simple(text -> text, "a text", "");
    }
    if (plain == Duration.class) {
      return new ValueType(
          (text, context) -> Durations.parse(text),
          value -> Durations.format((Duration) value),
          "a time",
          "500ms, 30s, 2m or 1h");
    }
    if (plain == DataSize.class) {
      return simple(DataSize::parse, "a size", "512MiB or 1GB");
    }
    if (plain == Path.class) {
      return new ValueType(
          (text, context) -> context.resolve(text), Object::toString, "a path", "");
    }
    if (plain == Secret.class) {
      return new ValueType(
          Secret::parse, Object::toString, "file:PATH or env:NAME, which hold the secret", "");
    }
    return plain.isEnum() ? choice(plain) : selfReading(plain, form);
  }

  private static ValueType simple(Function<String, Object> parser, String noun, String examples) {
    return new ValueType((text, context) -> parser.apply(text), Object::toString, noun, examples);
  }

  private static long whole(String text) {
    if (!text.matches("-?\\d{1,19}")) {
      throw new IllegalArgumentException("not a whole number");
    }
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(OUT_OF_RANGE, e);
    }
  }

  private static int small(String text) {
    long value = whole(text);
    if (value < Integer.MIN_VALUE || value > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(OUT_OF_RANGE);
    }
    return (int) value;
  }

  private static double number(String text) {
    if (!text.matches("-?\\d{1,19}(\\.\\d{1,19})?")) {
      throw new IllegalArgumentException("not a number");
    }
    return Double.parseDouble(text);
  }

  private static boolean truth(String text) {
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new IllegalArgumentException("not true or false");
    };
  }

  private static ValueType choice(Class<?> type) {
    Object[] constants = type.getEnumConstants();
    String noun =
        "one of " + Arrays.stream(constants).map(ValueType::word).collect(Collectors.joining(", "));
    return new ValueType(
        (text, context) ->
            Arrays.stream(constants)
                .filter(constant -> word(constant).equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("none of those known")),
        ValueType::word,
        noun,
        "");
  }

  private static String word(Object constant) {
    return ((Enum<?>) constant).name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static ValueType selfReading(Class<?> type, String form) {
    Method parse;
    try {
      parse = type.getMethod("parse", String.class);
    } catch (NoSuchMethodException e) {
      throw new IllegalStateException("no setting can be of " + type, e);
    }
    if (!Modifier.isStatic(parse.getModifiers()) || form.isEmpty()) {
      throw new IllegalStateException(type + " needs a static parse(String), and a form to show");
    }
    return simple(text -> read(parse, text), form, "");
  }

  private static Object read(Method parse, String text) {
    try {
      return parse.invoke(null, text);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof IllegalArgumentException refused) {
        throw refused;
      }
      throw new IllegalStateException(parse + " failed", e);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(parse + " can't be called", e);
    }
  }
}
