package ai.adjutant.inference.engine;

import java.util.List;

/**
 * Watches text for stop texts, also across the borders of tokens: what may be the beginning of one
 * is held back until it is decided. One owner.
 */
final class StopTexts {
  private final List<String> stops;
  private final StringBuilder held = new StringBuilder();
  private boolean found;

  StopTexts(List<String> stops) {
    this.stops = List.copyOf(stops);
  }

  /** Takes new text; returns what is surely not part of a stop text. */
  String add(String text) {
    held.append(text);
    int stop = firstStop();
    if (stop >= 0) {
      found = true;
      String before = held.substring(0, stop);
      held.setLength(0);
      return before;
    }
    int open = firstOpen();
    String sure = held.substring(0, open);
    held.delete(0, open);
    return sure;
  }

  /** True once a stop text has come; nothing may be added then. */
  boolean found() {
    return found;
  }

  /** What is still held back, when no more text comes. */
  String rest() {
    String rest = held.toString();
    held.setLength(0);
    return rest;
  }

  private int firstStop() {
    int first = -1;
    for (String stop : stops) {
      int at = held.indexOf(stop);
      if (at >= 0 && (first < 0 || at < first)) {
        first = at;
      }
    }
    return first;
  }

  /** Where the earliest beginning of a stop text is at the end of what is held. */
  private int firstOpen() {
    for (int from = 0; from < held.length(); from++) {
      String tail = held.substring(from);
      for (String stop : stops) {
        if (stop.startsWith(tail)) {
          return from;
        }
      }
    }
    return held.length();
  }
}
