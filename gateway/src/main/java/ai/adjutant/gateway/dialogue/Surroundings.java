package ai.adjutant.gateway.dialogue;

import ai.adjutant.gateway.retrieve.Passage;
import ai.adjutant.gateway.retrieve.SearchResult;
import ai.adjutant.gateway.tier.Turn;
import ai.adjutant.text.Words;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What the documents that a follow-up's words find say of those words. Used by one thread. */
final class Surroundings {
  /** Share of a joined follow-up's words that the last document holds at least. */
  private static final double JOINED_HELD = 0.5;

  private final Set<String> title;
  private final Set<String> own = new HashSet<>();
  private final Set<String> otherTitles = new HashSet<>();
  private final Set<String> siblingTitles = new HashSet<>();
  private final Set<String> unknown = new HashSet<>();
  private final Words words;

  Surroundings(Turn.Source topic, SearchResult found) {
    words = found.words();
    title = words.distinctStems(topic.title());
    for (Passage passage : found.passages()) {
      if (isOf(topic, passage)) {
        own.addAll(words.stems(passage.text()));
      } else {
        Set<String> other = words.distinctStems(passage.title());
        otherTitles.addAll(other);
        if (other.stream().anyMatch(title::contains)) {
          siblingTitles.addAll(other);
        }
      }
    }
    found.terms().stream()
        .filter(term -> term.chunks() == 0)
        .forEach(term -> unknown.add(term.text()));
  }

  /** Clients hand back a document's name, or its id alone, or nothing but the title. */
  private static boolean isOf(Turn.Source topic, Passage passage) {
    String document = passage.document();
    return topic.document().isEmpty()
        ? passage.title().equals(topic.title())
        : document.equals(topic.document()) || document.endsWith("/" + topic.document());
  }

  Words words() {
    return words;
  }

  /** Whether the last document has nothing of a stem and another one's title has. */
  boolean namesOther(String stem) {
    return otherTitles.contains(stem) && !isOwn(stem);
  }

  /** The same of a title that has words in common with the last document's. */
  boolean namesSibling(String stem) {
    return siblingTitles.contains(stem) && !isOwn(stem);
  }

  private boolean isOwn(String stem) {
    return title.contains(stem) || own.contains(stem);
  }

  boolean isUnknown(String stem) {
    return unknown.contains(stem);
  }

  boolean isInTitle(String stem) {
    return title.contains(stem);
  }

  boolean isInOtherTitle(String stem) {
    return otherTitles.contains(stem);
  }

  /** Whether a follow-up says more than the name of something else. */
  boolean hasOwnMatter(List<Word> words) {
    return Word.all(words).stream()
        .anyMatch(stem -> !isInOtherTitle(stem) && !isInTitle(stem) && !isUnknown(stem));
  }

  /**
   * Whether the last document speaks of what a follow-up asks: what it does not hold may be a new
   * matter, and must not be asked of it alone.
   */
  boolean speaksOf(List<Word> words, Form form) {
    Set<String> asked = Word.all(words);
    long held = asked.stream().filter(this::isOwn).count();
    return switch (form) {
      case JOINED -> held >= JOINED_HELD * asked.size();
      case PRONOUN, SHORT -> held == asked.size();
    };
  }
}
