package ai.adjutant.chassis.settings;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Declares a record whose components are all settings. */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface SettingsGroup {
  /** What its keys begin with, such as {@code inference.engine}; empty for the top level. */
  String value();

  /** What the group is about, as a sentence. */
  String doc();
}
