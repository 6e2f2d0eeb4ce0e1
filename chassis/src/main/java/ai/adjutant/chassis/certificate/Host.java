package ai.adjutant.chassis.certificate;

import ai.adjutant.chassis.error.AdjutantException;
import java.net.InetAddress;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A name or an address under which a service is reached.
 *
 * @param text a DNS name in lower case, or an IPv4 or IPv6 address in its plain form
 */
record Host(String text) {
  private static final String LABEL = "[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?";
  private static final Pattern NAME =
      Pattern.compile("(?=.{1,253}$)" + LABEL + "(\\." + LABEL + ")*");
  private static final Pattern V4 =
      Pattern.compile("((25[0-5]|2[0-4]\\d|1?\\d?\\d)(\\.(?!$)|$)){4}");
  private static final Pattern NUMBERS = Pattern.compile("[0-9.]+");
  private static final Pattern V6 = Pattern.compile("[0-9a-f:.]*:[0-9a-f:.]*");

  /** Refuses what is neither. */
  Host {
    text = text.toLowerCase(Locale.ROOT);
    if (V6.matcher(text).matches()) {
      text = plain(text);
    } else if (!V4.matcher(text).matches()
        && (!NAME.matcher(text).matches() || NUMBERS.matcher(text).matches())) {
      throw refused(text);
    }
  }

  boolean isAddress() {
    return V4.matcher(text).matches() || V6.matcher(text).matches();
  }

  /** The same address is written in one way only. */
  private static String plain(String text) {
    try {
      return InetAddress.ofLiteral(text).getHostAddress();
    } catch (IllegalArgumentException e) {
      throw refused(text);
    }
  }

  private static AdjutantException refused(String text) {
    return new AdjutantException(
        CertificateReason.HOST_REFUSED,
        "'"
            + text.substring(0, Math.min(text.length(), 80))
            + "' is neither a host name nor an IP address; give what clients write before the"
            + " port, such as chat.example.org or 10.0.0.5");
  }
}
