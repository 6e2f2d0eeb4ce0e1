package ai.adjutant.inference.template;

import java.beans.FeatureDescriptor;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import jinjava.javax.el.ELContext;
import jinjava.javax.el.ELResolver;
import org.jspecify.annotations.Nullable;

/**
 * The methods of Python's texts that templates call. Those of Java's are out of reach: some share
 * the name and do something else.
 */
final class StringMethods extends ELResolver {
  @Override
  public @Nullable Object invoke(
      ELContext context,
      @Nullable Object base,
      Object method,
      Class<?> @Nullable [] types,
      Object @Nullable [] parameters) {
    if (!(base instanceof String text)) {
      return null;
    }
    List<Object> given = parameters == null ? List.of() : Arrays.asList(parameters);
    Object result = call(text, method.toString(), given);
    context.setPropertyResolved(true);
    return result;
  }

  private static Object call(String text, String method, List<Object> given) {
    String first = given.isEmpty() ? "" : String.valueOf(given.getFirst());
    return switch (method + "/" + given.size()) {
      case "strip/0", "strip/1" -> PythonText.strip(text, first);
      case "lstrip/0", "lstrip/1" -> PythonText.leftStrip(text, first);
      case "rstrip/0", "rstrip/1" -> PythonText.rightStrip(text, first);
      case "split/0" -> PythonText.words(text);
      case "split/1" -> PythonText.split(text, separator(first), Integer.MAX_VALUE);
      case "split/2" -> PythonText.split(text, separator(first), count(given.get(1)));
      case "startswith/1" -> text.startsWith(first);
      case "endswith/1" -> text.endsWith(first);
      case "replace/2" -> text.replace(first, String.valueOf(given.get(1)));
      case "upper/0" -> text.toUpperCase(Locale.ROOT);
      case "lower/0" -> text.toLowerCase(Locale.ROOT);
      case "find/1" -> (long) text.indexOf(first);
      case "count/1" ->
          (long) PythonText.split(text, separator(first), Integer.MAX_VALUE).size() - 1;
      default ->
          throw new Refusal.Unknown(
              "texts have no method " + method + " with " + given.size() + " arguments here");
    };
  }

  private static String separator(String text) {
    if (text.isEmpty()) {
      throw new Refusal.Unknown("an empty separator");
    }
    return text;
  }

  private static int count(Object number) {
    if (!(number instanceof Number cuts)) {
      throw new Refusal.Unknown("split takes a number of cuts");
    }
    return cuts.intValue() < 0 ? Integer.MAX_VALUE : cuts.intValue();
  }

  @Override
  public @Nullable Object getValue(
      ELContext context, @Nullable Object base, @Nullable Object property) {
    return null;
  }

  @Override
  public @Nullable Class<?> getType(
      ELContext context, @Nullable Object base, @Nullable Object property) {
    return null;
  }

  @Override
  public void setValue(
      ELContext context,
      @Nullable Object base,
      @Nullable Object property,
      @Nullable Object value) {}

  @Override
  public boolean isReadOnly(ELContext context, @Nullable Object base, @Nullable Object property) {
    return true;
  }

  @Override
  public @Nullable Iterator<FeatureDescriptor> getFeatureDescriptors(
      ELContext context, @Nullable Object base) {
    return null;
  }

  @Override
  public @Nullable Class<?> getCommonPropertyType(ELContext context, @Nullable Object base) {
    return null;
  }
}
