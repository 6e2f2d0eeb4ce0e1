package ai.adjutant.inference.template;

import com.hubspot.jinjava.interpret.JinjavaInterpreter;
import java.time.Clock;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Answers {@code strftime_now} of a template; the engine demands that it is public. */
public final class Today {
  /** Name of the function, and of the variable that holds its clock. */
  static final String NAME = "strftime_now";

  private final Clock clock;

  Today(Clock clock) {
    this.clock = clock;
  }

  /** The function that templates call; static, since the engine takes no other. */
  public static String format(String pattern) {
    Object today = JinjavaInterpreter.getCurrent().getContext().get(NAME);
    if (!(today instanceof Today known)) {
      throw new Refusal.Unknown(NAME + " was overwritten");
    }
    return known.text(pattern);
  }

  private String text(String pattern) {
    ZonedDateTime now = ZonedDateTime.now(clock);
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < pattern.length(); i++) {
      char c = pattern.charAt(i);
      text.append(c == '%' && i + 1 < pattern.length() ? part(now, pattern.charAt(++i)) : c);
    }
    return text.toString();
  }

  private static String part(ZonedDateTime now, char directive) {
    String java =
        switch (directive) {
          case 'd' -> "dd";
          case 'b' -> "MMM";
          case 'B' -> "MMMM";
          case 'm' -> "MM";
          case 'Y' -> "uuuu";
          case 'y' -> "uu";
          case 'A' -> "EEEE";
          case 'a' -> "EEE";
          case 'H' -> "HH";
          case 'I' -> "hh";
          case 'M' -> "mm";
          case 'S' -> "ss";
          case 'p' -> "a";
          case 'j' -> "DDD";
          case '%' -> "'%'";
          default -> throw new Refusal.Unknown(NAME + " knows no %" + directive);
        };
    return DateTimeFormatter.ofPattern(java, Locale.US).format(now);
  }

  @Override
  public String toString() {
    return NAME;
  }
}
