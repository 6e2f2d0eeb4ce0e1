package ai.adjutant.retriever.parse.list;

import ai.adjutant.retriever.block.BlockKind;
import ai.adjutant.retriever.parse.mark.Mark;
import ai.adjutant.retriever.parse.text.TextBuilder;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Builds lists from items that follow each other with nothing but their level and number, as in
 * Word and in plain text. For one thread.
 */
public final class MarkedLists {
  private static final String BULLET = "- ";
  private static final int BULLETED = -1;
  private static final int LEVELS_MAX = 20;

  /** A list that is open: its items' level, whether they have numbers, the number of the last. */
  private static final class Open {
    private final int level;
    private final boolean ordered;
    private int number;

    Open(int level, boolean ordered, int number) {
      this.level = level;
      this.ordered = ordered;
      this.number = number;
    }
  }

  private final TextBuilder text;
  private final Deque<Open> open = new ArrayDeque<>();

  /** Creates lists that are written to this text. */
  public MarkedLists(TextBuilder text) {
    this.text = text;
  }

  /**
   * Adds the next item of a Word document. Bullets below a number on the same level are its parts.
   */
  public void item(Mark.Item item, String block) {
    boolean ordered = !item.label().isEmpty();
    int number = ordered ? number(item.label()) : 0;
    open(item.level(), ordered ? number : BULLETED);
    add(ordered ? item.label() + " " : BULLET, block);
  }

  /** Adds the next item of a text: its level from 0, its mark as it is written. */
  public void item(int level, ItemMark mark, String block) {
    open(level, mark.isBullet() ? BULLETED : mark.number());
    add(mark.label() + " ", block);
  }

  private void add(String mark, String block) {
    boolean ordered = !open.isEmpty() && open.peek().ordered;
    text.item(ordered ? BlockKind.ORDERED_ITEM : BlockKind.UNORDERED_ITEM, mark, block);
  }

  /** Closes and opens lists, so that the innermost one is the item's. */
  private void open(int level, int number) {
    boolean ordered = number != BULLETED;
    while (!open.isEmpty() && !belongs(open.peek(), level, ordered)) {
      close();
    }
    boolean again =
        !open.isEmpty()
            && open.peek().level == level
            && open.peek().ordered
            && ordered
            && number == 1
            && open.peek().number >= 1;
    if (again) {
      close();
    }
    boolean within =
        open.isEmpty() || open.peek().level < level || (open.peek().ordered && !ordered);
    if (within && open.size() < LEVELS_MAX) {
      open.push(new Open(level, ordered, number));
      if (ordered) {
        text.openGroupAt(number);
      } else {
        text.openGroup();
      }
    }
    if (!open.isEmpty()) {
      open.peek().number = number;
    }
  }

  /** Returns whether a list is open. */
  public boolean isOpen() {
    return !open.isEmpty();
  }

  /** Ends all lists: something else follows. */
  public void end() {
    while (!open.isEmpty()) {
      close();
    }
  }

  private static boolean belongs(Open list, int level, boolean ordered) {
    return list.level < level || (list.level == level && (list.ordered || !ordered));
  }

  private void close() {
    Open list = open.pop();
    if (list.ordered) {
      text.closeGroupAt(list.number);
    } else {
      text.closeGroup();
    }
  }

  /** The number of a label such as "3." or "(c)"; of one with several parts the last. */
  private static int number(String label) {
    String last = label.replaceAll(".*?([0-9]{1,6}|[a-z])[^0-9A-Za-z]*$", "$1");
    if (last.matches("[a-z]")) {
      return last.charAt(0) - 'a' + 1;
    }
    return last.matches("[0-9]{1,6}") ? Integer.parseInt(last) : 0;
  }
}
