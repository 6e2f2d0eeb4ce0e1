package ai.adjutant.text;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.ja.JapaneseAnalyzer;
import org.apache.lucene.analysis.ja.JapaneseTokenizer;
import org.apache.lucene.analysis.ja.dict.UserDictionary;

/** Splits Japanese as Lucene does, and keeps words of a list whole, as nouns. */
final class JapaneseWords {
  private JapaneseWords() {}

  static Analyzer with(List<String> wholeWords) {
    String lines =
        wholeWords.stream()
            .map(word -> word + "," + word + "," + word + ",名詞")
            .collect(Collectors.joining("\n"));
    try {
      return new JapaneseAnalyzer(
          UserDictionary.open(new StringReader(lines)),
          JapaneseTokenizer.DEFAULT_MODE,
          JapaneseAnalyzer.getDefaultStopSet(),
          JapaneseAnalyzer.getDefaultStopTags());
    } catch (IOException e) {
      throw new UncheckedIOException(e); // a string has no I/O
    }
  }
}
