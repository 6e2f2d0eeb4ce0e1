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
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;

/**
 * The content words of a text as the search in its language sees them: what {@link Analyzers} makes
 * of them, so that they compare with the terms of an index. Any thread may call.
 */
public final class Words {
  private final Analyzer analyzer;

  private Words(Analyzer analyzer) {
    this.analyzer = analyzer;
  }

  /** Returns the words of a BCP 47 language. */
  public static Words of(String language) {
    return new Words(Analyzers.of(language));
  }

  /** Returns the words as this analyzer makes them. */
  public static Words of(Analyzer analyzer) {
    return new Words(analyzer);
  }

  /** Returns the words of a BCP 47 language, of which these are not cut into their parts. */
  public static Words of(String language, List<String> wholeWords) {
    return new Words(Analyzers.of(language, wholeWords));
  }

  /** Stems in order of appearance, repeats included. */
  public List<String> stems(String text) {
    List<String> stems = new ArrayList<>();
    try (TokenStream tokens = analyzer.tokenStream("text", text)) {
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
  public Set<String> distinctStems(String text) {
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
