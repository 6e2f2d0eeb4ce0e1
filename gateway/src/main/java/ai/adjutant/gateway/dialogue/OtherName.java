package ai.adjutant.gateway.dialogue;

import java.util.List;

/**
 * Tells whether a follow-up names another subject. A word in the title of another document is not
 * enough, since it may be the matter ("windscreen"): it must stand where names stand or be written
 * as one, or the other title must be a sibling of the last document's.
 */
final class OtherName {
  private final List<Word> words;
  private final Surroundings surroundings;

  OtherName(List<Word> words, Surroundings surroundings) {
    this.words = words;
    this.surroundings = surroundings;
  }

  boolean isNamed() {
    for (int i = 0; i < words.size(); i++) {
      for (String stem : words.get(i).stems()) {
        if (isName(i, stem)) {
          return true;
        }
      }
    }
    return false;
  }

  private boolean isName(int i, String stem) {
    boolean written = isWrittenAsName(i);
    return surroundings.namesSibling(stem)
        || (surroundings.namesOther(stem) && (written || isBelonging(i)))
        || (surroundings.isUnknown(stem) && written);
  }

  /** German writes every noun with a capital, so there it says nothing. */
  private boolean isWrittenAsName(int i) {
    Word word = words.get(i);
    boolean capital = i > 0 && word.isCapitalised() && !word.language().startsWith("de");
    return word.isCode() || capital;
  }

  /** Behind a preposition: "for the Leaf", "bei Reisen". */
  private boolean isBelonging(int i) {
    int at = i - 1;
    while (at >= 0 && words.get(at).isArticle()) {
      at--;
    }
    return at >= 0 && words.get(at).isBelonging();
  }
}
