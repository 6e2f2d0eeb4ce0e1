package ai.adjutant.gateway.retrieve;

import ai.adjutant.text.Words;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Keeps the words of corpora that do not cut some of theirs into parts: to make one takes a
 * millisecond. The longest unused ones are dropped. Any thread may call.
 */
final class CorpusWords {
  private static final int KEPT_MAX = 64;

  private static final Map<Key, Words> KEPT =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Words> eldest) {
          return size() > KEPT_MAX;
        }
      };

  private CorpusWords() {}

  static Words of(String language, List<String> wholeWords) {
    if (wholeWords.isEmpty()) {
      return Words.of(language);
    }
    synchronized (KEPT) {
      return KEPT.computeIfAbsent(
          new Key(language, wholeWords), key -> Words.of(key.language(), key.wholeWords()));
    }
  }

  private record Key(String language, List<String> wholeWords) {}
}
