package ai.adjutant.retriever.load;

import ai.adjutant.retriever.parse.validity.VersionName;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds documents by what others call them: id, file, title, number, version. For one thread. */
final class VersionNames {
  private static final int NUMBER_WORDS_MAX = 3;

  private final Map<String, List<VersionRecord>> byFile = new HashMap<>();
  private final Map<String, List<VersionRecord>> byTitle = new HashMap<>();
  private final Map<String, List<VersionRecord>> byNumber = new HashMap<>();

  VersionNames(List<VersionRecord> documents) {
    documents.forEach(this::add);
  }

  private void add(VersionRecord document) {
    String id = document.id();
    String file = id.substring(id.lastIndexOf('/') + 1);
    for (String name : List.of(id, withoutEnding(id), file, withoutEnding(file))) {
      put(byFile, name, document);
    }
    put(byTitle, document.title(), document);
    put(byNumber, document.stated(VersionRecord.NUMBER), document);
    String[] words = plain(document.title()).split(" ", -1);
    StringBuilder start = new StringBuilder();
    for (int i = 0; i < Math.min(words.length - 1, NUMBER_WORDS_MAX); i++) {
      start.append(words[i]).append(' ');
      if (start.chars().anyMatch(Character::isDigit)) {
        put(byNumber, start.toString(), document); // "SOP-12 Visitor escort"
      }
    }
  }

  private static void put(
      Map<String, List<VersionRecord>> map, String name, VersionRecord document) {
    String plain = plain(name);
    if (!plain.isEmpty()) {
      List<VersionRecord> known = map.computeIfAbsent(plain, n -> new ArrayList<>());
      if (known.isEmpty() || known.getLast() != document) {
        known.add(document);
      }
    }
  }

  private static String withoutEnding(String name) {
    int dot = name.lastIndexOf('.');
    return dot > name.lastIndexOf('/') + 1 ? name.substring(0, dot) : name;
  }

  private static String plain(String name) {
    return name.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]+", " ").strip();
  }

  /**
   * Returns the documents that may be meant by a name, without the one that speaks; several where
   * the name is not clear, except where it speaks of all earlier versions.
   */
  Found find(VersionRecord speaker, String written) {
    List<VersionRecord> files = others(byFile, written, speaker);
    if (!files.isEmpty()) {
      return new Found(files, false);
    }
    VersionName name = VersionName.of(written);
    if (name.name().isEmpty() && name.date() == null && name.version().isEmpty()) {
      List<VersionRecord> earlier =
          others(byTitle, speaker.title(), speaker).stream()
              .filter(other -> isBefore(other, speaker))
              .toList();
      return new Found(earlier, name.all());
    }
    String called = name.name().isEmpty() ? speaker.title() : name.name();
    List<VersionRecord> candidates = others(byTitle, called, speaker);
    if (candidates.isEmpty()) {
      candidates = others(byNumber, called, speaker);
    }
    return new Found(candidates.stream().filter(other -> matches(other, name)).toList(), false);
  }

  private static boolean isBefore(VersionRecord other, VersionRecord speaker) {
    return other.from() == null || other.from().isBefore(speaker.begins());
  }

  private static List<VersionRecord> others(
      Map<String, List<VersionRecord>> map, String name, VersionRecord speaker) {
    return map.getOrDefault(plain(name), List.of()).stream()
        .filter(document -> document != speaker)
        .toList();
  }

  private static boolean matches(VersionRecord document, VersionName name) {
    if (name.date() != null
        && (document.from() == null
            || !document.from().atZone(ZoneOffset.UTC).toLocalDate().equals(name.date()))) {
      return false;
    }
    if (name.version().isEmpty()) {
      return true;
    }
    String version = plain(document.stated(VersionRecord.VERSION)).replaceFirst("^v(?=\\d)", "");
    String wanted = plain(name.version());
    @Nullable String file = plain(withoutEnding(document.id()));
    return version.isEmpty()
        ? file.endsWith(" v" + wanted) || file.endsWith(" " + wanted)
        : version.equals(wanted);
  }

  /**
   * Holds what a name may mean.
   *
   * @param all true where all of them are meant together
   */
  record Found(List<VersionRecord> documents, boolean all) {}
}
