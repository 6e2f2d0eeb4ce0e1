package ai.adjutant.gateway.dialogue;

import ai.adjutant.gateway.retrieve.SearchResult;
import ai.adjutant.gateway.tier.Turn;
import ai.adjutant.text.QuestionWords;
import java.util.List;
import java.util.Optional;

/**
 * A question that goes on from one that was answered, in English, German or Korean. What it means
 * depends on the documents: one that names another document asks the same of that one, any other is
 * about the document that was cited last.
 */
public final class FollowUp {
  private final String question;
  private final Form form;
  private final Dialogue dialogue;
  private final Turn.Source topic;

  private FollowUp(String question, Form form, Dialogue dialogue, Turn.Source topic) {
    this.question = question;
    this.form = form;
    this.dialogue = dialogue;
    this.topic = topic;
  }

  /**
   * Returns the follow-up that a question is; empty where it stands alone by its form, and where
   * the turns don't say what the last answer was about.
   */
  public static Optional<FollowUp> of(String question, Dialogue dialogue) {
    return dialogue
        .topic()
        .flatMap(topic ->
            FollowUpRules.ALL
                .form(question)
                .map(form -> new FollowUp(question, form, dialogue, topic)));
  }

  /**
   * Returns what it means.
   *
   * @param found what a search by its own words finds
   */
  public Understood understood(SearchResult found) {
    String language = found.corpus().language();
    String subject = new Subject(topic.title(), dialogue.questions(), found.words()).named();
    if (QuestionWords.of(language).onlyAsks(question)) {
      return new Understood(repeated(subject, language), context());
    }
    List<Word> words = Word.of(question, language);
    Surroundings surroundings = new Surroundings(topic, found);
    if (new OtherName(words, surroundings).isNamed()) {
      return replaced(words, surroundings);
    }
    return surroundings.speaksOf(words, form)
        ? new Understood(carried(words, bare(question), subject), context())
        : new Understood(question, context());
  }

  /** The last document's title and the last question that was answered. */
  private List<String> context() {
    return dialogue.questions().stream()
        .findFirst()
        .map(last -> List.of(topic.title(), last))
        .orElse(List.of(topic.title()));
  }

  /** What only asks ("How much is it?") asks it of the last question's matter. */
  private String repeated(String subject, String language) {
    StringBuilder text = new StringBuilder(bare(question));
    dialogue.questions().stream()
        .findFirst()
        .ifPresent(last -> text.append(", ").append(bare(last)));
    return carried(Word.of(text.toString(), language), text.toString(), subject);
  }

  /** A text with the subject, which is set apart so that it reads as no name with it. */
  private static String carried(List<Word> words, String text, String subject) {
    boolean said = Word.all(words).containsAll(Word.all(Word.of(subject, words)));
    return said ? text + "?" : text + ", " + subject + "?";
  }

  /** The former matter asked of another subject, unless the follow-up names its own matter. */
  private Understood replaced(List<Word> words, Surroundings surroundings) {
    if (surroundings.hasOwnMatter(words)) {
      return new Understood(FollowUpRules.ALL.withoutJoint(question), List.of());
    }
    Matter matter = new Matter(dialogue, words, surroundings);
    String said = matter.last();
    String plain = FollowUpRules.ALL.withoutJoint(question);
    return new Understood(said.isEmpty() ? plain : said + " " + plain, List.of());
  }

  /** A question without what joins it and without its mark. */
  private static String bare(String question) {
    return withoutMark(FollowUpRules.ALL.withoutJoint(question));
  }

  static String withoutMark(String question) {
    return question.strip().replaceFirst("[\\s?？!.。]+$", "");
  }
}
