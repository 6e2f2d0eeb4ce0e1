package ai.adjutant.retriever.search;

import ai.adjutant.retriever.index.ChunkIndex;
import ai.adjutant.retriever.index.IndexView;
import ai.adjutant.retriever.index.IndexView.NearTerm;
import ai.adjutant.retriever.index.IndexView.TermStatistics;
import ai.adjutant.retriever.search.Reading.AskedIdentifier;
import ai.adjutant.retriever.search.Reading.Expansion;
import ai.adjutant.retriever.search.Reading.NearWord;
import ai.adjutant.retriever.search.Reading.Spelling;
import ai.adjutant.retriever.term.TermList;
import ai.adjutant.text.CommonWords;
import ai.adjutant.text.Identifier;
import ai.adjutant.text.Identifiers;
import ai.adjutant.text.Words;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads a question against what an index holds. Used by one thread. */
final class QuestionReader {
  private static final int NEAR_MAX = 5;

  /** Most identifiers of a question; the rest are words. */
  private static final int IDENTIFIERS_MAX = 16;

  /**
   * Most chunks that hold a token of letters and digits that is told by them: two pages of hits.
   * What more of them hold ("p53" in papers on cancer) is a word of the field.
   */
  private static final int HOLDERS_MAX = 20;

  /** Most words of a question whose spelling is looked up. */
  private static final int SPELLINGS_MAX = 16;

  /** A word that a keyboard spells letter by letter. */
  private static final Pattern WORD = Pattern.compile("[\\p{L}&&[^\\p{Lo}]]{5,40}");

  private final IndexView view;
  private final String language;
  private final Words words;
  private final TermList list;

  QuestionReader(IndexView view, ChunkIndex index, TermList list) {
    this.view = view;
    this.language = index.language();
    this.words = index.words();
    this.list = list;
  }

  Reading read(Query query) throws IOException {
    List<TermStatistics> terms = view.terms(query.text());
    List<Identifier> all = Identifiers.of(query.text());
    List<Expansion> expansions =
        new Expansions(view, query.condition(), list, said(terms)).of(query.text());
    Predicate<String> explained = // what is listed or explained is known, wherever it stands
        written -> expansions.stream().anyMatch(one -> one.written().contains(written));
    List<AskedIdentifier> identifiers =
        identifiers(query, all.subList(0, Math.min(IDENTIFIERS_MAX, all.size())), explained);
    List<Spelling> spellings = spellings(query, terms, all, explained);
    return new Reading(respelt(terms, spellings), identifiers, expansions, spellings);
  }

  /** Tells words that say something from those that only ask and from stop words. */
  private Predicate<String> said(List<TermStatistics> terms) {
    Set<String> said = new HashSet<>();
    terms.stream().filter(term -> term.weight() > 0).forEach(term -> said.add(term.term()));
    return word -> words.stems(word).stream().anyMatch(said::contains);
  }

  private List<AskedIdentifier> identifiers(
      Query query, List<Identifier> all, Predicate<String> explained) throws IOException {
    List<AskedIdentifier> asked = new ArrayList<>();
    for (Identifier identifier : all) {
      String written = identifier.of(query.text());
      Optional<Held> held = held(query, identifier);
      if (held.isPresent()) {
        boolean common = !identifier.certain() && held.get().holders() > HOLDERS_MAX;
        List<String> forms = List.of(held.get().form());
        asked.add(new AskedIdentifier(written, forms, true, common, List.of()));
      } else if (identifier.certain() && !explained.test(written) && view.knowsIdentifiers()) {
        List<String> near =
            view.nearIdentifiers(identifier.forms().getLast(), query.condition(), NEAR_MAX);
        asked.add(new AskedIdentifier(written, identifier.forms(), false, false, near));
      }
    }
    return asked;
  }

  /** The first form that a chunk holds: "§ 12" answers for "§ 12 Abs. 3" only without the other. */
  private Optional<Held> held(Query query, Identifier identifier) throws IOException {
    for (String form : identifier.forms()) {
      int holders =
          view.searchIdentifiers(List.of(List.of(form)), query.condition(), HOLDERS_MAX + 1).size();
      if (holders > 0) {
        return Optional.of(new Held(form, holders));
      }
    }
    return Optional.empty();
  }

  /** A form with how many chunks hold it, counted up to one more than {@link #HOLDERS_MAX}. */
  private record Held(String form, int holders) {}

  private List<Spelling> spellings(
      Query query,
      List<TermStatistics> terms,
      List<Identifier> identifiers,
      Predicate<String> explained)
      throws IOException {
    Map<String, TermStatistics> unknown = new HashMap<>();
    for (TermStatistics term : terms) {
      if (term.chunkCount() == 0 && term.weight() > 0) {
        unknown.put(term.term(), term);
      }
    }
    List<Spelling> spellings = new ArrayList<>();
    Matcher word = WORD.matcher(query.text());
    while (!unknown.isEmpty() && word.find() && spellings.size() < SPELLINGS_MAX) {
      int start = word.start();
      List<String> stems = words.stems(word.group());
      boolean identifies =
          identifiers.stream().anyMatch(one -> one.start() <= start && start < one.end());
      boolean meant =
          identifies
              || explained.test(word.group())
              || CommonWords.holds(language, word.group())
              || stems.stream().anyMatch(stem -> CommonWords.holds(language, stem));
      if (stems.size() == 1 && unknown.remove(stems.getFirst()) != null && !meant) {
        List<NearTerm> near = view.nearTerms(stems.getFirst(), query.condition(), NEAR_MAX);
        if (!near.isEmpty()) {
          spellings.add(spelling(word.group(), near));
        }
      }
    }
    return spellings;
  }

  private static Spelling spelling(String written, List<NearTerm> near) {
    int nearest = near.getFirst().distance();
    List<NearWord> likeliest =
        near.stream()
            .filter(one -> one.distance() == nearest)
            .map(one -> new NearWord(one.term(), one.term().term(), one.distance()))
            .toList();
    return new Spelling(written, likeliest.size() == 1, likeliest);
  }

  /** The terms with those in place of misspelt ones that these were read as. */
  private List<TermStatistics> respelt(List<TermStatistics> terms, List<Spelling> spellings) {
    Map<String, TermStatistics> read = new HashMap<>();
    for (Spelling spelling : spellings) {
      if (spelling.assumed()) {
        read.put(words.stems(spelling.written()).getFirst(), spelling.near().getFirst().term());
      }
    }
    Map<String, TermStatistics> each = new LinkedHashMap<>();
    for (TermStatistics term : terms) {
      @Nullable TermStatistics meant = read.get(term.term());
      each.putIfAbsent(meant == null ? term.term() : meant.term(), meant == null ? term : meant);
    }
    return List.copyOf(each.values());
  }

  /** Returns the hits with near words as one of them writes them, where one does. */
  SearchHits inWordsOf(SearchHits hits) {
    Reading reading = hits.reading();
    if (reading.spellings().isEmpty()) {
      return hits;
    }
    Map<String, String> written = new HashMap<>();
    for (SearchHits.Hit hit : hits.hits()) {
      Matcher word = WORD.matcher(hit.chunk().text());
      while (word.find()) {
        List<String> stems = words.stems(word.group());
        if (stems.size() == 1) {
          written.putIfAbsent(stems.getFirst(), word.group());
        }
      }
    }
    List<Spelling> spellings = new ArrayList<>();
    for (Spelling spelling : reading.spellings()) {
      List<NearWord> near = new ArrayList<>();
      for (NearWord one : spelling.near()) {
        String word = written.getOrDefault(one.term().term(), one.word());
        near.add(new NearWord(one.term(), word, one.distance()));
      }
      spellings.add(new Spelling(spelling.written(), spelling.assumed(), near));
    }
    return hits.read(
        new Reading(reading.terms(), reading.identifiers(), reading.expansions(), spellings));
  }
}
