package ai.adjutant.retriever.parse.xhtml;

import ai.adjutant.retriever.block.BlockKind;
import ai.adjutant.retriever.parse.text.TextBuilder;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The pairs of question and answer that are open in a page, and the lists of definitions, whose
 * terms may be questions. For one thread.
 */
final class XhtmlPairs {
  /** What an element holds open in the text. */
  private enum Holds {
    NOTHING,
    /** A group of definitions. */
    GROUP,
    PAIR
  }

  private final TextBuilder text;
  private final Deque<Holds> details = new ArrayDeque<>();
  private final Deque<Holds> definitions = new ArrayDeque<>();
  private final Deque<Holds> answers = new ArrayDeque<>();
  private int answering;
  private boolean marked;

  XhtmlPairs(TextBuilder text) {
    this.text = text;
  }

  /** Returns whether paragraphs that come are an answer. */
  boolean isAnswering() {
    return answering > 0;
  }

  /** A heading ends all groups: what follows stands under the heading. */
  void heading() {
    answering = 0;
    marked = false;
  }

  void startDetails() {
    details.push(Holds.NOTHING);
  }

  /** The summary of details is this question. */
  void question(String question) {
    if (details.isEmpty() || details.peek() != Holds.NOTHING) {
      text.block(question);
      return;
    }
    details.pop();
    details.push(Holds.PAIR);
    open(question);
  }

  void endDetails() {
    if (!details.isEmpty() && details.pop() == Holds.PAIR) {
      close();
    }
  }

  /** Microdata say that this is a question, whose answer comes. */
  void marked(String question) {
    if (marked) {
      text.closeGroup();
    }
    text.openPair();
    text.block(BlockKind.QUESTION, 0, question);
    marked = true;
  }

  /** The element of a question and its answers ends; a question without an answer ends with it. */
  void endMarked() {
    if (marked) {
      text.closeGroup();
      marked = false;
    }
  }

  void startAnswer() {
    answers.push(marked ? Holds.PAIR : Holds.NOTHING);
    answering += marked ? 1 : 0;
    marked = false;
  }

  void endAnswer() {
    if (!answers.isEmpty() && answers.pop() == Holds.PAIR) {
      close();
    }
  }

  void startDefinitions() {
    definitions.push(Holds.NOTHING);
  }

  /** A term that is a question. */
  void asked(String question) {
    if (definitions.isEmpty()) {
      text.block(question);
      return;
    }
    endOne();
    definitions.push(Holds.PAIR);
    open(question);
  }

  /** A term that is none. */
  void term() {
    if (!definitions.isEmpty() && definitions.peek() != Holds.GROUP) {
      endOne();
      definitions.push(Holds.GROUP);
      text.openGroup();
    }
  }

  void endDefinitions() {
    endOne();
  }

  private void endOne() {
    Holds held = definitions.isEmpty() ? Holds.NOTHING : definitions.pop();
    if (held == Holds.PAIR) {
      close();
    } else if (held == Holds.GROUP) {
      text.closeGroup();
    }
  }

  private void open(String question) {
    text.openPair();
    text.block(BlockKind.QUESTION, 0, question);
    answering++;
  }

  private void close() {
    text.closeGroup();
    answering = Math.max(0, answering - 1);
  }
}
