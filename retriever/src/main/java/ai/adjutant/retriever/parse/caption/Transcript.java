package ai.adjutant.retriever.parse.caption;

import ai.adjutant.retriever.block.BlockKind;
import ai.adjutant.retriever.parse.text.TextBuilder;
import java.util.ArrayList;
import java.util.List;

/**
 * Joins the cues of a recording into paragraphs: one for each turn of a speaker, broken at the end
 * of a sentence where it grows long. Lines that captions show again while they roll are taken once.
 * A recording of more than five minutes gets a heading with the time for each of them, so that a
 * quote tells where it was said. For one thread.
 */
final class Transcript {
  private static final long STRETCH_MILLIS = 5 * 60_000L;
  private static final long PAUSE_MILLIS = 3_000;

  /** Cues further apart than this say their words anew, however alike they are. */
  private static final long ROLLING_GAP_MILLIS = 100;

  private static final int PARAGRAPH_CHARACTERS = 800;

  /** Automatic captions have no sentences. */
  private static final int PARAGRAPH_CHARACTERS_MAX = 1_600;

  private final TextBuilder text;
  private final StringBuilder paragraph = new StringBuilder();
  private String speaker = "";
  private String named = "";
  private List<CueLine> shown = List.of();
  private long shownUntil;
  private long stretch;
  private boolean timed;

  Transcript(TextBuilder text) {
    this.text = text;
  }

  void write(List<Cue> cues) {
    long last = 0;
    for (Cue cue : cues) {
      last = Math.max(last, cue.startMillis());
    }
    timed = last >= STRETCH_MILLIS;
    if (timed) {
      text.heading(1, time(0));
    }
    for (Cue cue : cues) {
      take(cue);
    }
    flush();
  }

  private void take(Cue cue) {
    List<CueLine> lines = new ArrayList<>();
    cue.lines().forEach(line -> lines.addAll(CueLine.read(line)));
    boolean rolling = cue.startMillis() - shownUntil <= ROLLING_GAP_MILLIS;
    int again = rolling ? shownAgain(lines) : 0;
    breakBefore(cue);
    for (CueLine line : lines.subList(again, lines.size())) {
      say(line);
    }
    if (!lines.isEmpty()) {
      shown = lines;
    }
    shownUntil = cue.endMillis();
  }

  /** How many of the lines are the last ones that were shown. */
  private int shownAgain(List<CueLine> lines) {
    for (int count = Math.min(shown.size(), lines.size()); count > 0; count--) {
      if (texts(shown.subList(shown.size() - count, shown.size()))
          .equals(texts(lines.subList(0, count)))) {
        return count;
      }
    }
    return grown(lines) ? grow(lines) : 0;
  }

  private static List<String> texts(List<CueLine> lines) {
    return lines.stream().map(CueLine::text).toList();
  }

  /** Returns true where the line that was shown last is shown again with more words. */
  private boolean grown(List<CueLine> lines) {
    if (shown.isEmpty() || lines.isEmpty()) {
      return false;
    }
    String before = shown.getLast().text();
    return !before.isEmpty() && lines.getFirst().text().startsWith(before + " ");
  }

  private int grow(List<CueLine> lines) {
    append(lines.getFirst().text().substring(shown.getLast().text().length() + 1));
    return 1;
  }

  private void say(CueLine line) {
    boolean same = !line.speaker().isEmpty() && line.speaker().equals(speaker);
    if (!same && (line.turn() || !line.speaker().isEmpty())) {
      flush();
      speaker = line.speaker();
    }
    append(line.text());
  }

  private void append(String words) {
    if (words.isEmpty()) {
      return;
    }
    if (paragraph.isEmpty() && !speaker.isEmpty() && !speaker.equals(named)) {
      paragraph.append(speaker).append(": ");
      named = speaker;
    } else if (!paragraph.isEmpty() && needsBlank(words)) {
      paragraph.append(' ');
    }
    paragraph.append(words);
  }

  /** Chinese and Japanese are written without blanks. */
  private boolean needsBlank(String words) {
    return !(isUnspaced(paragraph.codePointBefore(paragraph.length()))
        && isUnspaced(words.codePointAt(0)));
  }

  private static boolean isUnspaced(int c) {
    return switch (Character.UnicodeScript.of(c)) {
      case HAN, HIRAGANA, KATAKANA -> true;
      default -> "、。，！？「」『』（）・：；".indexOf(c) >= 0;
    };
  }

  /** Ends the paragraph where a pause, its length or the next five minutes ask for it. */
  private void breakBefore(Cue cue) {
    long next = cue.startMillis() / STRETCH_MILLIS;
    boolean stretches = timed && next > stretch;
    boolean paused = cue.startMillis() - shownUntil >= PAUSE_MILLIS;
    boolean wanted = stretches || paused || paragraph.length() >= PARAGRAPH_CHARACTERS;
    boolean forced = paragraph.length() >= PARAGRAPH_CHARACTERS_MAX;
    boolean sentenceEnds = paragraph.isEmpty() || endsSentence();
    if (forced || (wanted && sentenceEnds)) {
      flush();
      if (stretches) {
        stretch = next;
        text.heading(1, time(next * STRETCH_MILLIS));
        named = "";
      }
    }
  }

  private boolean endsSentence() {
    int last = paragraph.length() - 1;
    while (last > 0 && "\"'”’»)]」』".indexOf(paragraph.charAt(last)) >= 0) {
      last--;
    }
    return ".!?…。！？".indexOf(paragraph.charAt(last)) >= 0;
  }

  private void flush() {
    text.block(BlockKind.CUE, 0, paragraph.toString());
    paragraph.setLength(0);
  }

  private static String time(long millis) {
    long minutes = millis / 60_000;
    return "%02d:%02d:00".formatted(minutes / 60, minutes % 60);
  }
}
