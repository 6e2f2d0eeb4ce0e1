package ai.adjutant.chassis.transport;

import java.util.Locale;
import java.util.regex.Pattern;

/** Where a service is reached. */
public sealed interface Endpoint {
  /**
   * A TCP port of a host; until TLS and authentication are set, only loopback hosts are served.
   *
   * @param host a name or an address, one of IPv6 without its brackets
   * @param port 0 (any free one, for servers) to 65,535
   */
  record Tcp(String host, int port) implements Endpoint {
    /** Checks the port and takes an IPv6 address out of its brackets. */
    public Tcp {
      if (host.startsWith("[") && host.endsWith("]")) {
        host = host.substring(1, host.length() - 1);
      }
      if (host.isBlank()) {
        throw new IllegalArgumentException("host is empty");
      }
      if (port < 0 || port > 65_535) {
        throw new IllegalArgumentException("port " + port + " is not between 0 and 65535");
      }
    }

    /** True when the host is this machine itself. */
    public boolean isLoopback() {
      String name = host.toLowerCase(Locale.ROOT);
      return name.equals("localhost") || name.equals("::1") || LOOPBACK_V4.matcher(name).matches();
    }

    /** Returns {@code host:port} as URLs have it, IPv6 addresses in brackets. */
    @Override
    public String toString() {
      return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
    }
  }

  /** A name within this JVM. */
  record InProcess(String name) implements Endpoint {
    @Override
    public String toString() {
      return "in-process:" + name;
    }
  }

  /** The IPv4 block that never leaves the machine. */
  Pattern LOOPBACK_V4 = Pattern.compile("127(\\.\\d{1,3}){3}");

  /**
   * Reads {@code host:port}, {@code [address]:port} or {@code in-process:name}.
   *
   * @throws IllegalArgumentException saying what is wrong with the text
   */
  static Endpoint parse(String text) {
    if (text.startsWith("in-process:")) {
      return new InProcess(text.substring("in-process:".length()));
    }
    int colon = text.lastIndexOf(':');
    if (colon <= 0) {
      throw new IllegalArgumentException("'" + text + "' is not HOST:PORT");
    }
    try {
      return new Tcp(text.substring(0, colon), Integer.parseInt(text.substring(colon + 1)));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "'" + text.substring(colon + 1) + "' in '" + text + "' is not a port number", e);
    }
  }
}
