package ai.adjutant.text;

import java.util.EnumSet;
import java.util.Set;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.LowerCaseFilter;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.ko.KoreanPartOfSpeechStopFilter;
import org.apache.lucene.analysis.ko.KoreanReadingFormFilter;
import org.apache.lucene.analysis.ko.KoreanTokenizer;
import org.apache.lucene.analysis.ko.POS;

/**
 * Splits Korean into morphemes by Nori's dictionary; particles, endings, copulas, auxiliaries and
 * pronouns are left out, Chinese characters are read in Hangul. Compounds are split: kept whole
 * beside their parts, they find less (docs/benchmarks.md). Prefixes and suffixes of nouns stay,
 * since 재발급 is not 발급.
 */
final class KoreanWords extends Analyzer {
  private static final Set<POS.Tag> LEFT_OUT = leftOut();

  private static Set<POS.Tag> leftOut() {
    EnumSet<POS.Tag> tags = EnumSet.copyOf(KoreanPartOfSpeechStopFilter.DEFAULT_STOP_TAGS);
    tags.addAll(EnumSet.of(POS.Tag.VX, POS.Tag.VCP, POS.Tag.VCN, POS.Tag.NP));
    tags.removeAll(EnumSet.of(POS.Tag.XPN, POS.Tag.XSN));
    return tags;
  }

  @Override
  protected TokenStreamComponents createComponents(String field) {
    KoreanTokenizer morphemes =
        new KoreanTokenizer(
            TokenStream.DEFAULT_TOKEN_ATTRIBUTE_FACTORY,
            null,
            KoreanTokenizer.DecompoundMode.DISCARD,
            false);
    TokenStream words = new KoreanPartOfSpeechStopFilter(morphemes, LEFT_OUT);
    return new TokenStreamComponents(
        morphemes, new LowerCaseFilter(new KoreanReadingFormFilter(words)));
  }

  @Override
  protected TokenStream normalize(String field, TokenStream in) {
    return new LowerCaseFilter(in);
  }
}
