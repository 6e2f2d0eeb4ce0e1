package ai.adjutant.retriever.term;

import ai.adjutant.chassis.error.AdjutantException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Holds the terms that people added to a corpus, and those of its documents that they removed.
 * Immutable. What people add wins over what documents explain.
 */
public final class TermList {
  /** Most terms that people add to a corpus, and most that they remove. */
  public static final int TERMS_MAX = 20_000;

  /** A list without terms. */
  public static final TermList EMPTY = new TermList(List.of(), List.of());

  /** A word of a language that is written without blanks between its parts. */
  private static final Pattern COMPOUND =
      Pattern.compile(
          "(?=.*[\\p{IsHangul}\\p{IsHan}\\p{IsHiragana}\\p{IsKatakana}])[\\p{L}\\p{N}ー]{2,40}");

  private final SortedMap<TermKey, AddedTerm> added = new TreeMap<>();
  private final SortedSet<TermKey> removed = new TreeSet<>();
  private final NavigableMap<String, List<AddedTerm>> byForm = new TreeMap<>();

  /**
   * Creates a list; a later term of the same key replaces an earlier one.
   *
   * @throws AdjutantException TOO_MANY_TERMS
   */
  public TermList(Collection<AddedTerm> terms, Collection<TermKey> removals) {
    terms.forEach(term -> added.put(term.key(), term));
    removed.addAll(removals);
    if (added.size() > TERMS_MAX || removed.size() > TERMS_MAX) {
      throw new AdjutantException(
          TermReason.TOO_MANY_TERMS,
          "a corpus holds at most "
              + TERMS_MAX
              + " terms that people added, and as many that they removed; remove some first");
    }
    added.values().forEach(this::index);
  }

  private void index(AddedTerm term) {
    TermKey key = term.key();
    for (String form : List.of(key.shortForm(), key.longForm())) {
      if (!form.isEmpty()) {
        byForm.computeIfAbsent(form, unused -> new ArrayList<>()).add(term);
      }
    }
  }

  /** Returns the terms in the order of their keys. */
  public SortedMap<TermKey, AddedTerm> added() {
    return Collections.unmodifiableSortedMap(added);
  }

  /** Returns the keys of what was removed, in order; one without a long form means all of them. */
  public SortedSet<TermKey> removed() {
    return Collections.unmodifiableSortedSet(removed);
  }

  /** Returns abbreviations and synonyms one of whose forms is this text. */
  public List<AddedTerm> of(String text) {
    return byForm.isEmpty()
        ? List.of()
        : byForm.getOrDefault(TermKey.form(text), List.of()).stream()
            .filter(term -> term.kind() != TermKind.WORD)
            .toList();
  }

  /** Returns whether a form of a term begins with this text. */
  public boolean hasForms(String beginning) {
    String start = TermKey.form(beginning);
    @Nullable String first = byForm.ceilingKey(start);
    return first != null && first.startsWith(start);
  }

  /** Returns whether what documents explain was removed. */
  public boolean isRemoved(TermKey explained) {
    return removed.contains(explained) || removed.contains(explained.anyLongForm());
  }

  /** Returns whether people gave the short form meanings of their own. */
  public boolean isOverridden(TermKey explained) {
    return byForm.getOrDefault(explained.shortForm(), List.of()).stream()
        .anyMatch(term ->
            term.kind() != TermKind.WORD && term.key().shortForm().equals(explained.shortForm()));
  }

  /** Returns the words that are not to be cut into their parts, in order. */
  public List<String> wholeWords() {
    SortedSet<String> words = new TreeSet<>();
    for (AddedTerm term : added.values()) {
      for (String form : List.of(term.shortForm(), term.longForm())) {
        if (COMPOUND.matcher(form).matches()) {
          words.add(form);
        }
      }
    }
    return List.copyOf(words);
  }

  /**
   * Returns the list with more terms; of what was removed, their short forms count again.
   *
   * @throws AdjutantException TOO_MANY_TERMS
   */
  public TermList with(Collection<AddedTerm> more) {
    List<AddedTerm> all = new ArrayList<>(added.values());
    all.addAll(more);
    SortedSet<TermKey> still = new TreeSet<>(removed);
    for (AddedTerm term : more) {
      if (term.kind() != TermKind.WORD) { // its key is that of all long forms
        still.remove(term.key());
        still.remove(term.key().anyLongForm());
      }
    }
    return new TermList(all, still);
  }

  /**
   * Returns the list without the terms of a key.
   *
   * @param key without a long form all of its short form
   * @param suppressed whether documents explain it, which is then suppressed
   * @throws AdjutantException TOO_MANY_TERMS
   */
  public TermList without(TermKey key, Suppression suppressed) {
    List<AddedTerm> left =
        added.values().stream().filter(term -> !covers(key, term.key())).toList();
    List<TermKey> removals = new ArrayList<>(removed);
    if (suppressed == Suppression.YES) {
      removals.add(key);
    }
    return new TermList(left, removals);
  }

  private static boolean covers(TermKey key, TermKey term) {
    return key.shortForm().equals(term.shortForm())
        && (key.longForm().isEmpty() || key.longForm().equals(term.longForm()));
  }

  /** Says whether what documents explain is suppressed. */
  public enum Suppression {
    /** It is. */
    YES,
    /** There is nothing to suppress. */
    NO
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof TermList list
        && added.equals(list.added)
        && removed.equals(list.removed);
  }

  @Override
  public int hashCode() {
    return Objects.hash(added, removed);
  }
}
