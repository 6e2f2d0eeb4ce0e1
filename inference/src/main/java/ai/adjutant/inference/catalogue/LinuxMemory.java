package ai.adjutant.inference.catalogue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * Reads memory from Linux: the kernel's own estimate of what is available, or less where a control
 * group of this process or one above it is limited, as in containers. Elsewhere nothing is known.
 */
final class LinuxMemory implements MachineMemory {
  private static final int FILE_LINES_MAX = 10_000;
  private static final int GROUPS_MAX = 64;

  private final Path root;

  /** Reads under {@code /}, or under another folder that looks like it. */
  LinuxMemory(Path root) {
    this.root = root;
  }

  @Override
  public OptionalLong available() {
    OptionalLong machine = kilobytes(root.resolve("proc/meminfo"), "MemAvailable:");
    if (machine.isEmpty()) {
      return machine;
    }
    long least = machine.getAsLong();
    for (Path group : groups()) {
      least = Math.min(least, free(group));
    }
    return OptionalLong.of(Math.max(least, 0));
  }

  @Override
  public long resident() {
    return kilobytes(root.resolve("proc/self/status"), "VmRSS:").orElse(0);
  }

  /** The groups of this process, each with those above it; both versions of control groups. */
  private List<Path> groups() {
    List<Path> groups = new ArrayList<>();
    Path mount = root.resolve("sys/fs/cgroup");
    for (String line : lines(root.resolve("proc/self/cgroup"))) {
      String[] fields = line.split(":", 3);
      if (fields.length < 3) {
        continue;
      }
      boolean unified = fields[0].equals("0") && fields[1].isEmpty();
      if (unified || List.of(fields[1].split(",")).contains("memory")) {
        Path top = unified ? mount : mount.resolve("memory");
        // Seen from inside a container the path may be that of the host: then only the top is
        // there.
        Path group = top.resolve(fields[2].replaceFirst("^/+", "")).normalize();
        while (group.startsWith(top) && groups.size() < GROUPS_MAX) {
          groups.add(group);
          group = group.resolveSibling(".").normalize(); // the one above
        }
      }
    }
    return groups;
  }

  /** What a group may still take; pages of files that it can drop at once count as free. */
  private static long free(Path group) {
    OptionalLong limit = number(group.resolve("memory.max"));
    OptionalLong used = number(group.resolve("memory.current"));
    String droppable = "inactive_file";
    if (limit.isEmpty()) {
      limit = number(group.resolve("memory.limit_in_bytes"));
      used = number(group.resolve("memory.usage_in_bytes"));
      droppable = "total_inactive_file";
    }
    if (limit.isEmpty() || used.isEmpty()) {
      return Long.MAX_VALUE;
    }
    long pages = value(group.resolve("memory.stat"), droppable).orElse(0);
    return limit.getAsLong() - used.getAsLong() + pages;
  }

  private static OptionalLong kilobytes(Path file, String field) {
    OptionalLong value = value(file, field);
    return value.isEmpty() ? value : OptionalLong.of(value.getAsLong() * 1024);
  }

  private static OptionalLong value(Path file, String field) {
    for (String line : lines(file)) {
      String[] words = line.strip().split("\\s+");
      if (words.length >= 2 && words[0].equals(field)) {
        return number(words[1]);
      }
    }
    return OptionalLong.empty();
  }

  private static OptionalLong number(Path file) {
    List<String> lines = lines(file);
    return lines.isEmpty() ? OptionalLong.empty() : number(lines.getFirst().strip());
  }

  /** Empty for {@code max}, which means that there is no limit. */
  private static OptionalLong number(String text) {
    return text.matches("\\d{1,18}") ? OptionalLong.of(Long.parseLong(text)) : OptionalLong.empty();
  }

  private static List<String> lines(Path file) {
    if (!Files.isReadable(file)) {
      return List.of();
    }
    try (var lines = Files.lines(file)) {
      return lines.limit(FILE_LINES_MAX).toList();
    } catch (IOException | UncheckedIOException e) {
      return List.of(); // what can't be read is not known, as on other systems
    }
  }
}
