package ai.adjutant.text;

import java.util.HashSet;
import java.util.Set;

/** The words by which a question asks what another word means, in English, German and Korean. */
public final class MeaningWords {
  private static final Set<String> LIST = WordFile.words(MeaningWords.class, "meaning-words.txt");

  private MeaningWords() {}

  /** Returns their stems as these words of a language are reduced. */
  public static Set<String> stems(Words words) {
    Set<String> stems = new HashSet<>();
    LIST.forEach(word -> stems.addAll(words.stems(word)));
    return stems;
  }
}
