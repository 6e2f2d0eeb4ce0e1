package ai.adjutant.gateway.prompt;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Recognises in a stream of text that a model says it can't answer from the passages: by the marker
 * that the prompt asks for, or by a first sentence that says just this in words. Such text is held
 * back; other text passes as it comes, without the marker. Used by one thread.
 */
public final class Abstention {
  /** What the prompt asks a model to write when the passages do not answer. */
  static final String MARKER = "NO_ANSWER";

  private static final Pattern NOT_WORDS = Pattern.compile("[^\\p{L}\\p{N}_]+");
  private static final Pattern SENTENCE_END = Pattern.compile("[.!?。\\n]");
  private static final String MARKER_WORDS = words(MARKER);
  private static final List<String> STATEMENTS =
      PromptTexts.allAbstentions().stream().map(Abstention::words).toList();

  private enum State {
    /** What came so far may yet become an abstention. */
    UNDECIDED,
    ABSTAINED,
    PASSING
  }

  private final Consumer<String> onText;
  private final StringBuilder passed = new StringBuilder();
  private final StringBuilder held = new StringBuilder();
  private State state = State.UNDECIDED;

  /** Watches for an abstention in text that is passed on to this consumer. */
  public Abstention(Consumer<String> onText) {
    this.onText = onText;
  }

  /** Takes the next piece of text. */
  public void accept(String piece) {
    held.append(piece);
    if (state == State.UNDECIDED) {
      state = judge(held.toString());
    }
    if (state == State.PASSING) {
      pass(held.length() - markerBegun());
    }
  }

  /** Ends the stream and returns the text that passed; empty for an abstention. */
  public String end() {
    if (state == State.UNDECIDED && !abstains(firstSentence(held.toString()))) {
      state = State.PASSING;
    }
    if (state == State.PASSING) {
      pass(held.length());
    }
    return passed.toString();
  }

  private static State judge(String text) {
    String words = words(text);
    if (words.startsWith(MARKER_WORDS)) {
      return State.ABSTAINED;
    }
    Matcher end = SENTENCE_END.matcher(text);
    boolean ended = !words.isEmpty() && end.find();
    if (ended && abstains(firstSentence(text))) {
      return State.ABSTAINED;
    }
    boolean open =
        MARKER_WORDS.startsWith(words)
            || STATEMENTS.stream().anyMatch(statement -> statement.startsWith(words));
    return open && !ended ? State.UNDECIDED : State.PASSING;
  }

  private static boolean abstains(String sentence) {
    String words = words(sentence);
    return words.isEmpty() || words.startsWith(MARKER_WORDS) || STATEMENTS.contains(words);
  }

  private static String firstSentence(String text) {
    String stripped = text.strip();
    Matcher end = SENTENCE_END.matcher(stripped);
    return end.find() ? stripped.substring(0, end.start()) : stripped;
  }

  /** Passes the first characters of what is held, without markers. */
  private void pass(int length) {
    String text = held.substring(0, length).replace(MARKER, "");
    held.delete(0, length);
    if (!text.isEmpty()) {
      passed.append(text);
      onText.accept(text);
    }
  }

  /** Returns how many of the last characters held may be the beginning of a marker. */
  private int markerBegun() {
    for (int length = Math.min(MARKER.length() - 1, held.length()); length > 0; length--) {
      if (MARKER.startsWith(held.substring(held.length() - length))) {
        return length;
      }
    }
    return 0;
  }

  /** Returns lower-case words, one space apart, without punctuation. */
  private static String words(String text) {
    String composed = Normalizer.normalize(text, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
    return NOT_WORDS.matcher(composed).replaceAll(" ").strip();
  }
}
