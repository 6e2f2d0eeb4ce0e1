package ai.adjutant.gateway.subject;

import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * A word of a question that tells what it is about from its siblings, at its place: behind the name
 * or noun that the siblings share.
 */
sealed interface Distinction {
  /** How the question names it, for people. */
  String written();

  /** Whether a text speaks of it at its place. */
  boolean holds(Text.Read text);

  /** What stands in its place in a text that does not speak of it. */
  Set<String> siblings(Text.Read text);

  /** How a sibling is named. */
  default String named(String sibling) {
    return sibling;
  }

  /** A letter or number behind a noun: "Model X", "zone 3". */
  record Label(Token noun, Token label, Set<String> aliases) implements Distinction {
    /** "zones 1 to 3": so many words behind the noun may be labels of it. */
    private static final int SERIES = 5;

    private static final Set<String> RANGE = Set.of("to", "through", "bis");

    @Override
    public String written() {
      return noun.text() + " " + label.text();
    }

    @Override
    public boolean holds(Text.Read text) {
      return labels(text).contains(label.text().toUpperCase(Locale.ROOT)) || spansIt(text);
    }

    /** "zones 1 to 5" names zone 3. */
    private boolean spansIt(Text.Read text) {
      if (!label.isNumber()) {
        return false;
      }
      int asked = Integer.parseInt(label.text());
      for (int i = 0; i + 2 < text.tokens().size(); i++) {
        Token from = text.tokens().get(i + 1);
        Token next = text.tokens().get(i + 2);
        boolean dash =
            next.start() == from.end() + 1 && "-–".indexOf(text.whole().charAt(from.end())) >= 0;
        boolean word = i + 3 < text.tokens().size() && RANGE.contains(next.text());
        Token to = word ? text.tokens().get(i + 3) : next;
        boolean range =
            (word || dash)
                && text.sameWord(noun.text(), text.tokens().get(i).text())
                && isNumber(from)
                && isNumber(to);
        if (range
            && Integer.parseInt(from.text()) <= asked
            && asked <= Integer.parseInt(to.text())) {
          return true;
        }
      }
      return false;
    }

    private static boolean isNumber(Token token) {
      return token.isLabel() && token.isNumber();
    }

    @Override
    public Set<String> siblings(Text.Read text) {
      return holds(text) ? Set.of() : labels(text);
    }

    @Override
    public String named(String sibling) {
      return noun.text() + " " + sibling;
    }

    private Set<String> labels(Text.Read text) {
      Set<String> labels = new LinkedHashSet<>();
      for (int i = 0; i + 1 < text.tokens().size(); i++) {
        if (text.sameWord(noun.text(), text.tokens().get(i).text())) {
          boolean series = true;
          for (int j = i + 1; series && j < Math.min(text.tokens().size(), i + SERIES); j++) {
            Token next = text.tokens().get(j);
            if (next.isLabel()) {
              labels.add(next.text().toUpperCase(Locale.ROOT));
            }
            series = next.isLabel() || (j > i + 1 && WordList.holds(WordList.JOINTS, next));
          }
        }
      }
      return labels;
    }
  }

  /** A name behind the name that its siblings share: "Nissan Juke". */
  record Name(Token shared, Token name, Set<String> aliases) implements Distinction {
    @Override
    public String written() {
      return shared.text() + " " + name.text();
    }

    @Override
    public boolean holds(Text.Read text) {
      return speaksOf(text, name, aliases);
    }

    /** Those that a title or heading names: the text is about them. */
    @Override
    public Set<String> siblings(Text.Read text) {
      Set<String> siblings = new LinkedHashSet<>();
      if (holds(text)) {
        return siblings;
      }
      for (int i = 0; i + 1 < text.tokens().size(); i++) {
        Token before = text.tokens().get(i);
        Token other = text.tokens().get(i + 1);
        boolean named =
            before.text().equalsIgnoreCase(shared.text())
                && before.adjoins(other, text.whole())
                && other.isCapitalised()
                && text.titleStems().containsAll(text.words().stems(before.text()))
                && !text.words().stems(other.text()).isEmpty()
                && text.titleStems().containsAll(text.words().stems(other.text()));
        if (named) {
          siblings.add(other.text());
        }
      }
      return siblings;
    }

    @Override
    public String named(String sibling) {
      return shared.text() + " " + sibling;
    }
  }

  /** A noun behind a noun and a preposition: "dose of aspirin". */
  record Belonging(
      Token head, Token preposition, Token noun, Set<String> aliases, Set<String> about)
      implements Distinction {
    @Override
    public String written() {
      return noun.text();
    }

    @Override
    public boolean holds(Text.Read text) {
      return speaksOf(text, noun, aliases) && speaksOf(text, head, Set.of());
    }

    /**
     * Nouns at the same place that documents are about, or any where a document is about the one
     * that is asked for.
     */
    @Override
    public Set<String> siblings(Text.Read text) {
      Set<String> siblings = new LinkedHashSet<>();
      if (speaksOf(text, noun, aliases)) {
        return siblings;
      }
      boolean known = about.containsAll(text.words().stems(noun.text()));
      for (int i = 0; i + 2 < text.tokens().size(); i++) {
        if (text.sameWord(head.text(), text.tokens().get(i).text())
            && text.tokens().get(i + 1).text().equalsIgnoreCase(preposition.text())) {
          noun(text, i + 2)
              .filter(other -> known || text.titleStems().containsAll(stems(text, other)))
              .ifPresent(other -> siblings.add(other.text()));
        }
      }
      return siblings;
    }

    /** Whether a text is about the noun and says nothing of the head. */
    boolean isAboutNoun(Text.Read text) {
      return text.titleStems().containsAll(stems(text, noun))
          && !text.stems().containsAll(stems(text, head));
    }

    boolean isAboutHead(Text.Read text) {
      return text.titleStems().containsAll(stems(text, head));
    }

    private static Set<String> stems(Text.Read text, Token token) {
      return text.words().distinctStems(token.text());
    }

    private static Optional<Token> noun(Text.Read text, int from) {
      int at = from;
      while (at < text.tokens().size()
          && at < from + 2
          && WordList.holds(WordList.ARTICLES, text.tokens().get(at))) {
        at++;
      }
      return at < text.tokens().size()
              && isNoun(text.tokens().get(at))
              && !stems(text, text.tokens().get(at)).isEmpty()
          ? Optional.of(text.tokens().get(at))
          : Optional.empty();
    }

    /** Not "for submitting", which has synonyms rather than siblings; no number, no letter. */
    static boolean isNoun(Token token) {
      return token.text().length() > 2
          && !token.text().endsWith("ing")
          && token.text().chars().allMatch(Character::isLetter);
    }
  }

  private static boolean speaksOf(Text.Read text, Token word, Set<String> aliases) {
    return text.stems().containsAll(text.words().stems(word.text()))
        || aliases.stream().anyMatch(alias -> text.stems().containsAll(text.words().stems(alias)));
  }
}
