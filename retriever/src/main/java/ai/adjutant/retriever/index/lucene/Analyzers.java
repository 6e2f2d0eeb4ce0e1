package ai.adjutant.retriever.index.lucene;

import java.util.List;
import java.util.Locale;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.ar.ArabicAnalyzer;
import org.apache.lucene.analysis.cjk.CJKAnalyzer;
import org.apache.lucene.analysis.cz.CzechAnalyzer;
import org.apache.lucene.analysis.da.DanishAnalyzer;
import org.apache.lucene.analysis.de.GermanAnalyzer;
import org.apache.lucene.analysis.el.GreekAnalyzer;
import org.apache.lucene.analysis.en.EnglishAnalyzer;
import org.apache.lucene.analysis.es.SpanishAnalyzer;
import org.apache.lucene.analysis.fi.FinnishAnalyzer;
import org.apache.lucene.analysis.fr.FrenchAnalyzer;
import org.apache.lucene.analysis.hi.HindiAnalyzer;
import org.apache.lucene.analysis.hu.HungarianAnalyzer;
import org.apache.lucene.analysis.it.ItalianAnalyzer;
import org.apache.lucene.analysis.nl.DutchAnalyzer;
import org.apache.lucene.analysis.no.NorwegianAnalyzer;
import org.apache.lucene.analysis.pt.PortugueseAnalyzer;
import org.apache.lucene.analysis.ro.RomanianAnalyzer;
import org.apache.lucene.analysis.ru.RussianAnalyzer;
import org.apache.lucene.analysis.standard.StandardAnalyzer;
import org.apache.lucene.analysis.sv.SwedishAnalyzer;
import org.apache.lucene.analysis.tr.TurkishAnalyzer;

/** Splits text into words of a language and reduces them to stems. */
final class Analyzers {
  /** Languages that have an analyzer of their own, in order. */
  static final List<String> LANGUAGES =
      List.of(
          "ar", "cs", "da", "de", "el", "en", "es", "fi", "fr", "hi", "hu", "it", "ja", "ko", "nb",
          "nl", "nn", "no", "pt", "ro", "ru", "sv", "tr", "zh");

  private Analyzers() {}

  /** The analyzer of a BCP 47 language; words as written where none is known. */
  static Analyzer of(String language) {
    return switch (Locale.forLanguageTag(language).getLanguage()) {
      case "en" -> new EnglishAnalyzer(); // Porter and Lucene's 33 stop words
      case "de" -> new GermanAnalyzer();
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
      case "ko", "ja", "zh" -> new CJKAnalyzer(); // overlapping pairs of syllables
      default -> new StandardAnalyzer();
    };
  }
}
