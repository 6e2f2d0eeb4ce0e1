package ai.adjutant.inference.platform;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Puts memory that was filled while a graph was opened, which is its weights, into huge pages. A
 * step reads all of them, and in ordinary pages it spends a good part of its time looking up
 * addresses. Where a platform can't, nothing happens.
 */
public final class HugePages {
  /** Mappings that grew by less hold no weights worth the while. */
  private static final long GROWN_LEAST = 4L << 20;

  private static final long HUGE_BYTES = 2L << 20;

  /** A mapping is taken when it is filled to this share, or huge pages would fill the rest. */
  private static final double FILLED_LEAST = 0.8;

  private static final Path MAPPINGS = Path.of("/proc/self/smaps");

  /** Address, address, writable and private, offset, device, no file. */
  private static final Pattern ANONYMOUS =
      Pattern.compile("([0-9a-f]+)-([0-9a-f]+) rw-p \\S+ \\S+ 0\\s*(\\[heap])?");

  private static final Pattern RESIDENT = Pattern.compile("Rss:\\s+(\\d+) kB");

  /** A writable mapping without a file. */
  private record Mapping(long start, long end, long resident) {}

  private final Map<Long, Long> residentBefore = new HashMap<>();

  private HugePages() {}

  /** Remembers what is filled now. */
  public static HugePages watch() {
    HugePages pages = new HugePages();
    for (Mapping mapping : mappings()) {
      pages.residentBefore.put(mapping.start(), mapping.resident());
    }
    return pages;
  }

  /** Puts what was filled since into huge pages; returns how many that gave. */
  public int collapse() {
    int collapsed = 0;
    for (Mapping mapping : mappings()) {
      long grown = mapping.resident() - residentBefore.getOrDefault(mapping.start(), 0L);
      if (grown >= GROWN_LEAST
          && mapping.resident() >= FILLED_LEAST * (mapping.end() - mapping.start())) {
        collapsed += collapse(mapping);
      }
    }
    return collapsed;
  }

  private static int collapse(Mapping mapping) {
    int collapsed = 0;
    long start = Math.ceilDiv(mapping.start(), HUGE_BYTES) * HUGE_BYTES;
    for (long at = start; at + HUGE_BYTES <= mapping.end(); at += HUGE_BYTES) {
      if (LinuxPages.collapse(at, HUGE_BYTES)) {
        collapsed++;
      }
    }
    return collapsed;
  }

  private static List<Mapping> mappings() {
    if (!LinuxPages.available()) {
      return List.of();
    }
    try {
      return parse(Files.readAllLines(MAPPINGS, StandardCharsets.ISO_8859_1));
    } catch (IOException e) {
      return List.of(); // a platform that hides it does without huge pages
    }
  }

  private static List<Mapping> parse(List<String> lines) {
    Map<Long, Mapping> mappings = new HashMap<>();
    long start = 0;
    long end = 0;
    for (String line : lines) {
      if (line.isEmpty() || Character.isUpperCase(line.charAt(0))) {
        Matcher resident = RESIDENT.matcher(line);
        if (end > 0 && resident.matches()) {
          long bytes = Long.parseLong(resident.group(1)) << 10;
          mappings.put(start, new Mapping(start, end, bytes));
        }
        continue;
      }
      Matcher anonymous = ANONYMOUS.matcher(line.strip());
      boolean found = anonymous.matches();
      start = found ? Long.parseUnsignedLong(anonymous.group(1), 16) : 0;
      end = found ? Long.parseUnsignedLong(anonymous.group(2), 16) : 0;
    }
    return List.copyOf(mappings.values());
  }
}
