package ai.adjutant.retriever.index.lucene;

import ai.adjutant.chassis.file.DurableFiles;
import ai.adjutant.text.Analyzers;
import ai.adjutant.text.QuestionWords;
import ai.adjutant.text.Words;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.lucene.analysis.Analyzer;

/**
 * How one index cuts text into words. The words that it keeps whole stand in a file of its folder,
 * so that what is indexed and what is asked are always cut alike, whatever people add meanwhile.
 */
record Analysis(List<String> wholeWords, Analyzer analyzer, QuestionWords questions, Words words) {
  private static final String NAME = "whole-words.txt";

  static Analysis of(String language, List<String> wholeWords) {
    if (wholeWords.isEmpty() || !Analyzers.keepsWholeWords(language)) {
      return new Analysis(
          List.of(), Analyzers.of(language), QuestionWords.of(language), Words.of(language));
    }
    Analyzer analyzer = Analyzers.of(language, wholeWords);
    return new Analysis(
        List.copyOf(wholeWords),
        analyzer,
        QuestionWords.of(language, analyzer),
        Words.of(analyzer));
  }

  /** Reads that of an index that stands. */
  static Analysis read(Path folder, String language) throws IOException {
    Path file = folder.resolve(NAME);
    return of(language, Files.exists(file) ? Files.readAllLines(file) : List.of());
  }

  /** Writes it beside an empty index; it is durable when this returns. */
  void write(Path folder) throws IOException {
    if (!wholeWords.isEmpty() || Files.exists(folder.resolve(NAME))) {
      DurableFiles.writeAtomically(
          folder, NAME, String.join("\n", wholeWords).getBytes(StandardCharsets.UTF_8));
    }
  }
}
