package ai.adjutant.gateway.subject;

import ai.adjutant.gateway.retrieve.Passage;
import java.util.List;

/**
 * States whether the documents speak of what a question is about.
 *
 * @param kind what follows
 * @param missing what the documents do not name, as the question writes it; where present, the term
 *     for which the list has another meaning than they have, else empty
 * @param existing what they name in its place, or what the list of terms alone has for it, with its
 *     source; at most {@link #EXISTING_MAX}
 * @param passages what may answer, best first: without those that speak of a sibling
 * @param lookUp whether the question asks for hardly more than an identifier that is there or an
 *     abbreviation that is explained, so that holding it is all the evidence that a passage can
 *     give
 */
public record SubjectVerdict(
    Kind kind, String missing, List<String> existing, List<Passage> passages, boolean lookUp) {
  /** Most siblings that are named. */
  public static final int EXISTING_MAX = 5;

  /** Copies the lists. */
  public SubjectVerdict {
    existing = existing.stream().limit(EXISTING_MAX).toList();
    passages = List.copyOf(passages);
  }

  /** States what follows. */
  public enum Kind {
    /** Nothing that the question names is missing where siblings stand in its place. */
    PRESENT,
    /** An identifier of the question stands in no document. */
    IDENTIFIER_NOT_FOUND,
    /** What the question names is missing, and siblings stand in its place. */
    SUBJECT_NOT_FOUND,
    /** The question asks what a term stands for, and only the corpus' list of terms knows it. */
    ONLY_LISTED
  }
}
