package ai.adjutant.text;

import ai.adjutant.text.QuestionTerm.Role;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.analysis.tokenattributes.OffsetAttribute;

/**
 * Reads the words of questions in one language: which only ask, and which name what is asked about.
 * The words that ask are lists in {@code question-words.LANGUAGE.txt}; a language without a list
 * has none. Any thread may call.
 */
public final class QuestionWords {
  private static final Map<String, QuestionWords> READ = new ConcurrentHashMap<>();

  private final Analyzer analyzer;
  private final AskingWords asking;
  private final Naming naming;

  private QuestionWords(String language, Analyzer analyzer) {
    this.analyzer = analyzer;
    asking = AskingWords.read(language);
    naming = Naming.of(language);
  }

  /** Returns those of a BCP 47 language. */
  public static QuestionWords of(String language) {
    return READ.computeIfAbsent(
        Analyzers.known(language), known -> new QuestionWords(known, Analyzers.of(known)));
  }

  /**
   * Returns those of a BCP 47 language as this analyzer of it cuts them: {@link
   * Analyzers#of(String, List)}. They are made here; keep them.
   */
  public static QuestionWords of(String language, Analyzer analyzer) {
    return new QuestionWords(Analyzers.known(language), analyzer);
  }

  /** Returns whether every word of a question only asks, so that it names no matter at all. */
  public boolean onlyAsks(String question) {
    return read(question).stream().allMatch(term -> term.role() == Role.ASKS);
  }

  /**
   * Returns the terms of a question in order, repeats included. Where every word asks ("How much is
   * it?") there is nothing else to go by, and none counts as asking.
   */
  public List<QuestionTerm> terms(String question) {
    List<QuestionTerm> terms = read(question);
    return terms.stream().allMatch(term -> term.role() == Role.ASKS)
        ? terms.stream().map(term -> new QuestionTerm(term.stem(), Role.NAMES)).toList()
        : List.copyOf(terms);
  }

  private List<QuestionTerm> read(String question) {
    BitSet asked = asking.places(question);
    List<QuestionTerm> terms = new ArrayList<>();
    try (TokenStream tokens = analyzer.tokenStream("text", question)) {
      CharTermAttribute term = tokens.addAttribute(CharTermAttribute.class);
      OffsetAttribute offset = tokens.addAttribute(OffsetAttribute.class);
      Naming.Reader names = naming.reader(tokens, question);
      tokens.reset();
      while (tokens.incrementToken()) {
        String stem = term.toString();
        boolean asks = asked.get(offset.startOffset()) || asking.isStem(stem);
        Role said = names.names(offset.startOffset(), offset.endOffset()) ? Role.NAMES : Role.SAYS;
        terms.add(new QuestionTerm(stem, asks ? Role.ASKS : said));
      }
      tokens.end();
    } catch (IOException e) {
      throw new UncheckedIOException(e); // a string has no I/O
    }
    return terms;
  }
}
