package ai.adjutant.retriever.index.lucene;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermQuery;

/**
 * Finds terms that people may have meant by a misspelt one: a letter too many or too few, two
 * swapped, one exchanged for its neighbour on the keyboard or for one that sounds alike; two edits
 * only where both words sound alike.
 */
final class Spelling {
  private static final int LENGTH_MIN = 5;
  private static final int PREFIX = 1;
  private static final List<String> KEYS =
      List.of("qwertyuiop", "asdfghjkl", "zxcvbnm", "qwertzuiop", "asdfghjklöä", "yxcvbnm");

  /** Letters that people take for one another by their sound. */
  private static final List<Set<Character>> SOUNDS =
      List.of(
          Set.of('a', 'e', 'i', 'o', 'u', 'y', 'ä', 'ö', 'ü'),
          Set.of('c', 'k', 'q'),
          Set.of('c', 's', 'z', 'x'),
          Set.of('f', 'v', 'w'),
          Set.of('d', 't'),
          Set.of('b', 'p'),
          Set.of('m', 'n'),
          Set.of('g', 'j', 'k'));

  private final IndexSearcher searcher;
  private final Optional<Query> filter;

  Spelling(IndexSearcher searcher, Optional<Query> filter) {
    this.searcher = searcher;
    this.filter = filter;
  }

  /** Returns terms that the word may stand for, nearest first, then the most frequent. */
  List<NearTerms.Near> near(String stem, int most) throws IOException {
    List<NearTerms.Near> near = new ArrayList<>();
    if (stem.length() < LENGTH_MIN || !stem.chars().allMatch(Character::isLetter)) {
      return near;
    }
    add(stem, 1, most, near);
    if (near.isEmpty()) {
      add(stem, 2, most, near);
    }
    return near;
  }

  private void add(String stem, int edits, int most, List<NearTerms.Near> near) throws IOException {
    Term term = new Term(Fields.BODY, stem);
    for (NearTerms.Near other : NearTerms.of(searcher.getIndexReader(), term, edits, PREFIX)) {
      if (near.size() >= most) {
        break;
      }
      if (other.text().length() >= LENGTH_MIN - 1
          && mistaken(stem, other.text(), other.distance())
          && isThere(other.text())) {
        near.add(other);
      }
    }
  }

  private boolean isThere(String stem) throws IOException {
    BooleanQuery.Builder holder = new BooleanQuery.Builder();
    holder.add(new TermQuery(new Term(Fields.BODY, stem)), Occur.MUST);
    filter.ifPresent(condition -> holder.add(condition, Occur.FILTER));
    return searcher.search(holder.build(), 1).scoreDocs.length > 0;
  }

  static boolean mistaken(String written, String meant, int distance) {
    if (distance > 1) {
      return sound(written).equals(sound(meant));
    }
    if (written.length() != meant.length()) {
      return meant.chars().allMatch(Character::isLetter);
    }
    for (int i = 0; i < written.length(); i++) {
      if (written.charAt(i) != meant.charAt(i)) {
        boolean swapped = i + 1 < written.length() && written.charAt(i + 1) == meant.charAt(i);
        return swapped || confused(written.charAt(i), meant.charAt(i));
      }
    }
    return false;
  }

  private static boolean confused(char one, char other) {
    boolean neighbours =
        KEYS.stream()
            .anyMatch(row ->
                row.indexOf(one) >= 0
                    && row.indexOf(other) >= 0
                    && Math.abs(row.indexOf(one) - row.indexOf(other)) == 1);
    return neighbours
        || SOUNDS.stream().anyMatch(sound -> sound.contains(one) && sound.contains(other));
  }

  /** Writes a word roughly as it sounds: "ph" as "f", double letters once. */
  private static String sound(String word) {
    return word.replace("ph", "f")
        .replace("ck", "k")
        .replace("qu", "kw")
        .replace("th", "t")
        .replace("ie", "i")
        .replace("ei", "i")
        .replace("ea", "e")
        .replace("ee", "e")
        .replace('c', 'k')
        .replace('z', 's')
        .replace('y', 'i')
        .replace('v', 'f')
        .replaceAll("(.)\\1", "$1");
  }
}
