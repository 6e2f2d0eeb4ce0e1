package ai.adjutant.admin.key;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** How long a key is accepted, as people write it: {@code 90d} or {@code 12h}. */
final class Life implements ITypeConverter<Duration> {
  private static final Pattern FORM = Pattern.compile("([0-9]{1,5})([dh])");

  @Override
  public Duration convert(String text) {
    Matcher parts = FORM.matcher(text);
    if (!parts.matches()) {
      throw new TypeConversionException("'" + text + "' is no time such as 90d or 12h");
    }
    long count = Long.parseLong(parts.group(1));
    return parts.group(2).equals("d") ? Duration.ofDays(count) : Duration.ofHours(count);
  }
}
