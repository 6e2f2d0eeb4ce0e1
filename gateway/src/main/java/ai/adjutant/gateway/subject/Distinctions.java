package ai.adjutant.gateway.subject;

import ai.adjutant.gateway.retrieve.QuestionReading;
import ai.adjutant.text.Words;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Finds the words of a question that tell what it is about from its siblings. */
final class Distinctions {
  private final String question;
  private final Words words;
  private final QuestionReading reading;
  private final Set<String> about;
  private final List<Token> tokens;

  /**
   * Reads a question.
   *
   * @param about stems of the titles of what was found: what documents are about
   */
  Distinctions(String question, Words words, QuestionReading reading, Set<String> about) {
    this.question = question;
    this.words = words;
    this.reading = reading;
    this.about = about;
    this.tokens = Token.of(question);
  }

  List<Distinction> find() {
    List<Distinction> found = new ArrayList<>();
    for (int i = 1; i < tokens.size(); i++) {
      Token before = tokens.get(i - 1);
      Token token = tokens.get(i);
      if (isLabel(i)) {
        found.add(new Distinction.Label(before, token, aliases(token)));
      } else if (isName(i)) {
        found.add(new Distinction.Name(before, token, aliases(token)));
      } else {
        addBelonging(i, found);
      }
    }
    return found;
  }

  private boolean isLabel(int i) {
    Token noun = tokens.get(i - 1);
    Token label = tokens.get(i);
    if (!label.isLabel() || !noun.adjoins(label, question) || !isContent(noun)) {
      return false;
    }
    boolean designated =
        WordList.holds(WordList.DESIGNATORS, noun) || (i > 1 && noun.isCapitalised());
    boolean letter = label.text().chars().noneMatch(Character::isDigit);
    return !noun.isLabel() && (designated || (letter && !label.text().equals("I")));
  }

  private boolean isName(int i) {
    Token shared = tokens.get(i - 1);
    Token name = tokens.get(i);
    return name.isCapitalised()
        && shared.isCapitalised()
        && shared.adjoins(name, question)
        && name.text().length() > 1
        && name.text().chars().allMatch(Character::isLetter)
        && isContent(shared)
        && isContent(name)
        && !isShouted();
  }

  private void addBelonging(int i, List<Distinction> found) {
    Token noun = tokens.get(i);
    int at = i - 1;
    while (at > 0 && WordList.holds(WordList.ARTICLES, tokens.get(at)) && at > i - 3) {
      if (WordList.holds(WordList.PREPOSITIONS, tokens.get(at)) && isContent(tokens.get(at - 1))) {
        break; // "der" is both in German
      }
      at--;
    }
    if (at < 1 || !WordList.holds(WordList.PREPOSITIONS, tokens.get(at))) {
      return;
    }
    Token head = tokens.get(at - 1);
    boolean last = i + 1 >= tokens.size() || !isName(i + 1) && !isLabel(i + 1);
    if (last && isContent(head) && isContent(noun) && Distinction.Belonging.isNoun(noun)) {
      found.add(new Distinction.Belonging(head, tokens.get(at), noun, aliases(noun), about));
    }
  }

  private boolean isContent(Token token) {
    return !words.stems(token.text()).isEmpty()
        && !WordList.holds(WordList.PREPOSITIONS, token)
        && !WordList.holds(WordList.ARTICLES, token);
  }

  private boolean isShouted() {
    return question.equals(question.toUpperCase(java.util.Locale.ROOT));
  }

  /** What the search took a word for, or might have. */
  private Set<String> aliases(Token token) {
    Set<String> aliases = new HashSet<>();
    for (QuestionReading.Spelling spelling : reading.spellings()) {
      if (spelling.written().equals(token.text()) && spelling.assumed()) {
        aliases.add(spelling.near().getFirst());
      }
    }
    for (QuestionReading.Expansion expansion : reading.expansions()) {
      if (expansion.written().equals(token.text())) {
        aliases.add(expansion.added());
      }
    }
    return aliases;
  }
}
