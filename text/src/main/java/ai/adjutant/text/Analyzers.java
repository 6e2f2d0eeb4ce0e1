package ai.adjutant.text;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.ar.ArabicAnalyzer;
import org.apache.lucene.analysis.bg.BulgarianAnalyzer;
import org.apache.lucene.analysis.bn.BengaliAnalyzer;
import org.apache.lucene.analysis.ca.CatalanAnalyzer;
import org.apache.lucene.analysis.cn.smart.SmartChineseAnalyzer;
import org.apache.lucene.analysis.cz.CzechAnalyzer;
import org.apache.lucene.analysis.da.DanishAnalyzer;
import org.apache.lucene.analysis.de.GermanAnalyzer;
import org.apache.lucene.analysis.el.GreekAnalyzer;
import org.apache.lucene.analysis.en.EnglishAnalyzer;
import org.apache.lucene.analysis.es.SpanishAnalyzer;
import org.apache.lucene.analysis.et.EstonianAnalyzer;
import org.apache.lucene.analysis.fa.PersianAnalyzer;
import org.apache.lucene.analysis.fi.FinnishAnalyzer;
import org.apache.lucene.analysis.fr.FrenchAnalyzer;
import org.apache.lucene.analysis.ga.IrishAnalyzer;
import org.apache.lucene.analysis.hi.HindiAnalyzer;
import org.apache.lucene.analysis.hu.HungarianAnalyzer;
import org.apache.lucene.analysis.id.IndonesianAnalyzer;
import org.apache.lucene.analysis.it.ItalianAnalyzer;
import org.apache.lucene.analysis.ja.JapaneseAnalyzer;
import org.apache.lucene.analysis.lt.LithuanianAnalyzer;
import org.apache.lucene.analysis.lv.LatvianAnalyzer;
import org.apache.lucene.analysis.nl.DutchAnalyzer;
import org.apache.lucene.analysis.no.NorwegianAnalyzer;
import org.apache.lucene.analysis.pt.PortugueseAnalyzer;
import org.apache.lucene.analysis.ro.RomanianAnalyzer;
import org.apache.lucene.analysis.ru.RussianAnalyzer;
import org.apache.lucene.analysis.sr.SerbianAnalyzer;
import org.apache.lucene.analysis.sv.SwedishAnalyzer;
import org.apache.lucene.analysis.tr.TurkishAnalyzer;

/**
 * Splits text into words of a language and reduces them to stems; the index, the search and
 * whatever counts words in an answer use the same one. Any thread may call; an analyzer is made
 * once a language and lives as long as the process.
 */
public final class Analyzers {
  /** Languages that have an analyzer of their own, in order. */
  public static final List<String> LANGUAGES =
      List.of(
          "ar", "bg", "bn", "ca", "cs", "da", "de", "el", "en", "es", "et", "fa", "fi", "fr", "ga",
          "hi", "hu", "id", "it", "ja", "ko", "lt", "lv", "nb", "nl", "nn", "no", "pt", "ro", "ru",
          "sr", "sv", "tr", "zh");

  /** Languages that are read today as they were when indexes did not yet say how. */
  private static final List<String> UNCHANGED =
      List.of(
          "ar", "cs", "da", "de", "el", "en", "es", "fi", "fr", "hi", "hu", "it", "nb", "nl", "nn",
          "no", "pt", "ro", "ru", "sv", "tr");

  /** What is read alike shares a key, so that the map is no larger than {@link #LANGUAGES}. */
  private static final Map<String, Analyzer> MADE = new ConcurrentHashMap<>();

  private Analyzers() {}

  /** Returns the analyzer of a BCP 47 language; other languages are split by Unicode's rules. */
  public static Analyzer of(String language) {
    return MADE.computeIfAbsent(known(language), Analyzers::make);
  }

  /**
   * Returns the analyzer of a BCP 47 language that does not cut these words into their parts. It is
   * the one of {@link #of(String)} where there are none, or where the language knows no such list;
   * else it is made here, which takes milliseconds for thousands of words: keep it.
   *
   * @param wholeWords words of letters and digits, each once
   */
  public static Analyzer of(String language, List<String> wholeWords) {
    return switch (wholeWords.isEmpty() ? "" : known(language)) {
      case "ko" -> new KoreanWords(wholeWords);
      case "ja" -> JapaneseWords.with(wholeWords);
      default -> of(language);
    };
  }

  /** Returns whether {@link #of(String, List)} keeps words of this language whole. */
  public static boolean keepsWholeWords(String language) {
    return Set.of("ko", "ja").contains(known(language));
  }

  /**
   * Returns which reading of a language this version knows, such as {@code ko.2}. Terms of
   * different readings can't be compared: an index of another one has to be made anew.
   */
  public static String version(String language) {
    String code = known(language);
    return UNCHANGED.contains(code) ? firstVersion(language) : code + ".2";
  }

  /** Returns the reading of indexes that don't name one. */
  public static String firstVersion(String language) {
    return known(language) + ".1";
  }

  /** Returns the language's code where it has an analyzer of its own; else "und". */
  static String known(String language) {
    String code = Locale.forLanguageTag(language).getLanguage();
    return LANGUAGES.contains(code) ? code : "und";
  }

  private static Analyzer make(String code) {
    return switch (code) {
      case "en" -> new EnglishAnalyzer(); // Porter and Lucene's 33 stop words
      case "de" -> new GermanAnalyzer(); // ß is ss, umlauts and their spellings are plain vowels
      case "ko" -> new KoreanWords(List.of());
      case "ja" -> new JapaneseAnalyzer();
      case "zh" -> new SmartChineseAnalyzer();
      case "fr" -> new FrenchAnalyzer();
      case "es" -> new SpanishAnalyzer();
      case "it" -> new ItalianAnalyzer();
      case "nl" -> new DutchAnalyzer();
      case "pt" -> new PortugueseAnalyzer();
      case "ru" -> new RussianAnalyzer();
      case "sv" -> new SwedishAnalyzer();
      case "da" -> new DanishAnalyzer();
      case "no", "nb", "nn" -> new NorwegianAnalyzer();
      case "fi" -> new FinnishAnalyzer();
      case "cs" -> new CzechAnalyzer();
      case "hu" -> new HungarianAnalyzer();
      case "ro" -> new RomanianAnalyzer();
      case "el" -> new GreekAnalyzer();
      case "tr" -> new TurkishAnalyzer();
      case "ar" -> new ArabicAnalyzer();
      case "hi" -> new HindiAnalyzer();
      case "bg" -> new BulgarianAnalyzer();
      case "bn" -> new BengaliAnalyzer();
      case "ca" -> new CatalanAnalyzer();
      case "et" -> new EstonianAnalyzer();
      case "fa" -> new PersianAnalyzer();
      case "ga" -> new IrishAnalyzer();
      case "id" -> new IndonesianAnalyzer();
      case "lt" -> new LithuanianAnalyzer();
      case "lv" -> new LatvianAnalyzer();
      case "sr" -> new SerbianAnalyzer();
      default -> new UnicodeWords();
    };
  }
}
