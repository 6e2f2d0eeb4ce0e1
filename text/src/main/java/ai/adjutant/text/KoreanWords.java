package ai.adjutant.text;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.CharArraySet;
import org.apache.lucene.analysis.LowerCaseFilter;
import org.apache.lucene.analysis.StopFilter;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.ko.KoreanPartOfSpeechStopFilter;
import org.apache.lucene.analysis.ko.KoreanReadingFormFilter;
import org.apache.lucene.analysis.ko.KoreanTokenizer;
import org.apache.lucene.analysis.ko.POS;
import org.apache.lucene.analysis.ko.dict.UserDictionary;

/**
 * Splits Korean into morphemes by Nori's dictionary; particles, endings, copulas, auxiliaries and
 * pronouns are left out, Chinese characters are read in Hangul. Compounds are split: kept whole
 * beside their parts, they find less (decision 55). Prefixes and suffixes of nouns stay, since 재발급
 * is not 발급. Nouns that the dictionary cuts wrongly before a particle are a list of their own; a
 * corpus may have words of its own that stay whole.
 */
final class KoreanWords extends Analyzer {
  private static final Set<POS.Tag> LEFT_OUT = leftOut();
  private static final String NOUNS = nouns();
  private static final UserDictionary NOUNS_ALONE = dictionary(NOUNS);

  /** Particles that the dictionary takes for nouns where no other word follows, or after a name. */
  private static final CharArraySet PARTICLES = new CharArraySet(Set.of("의", "가", "과"), false);

  private final UserDictionary nouns;

  /** Keeps these words whole, each of letters and digits. */
  KoreanWords(List<String> wholeWords) {
    this.nouns =
        wholeWords.isEmpty()
            ? NOUNS_ALONE
            : dictionary(String.join("\n", wholeWords) + "\n" + NOUNS);
  }

  private static String nouns() {
    try (InputStream in = KoreanWords.class.getResourceAsStream("korean-nouns.txt")) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("the list of Korean nouns can't be read", e);
    }
  }

  private static UserDictionary dictionary(String lines) {
    try {
      return Objects.requireNonNull(UserDictionary.open(new StringReader(lines)));
    } catch (IOException e) {
      throw new UncheckedIOException(e); // a string has no I/O
    }
  }

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
            nouns,
            KoreanTokenizer.DecompoundMode.DISCARD,
            false);
    TokenStream words = new KoreanPartOfSpeechStopFilter(morphemes, LEFT_OUT);
    return new TokenStreamComponents(
        morphemes,
        new StopFilter(new LowerCaseFilter(new KoreanReadingFormFilter(words)), PARTICLES));
  }

  @Override
  protected TokenStream normalize(String field, TokenStream in) {
    return new LowerCaseFilter(in);
  }
}
