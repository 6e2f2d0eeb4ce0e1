package ai.adjutant.text;

import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.icu.ICUFoldingFilter;
import org.apache.lucene.analysis.icu.segmentation.ICUTokenizer;

/**
 * Splits text by Unicode's rules, and by ICU's dictionaries where a script puts no spaces between
 * words (Thai, Lao, Khmer, Burmese); upper case, accents and forms of width are folded.
 */
final class UnicodeWords extends Analyzer {
  @Override
  protected TokenStreamComponents createComponents(String field) {
    ICUTokenizer words = new ICUTokenizer();
    return new TokenStreamComponents(words, new ICUFoldingFilter(words));
  }

  @Override
  protected TokenStream normalize(String field, TokenStream in) {
    return new ICUFoldingFilter(in);
  }
}
