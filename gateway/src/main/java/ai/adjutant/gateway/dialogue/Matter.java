package ai.adjutant.gateway.dialogue;

import ai.adjutant.text.Words;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What was asked of the former subject, without its name: "How much is a tyre change". */
final class Matter {
  private final Dialogue dialogue;
  private final Set<String> names = new HashSet<>();
  private final String language;

  /**
   * Reads the matter.
   *
   * @param followUp the words that name another subject
   */
  Matter(Dialogue dialogue, List<Word> followUp, Surroundings surroundings) {
    this.dialogue = dialogue;
    this.language = followUp.getFirst().language();
    Words words = surroundings.words();
    dialogue.titles().forEach(title -> names.addAll(words.stems(title)));
    names.removeIf(surroundings::isInOtherTitle); // "price list" stands in both: it's no name
    names.addAll(Word.all(followUp));
  }

  /** The last question that asks more than a name; empty where none does. */
  String last() {
    for (String question : dialogue.questions()) {
      List<Word> words = Word.of(question, language);
      if (words.stream().anyMatch(word -> !word.stems().isEmpty() && !isName(word))) {
        return without(question, words);
      }
    }
    return "";
  }

  private boolean isName(Word word) {
    return !word.stems().isEmpty() && names.containsAll(word.stems());
  }

  /** The question without the names, and without the words that joined them to it. */
  private String without(String question, List<Word> words) {
    StringBuilder kept = new StringBuilder(FollowUp.withoutMark(question));
    for (int i = words.size() - 1; i >= 0; i--) {
      if (isName(words.get(i))) {
        int first = i;
        while (first > 0 && isName(words.get(first - 1))) {
          first--;
        }
        int from = words.get(joint(words, first)).start();
        kept.delete(from, Math.min(words.get(i).end(), kept.length()));
        i = first;
      }
    }
    String plain = kept.toString().replaceAll("\\s+", " ").strip();
    return FollowUp.withoutMark(FollowUpRules.ALL.withoutJoint(plain));
  }

  /** Where the preposition before a name stands; the name itself where there is none. */
  private static int joint(List<Word> words, int name) {
    int at = name - 1;
    while (at >= 0 && words.get(at).isArticle()) {
      at--;
    }
    return at >= 0 && words.get(at).isPreposition() ? at : name;
  }
}
