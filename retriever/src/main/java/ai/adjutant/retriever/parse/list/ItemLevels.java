package ai.adjutant.retriever.parse.list;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Tells how deep items lie in each other and whether a number is the one that is due, by the forms
 * of their numbers: "1." holds "a)", which holds "(1)". For one thread.
 */
public final class ItemLevels {
  private static final int FORMS_MAX = 12;

  private final List<ItemMark> open = new ArrayList<>();

  /** Returns the mark where it begins a list or counts on in an open one. */
  public Optional<ItemMark> due(ItemMark mark) {
    if (mark.isBullet()) {
      return Optional.of(mark);
    }
    ItemMark asRoman = roman(mark);
    for (ItemMark form : List.of(mark, asRoman)) {
      boolean countsOn =
          open.stream()
              .anyMatch(before ->
                  before.form().equals(form.form()) && form.number() == before.number() + 1);
      if (countsOn) {
        return Optional.of(form);
      }
    }
    return asRoman.number() == 1 ? Optional.of(asRoman) : Optional.empty();
  }

  /** The letter i as the first of the Roman numbers. */
  private static ItemMark roman(ItemMark mark) {
    return mark.label().matches("\\(?i[.)]")
        ? new ItemMark(
            mark.form().replace('a', 'i'),
            1,
            mark.label(),
            mark.indent(),
            mark.text(),
            mark.textIndent())
        : mark;
  }

  /** Takes an item; its level from 0 is below those of the open items of other forms. */
  public int level(ItemMark mark) {
    int level = open.size();
    for (int i = 0; i < open.size(); i++) {
      boolean same = open.get(i).form().equals(mark.form());
      boolean deeper = mark.isBullet() && mark.indent() > open.get(i).indent() + 1;
      if (same && !deeper) {
        level = i;
        break;
      }
    }
    while (open.size() > level) {
      open.removeLast();
    }
    if (open.size() < FORMS_MAX) {
      open.add(mark);
    }
    return level;
  }

  /** Returns the item that was taken last, as long as its list is open. */
  public Optional<ItemMark> last() {
    return open.isEmpty() ? Optional.empty() : Optional.of(open.getLast());
  }

  /** Forgets all lists. */
  public void clear() {
    open.clear();
  }
}
