package ai.adjutant.chassis.settings;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Declares a component of a settings record as a setting. Its type is one of {@code int}, {@code
 * long}, {@code double}, {@code boolean}, {@link String}, an enum, {@link java.time.Duration},
 * {@link DataSize}, {@link java.nio.file.Path}, {@link Secret}, a type with a static {@code
 * parse(String)}, {@link java.util.OptionalInt}, or an {@link java.util.Optional} of one of these.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Setting {
  /**
   * The default, as a user would write it. For an optional component it is the word that means "not
   * set", such as {@code auto} or {@code none}, and users may write this word, or an empty text,
   * too.
   */
  String value();

  /** What the setting decides, as a sentence. */
  String doc();

  /** Smallest value, as a user would write it; for text the least number of characters. */
  String min() default "";

  /** Largest value, as a user would write it; for text the largest number of characters. */
  String max() default "";

  /** Its name within the group; by default the component's, in words joined by hyphens. */
  String key() default "";

  /** How a value looks, such as {@code HOST:PORT}; only for types with {@code parse(String)}. */
  String form() default "";
}
