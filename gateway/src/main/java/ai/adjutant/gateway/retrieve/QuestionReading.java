package ai.adjutant.gateway.retrieve;

import java.util.List;

/**
 * States how the search read a question.
 *
 * @param identifiers its identifiers: those that the corpus knows, and those that certainly are one
 * @param expansions abbreviations and synonyms in it, and long forms that have one
 * @param spellings its words that no chunk holds, with those that are spelt nearly like them
 * @param wholeWords words in it that the corpus does not cut into their parts
 */
public record QuestionReading(
    List<Identified> identifiers,
    List<Expansion> expansions,
    List<Spelling> spellings,
    List<String> wholeWords) {
  /** A question of known words without identifiers. */
  public static final QuestionReading PLAIN = new QuestionReading(List.of(), List.of(), List.of());

  /** Copies the lists. */
  public QuestionReading {
    identifiers = List.copyOf(identifiers);
    expansions = List.copyOf(expansions);
    spellings = List.copyOf(spellings);
    wholeWords = List.copyOf(wholeWords);
  }

  /** Describes a question of a corpus that has no words of its own. */
  public QuestionReading(
      List<Identified> identifiers, List<Expansion> expansions, List<Spelling> spellings) {
    this(identifiers, expansions, spellings, List.of());
  }

  /**
   * Describes an identifier of the question.
   *
   * @param written as the question writes it
   * @param forms its normal forms; of a known one those that chunks hold
   * @param known whether a chunk holds it
   * @param near the nearest ones to one that is not known, as documents write them
   */
  public record Identified(String written, List<String> forms, boolean known, List<String> near) {
    /** Copies the lists. */
    public Identified {
      forms = List.copyOf(forms);
      near = List.copyOf(near);
    }
  }

  /**
   * Describes an abbreviation or a synonym that the question uses, or whose other form it uses.
   *
   * @param written as the question writes it
   * @param added the other form
   * @param source where it comes from
   * @param meanings how many meanings the form has, at least 1
   */
  public record Expansion(String written, String added, TermSource source, int meanings) {
    /** Describes one that a document explains. */
    public Expansion(String written, String added, String chunk) {
      this(written, added, new TermSource.Document(chunk), 1);
    }

    /** Returns the resource name of the chunk that explains it; empty where a person added it. */
    public String chunk() {
      return source instanceof TermSource.Document document ? document.chunk() : "";
    }

    /** Returns whether a text holds both forms, and so explains the one by the other. */
    public boolean isExplainedBy(String text) {
      String plain = FormText.plain(text);
      return FormText.holds(plain, written) && FormText.holds(plain, added);
    }
  }

  /**
   * Describes a word that no chunk holds.
   *
   * @param written as the question writes it
   * @param assumed whether the first of the near words was searched for in its place
   * @param near words that are spelt nearly like it, likeliest first
   */
  public record Spelling(String written, boolean assumed, List<String> near) {
    /** Copies the list. */
    public Spelling {
      near = List.copyOf(near);
    }
  }
}
