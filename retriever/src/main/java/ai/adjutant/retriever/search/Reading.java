package ai.adjutant.retriever.search;

import ai.adjutant.retriever.index.IndexView.Alternative;
import ai.adjutant.retriever.index.IndexView.Field;
import ai.adjutant.retriever.index.IndexView.TermStatistics;
import ai.adjutant.retriever.index.IndexView.WeightedText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * States how a question was read.
 *
 * @param terms its terms; misspelt ones that were read as others in the spelling of the others
 * @param identifiers its identifiers: those that the corpus knows, and those that are certainly one
 * @param expansions abbreviations in it that documents or people explain, and long forms that have
 *     one
 * @param spellings its words that no chunk holds, with those that are spelt nearly like them
 */
public record Reading(
    List<TermStatistics> terms,
    List<AskedIdentifier> identifiers,
    List<Expansion> expansions,
    List<Spelling> spellings) {
  /** What a word counts that was read for another: it may be meant, it was not said. */
  private static final double SPELLING_WEIGHT = 0.8;

  /** Most terms of a question whose abbreviations are explained to the encoder. */
  private static final int EXPLAINED_TERMS_MAX = 4;

  /** What each word of an abbreviation's other form counts. */
  private static final double EXPANSION_WEIGHT = 0.5;

  /** Copies the lists. */
  public Reading {
    terms = List.copyOf(terms);
    identifiers = List.copyOf(identifiers);
    expansions = List.copyOf(expansions);
    spellings = List.copyOf(spellings);
  }

  /** Returns the forms of the identifiers that chunks hold, but for those that many hold. */
  List<List<String>> telling() {
    return identifiers.stream()
        .filter(one -> one.known() && !one.common())
        .map(AskedIdentifier::forms)
        .toList();
  }

  /** Returns the words that misspelt ones of the question were read as. */
  List<WeightedText> respelt() {
    List<WeightedText> texts = new ArrayList<>();
    for (Spelling spelling : spellings) {
      if (spelling.assumed()) {
        String meant = spelling.near().getFirst().term().term();
        texts.add(new WeightedText(Field.BODY, meant, SPELLING_WEIGHT));
      }
    }
    return texts;
  }

  /** Returns the other forms of the abbreviations of the question. */
  List<Alternative> alternatives() {
    Map<String, List<String>> others = new LinkedHashMap<>();
    for (Expansion expansion : expansions) {
      others.computeIfAbsent(expansion.written(), form -> new ArrayList<>()).add(expansion.added());
    }
    return others.entrySet().stream()
        .map(one -> new Alternative(one.getKey(), one.getValue(), EXPANSION_WEIGHT))
        .toList();
  }

  /**
   * Returns the question as an encoder reads it. In a short one the long form stands behind an
   * abbreviation with one meaning, as texts explain it: little else tells the encoder what is
   * meant. In a longer one the other words do, and more of them would draw it away.
   */
  String explained(String question) {
    if (terms.stream().filter(term -> term.weight() > 0).count() > EXPLAINED_TERMS_MAX) {
      return question;
    }
    String explained = question;
    for (Expansion expansion : expansions) {
      if (expansion.meanings() == 1 && expansion.added().equals(expansion.longForm())) {
        String with = expansion.written() + " (" + expansion.added() + ")";
        explained = explained.replace(expansion.written(), with);
      }
    }
    return explained;
  }

  /** Returns the question with the other form in place of each that documents explain. */
  String expanded(String question) {
    String expanded = question;
    for (Expansion expansion : expansions) {
      expanded = expanded.replace(expansion.written(), expansion.added());
    }
    return expanded;
  }

  /**
   * Describes an abbreviation or a synonym that the question uses, or whose other form it uses.
   *
   * @param written as the question writes it
   * @param added the other form, which was searched for too
   * @param shortForm the short form, as its source writes it
   * @param longForm the long form, as its source writes it
   * @param source where it comes from
   * @param meanings how many meanings the form has, at least 1; more than are searched for where it
   *     is ambiguous
   */
  public record Expansion(
      String written,
      String added,
      String shortForm,
      String longForm,
      TermSource source,
      int meanings) {}

  /**
   * Describes an identifier of the question.
   *
   * @param written as the question writes it
   * @param forms normal forms, the most exact one first
   * @param known whether a chunk that may be found holds it
   * @param common whether so many hold it that it tells no more than a word does
   * @param near those that are nearest to one that is not known, as documents write them
   */
  public record AskedIdentifier(
      String written, List<String> forms, boolean known, boolean common, List<String> near) {
    /** Copies the lists. */
    public AskedIdentifier {
      forms = List.copyOf(forms);
      near = List.copyOf(near);
    }
  }

  /**
   * Describes a word of the question that no chunk holds.
   *
   * @param written as the question writes it
   * @param assumed whether the search looked for the first of the near ones too: it is the only one
   * @param near what is spelt nearly like it, likeliest first; never empty
   */
  public record Spelling(String written, boolean assumed, List<NearWord> near) {
    /** Copies the list. */
    public Spelling {
      near = List.copyOf(near);
    }
  }

  /**
   * Describes a word that chunks hold.
   *
   * @param term as the index holds it
   * @param word as a chunk writes it
   * @param distance edits between it and the word of the question
   */
  public record NearWord(TermStatistics term, String word, int distance) {}
}
