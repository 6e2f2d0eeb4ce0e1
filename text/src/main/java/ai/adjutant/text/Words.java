package ai.adjutant.text;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.en.EnglishAnalyzer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;

/**
 * The content words of a text as English search sees them: lower-case, without Lucene's 33 stop
 * words, Porter-stemmed. Words of other languages come through unstemmed. Any thread may call.
 */
public final class Words {
  /** Thread-safe: an analyzer keeps its token streams by thread. */
  private static final Analyzer ENGLISH = new EnglishAnalyzer();

  private Words() {}

  /** Stems in order of appearance, repeats included. */
  public static List<String> stems(String text) {
    List<String> stems = new ArrayList<>();
    try (TokenStream tokens = ENGLISH.tokenStream("text", text)) {
      CharTermAttribute term = tokens.addAttribute(CharTermAttribute.class);
      tokens.reset();
      while (tokens.incrementToken()) {
        stems.add(term.toString());
      }
      tokens.end();
    } catch (IOException e) {
      throw new UncheckedIOException(e); // a string has no I/O
    }
    return stems;
  }

  /** Distinct stems in order of first appearance. */
  public static Set<String> distinctStems(String text) {
    return new LinkedHashSet<>(stems(text));
  }

  /**
   * Words as answers are compared by: lower-case, letters and digits only, without the articles a,
   * an and the (the normalisation of SQuAD's F1).
   */
  public static List<String> answerTokens(String text) {
    List<String> tokens = new ArrayList<>();
    for (String word : text.toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{N}]+")) {
      if (!word.isEmpty() && !word.equals("a") && !word.equals("an") && !word.equals("the")) {
        tokens.add(word);
      }
    }
    return tokens;
  }
}
