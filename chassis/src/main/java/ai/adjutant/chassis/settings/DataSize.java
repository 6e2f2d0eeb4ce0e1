package ai.adjutant.chassis.settings;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A number of bytes with a unit: {@code 512MiB} is 512 × 1024 × 1024, {@code 1GB} is 1,000,000,000.
 *
 * @param bytes at least 0
 */
public record DataSize(long bytes) implements Comparable<DataSize> {
  private static final Pattern FORM = Pattern.compile("(\\d{1,19}) ?([A-Za-z]*)");

  private record Unit(String name, long bytes) {}

  /** The largest first, so that the first that divides a size is its best unit. */
  private static final List<Unit> UNITS =
      List.of(
          new Unit("TiB", 1L << 40),
          new Unit("TB", 1_000_000_000_000L),
          new Unit("GiB", 1L << 30),
          new Unit("GB", 1_000_000_000L),
          new Unit("MiB", 1L << 20),
          new Unit("MB", 1_000_000L),
          new Unit("KiB", 1L << 10),
          new Unit("kB", 1_000L),
          new Unit("B", 1));

  /** Refuses less than nothing. */
  public DataSize {
    if (bytes < 0) {
      throw new IllegalArgumentException("a size of " + bytes + " bytes");
    }
  }

  /** A size of so many binary megabytes. */
  public static DataSize ofMebibytes(long mebibytes) {
    return new DataSize(Math.multiplyExact(mebibytes, 1L << 20));
  }

  /**
   * Reads a whole number with a unit: B, kB, MB, GB, TB (powers of 1,000), KiB, MiB, GiB, TiB
   * (powers of 1,024).
   *
   * @throws IllegalArgumentException saying what is wrong with the text
   */
  public static DataSize parse(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("not a size");
    }
    String unit = matcher.group(2);
    if (unit.isEmpty()) {
      throw new IllegalArgumentException("a number without a unit");
    }
    for (Unit known : UNITS) {
      if (known.name().equals(unit)) {
        try {
          return new DataSize(Math.multiplyExact(Long.parseLong(matcher.group(1)), known.bytes()));
        } catch (ArithmeticException | NumberFormatException e) {
          throw new IllegalArgumentException("larger than any size", e);
        }
      }
    }
    throw new IllegalArgumentException(
        "a unit that is unknown (known: B, kB, MB, GB, TB, KiB, MiB, GiB, TiB)");
  }

  @Override
  public int compareTo(DataSize other) {
    return Long.compare(bytes, other.bytes);
  }

  /** The size in the largest unit that expresses it exactly, as {@link #parse} reads it. */
  @Override
  public String toString() {
    for (Unit unit : UNITS) {
      if (bytes > 0 && bytes % unit.bytes() == 0) {
        return bytes / unit.bytes() + unit.name();
      }
    }
    return "0B";
  }
}
