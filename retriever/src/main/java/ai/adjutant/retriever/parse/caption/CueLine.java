package ai.adjutant.retriever.parse.caption;

import ai.adjutant.retriever.parse.text.Whitespace;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Describes words of one speaker on a line of a caption.
 *
 * @param speaker empty where none is named
 * @param turn true where the line says that somebody else begins to speak
 * @param text without tags
 */
record CueLine(String speaker, boolean turn, String text) {
  private static final int LINE_CHARACTERS_MAX = 10_000;

  private static final Pattern VOICE = Pattern.compile("<v(?:\\.[^ \\t>]*)?[ \\t]+([^>]{1,100})>");

  private static final Pattern TAG =
      Pattern.compile(
          "(?i)</?(?:c|i|b|u|s|v|ruby|rt|lang|font)(?:[. \\t][^<>]*)?>|<[\\d:.]{4,16}>"
              + "|\\{\\\\[^{}]{1,100}\\}|\\{/?[biu]\\}");

  /** {@code Anna Meier: …}, {@code TRAINER: …}, {@code 상담원: …}; up to four words. */
  private static final Pattern NAME =
      Pattern.compile(
          "^((?:[\\p{Lu}\\p{Lo}\\d][\\p{L}\\p{Mn}\\d.'’-]{0,30})(?:"
              + " (?:[\\p{Lu}\\p{Lo}\\d(][\\p{L}\\p{Mn}\\d.'’()-]{0,30})){0,3})[:：](?=\\s|$)\\s*");

  /** Signs that somebody else speaks: {@code >> …} on television, {@code - …} in films. */
  private static final Pattern TURN = Pattern.compile("^(?:>{2,3}|[-–—](?=\\s*[^\\p{Ll}\\s]))\\s*");

  private static final Pattern MUSIC = Pattern.compile("[♪♫♬#\\s]+");

  /** Reads a line, which names several speakers at times. */
  static List<CueLine> read(String line) {
    String bounded =
        line.length() <= LINE_CHARACTERS_MAX ? line : line.substring(0, LINE_CHARACTERS_MAX);
    List<CueLine> read = new ArrayList<>();
    Matcher voice = VOICE.matcher(bounded);
    String speaker = "";
    int from = 0;
    while (voice.find()) {
      add(speaker, bounded.substring(from, voice.start()), read);
      speaker = Whitespace.collapse(voice.group(1));
      from = voice.end();
    }
    add(speaker, bounded.substring(from), read);
    return read;
  }

  private static void add(String voice, String words, List<CueLine> into) {
    String text = Whitespace.collapse(entities(TAG.matcher(words).replaceAll("")));
    Matcher turn = TURN.matcher(text);
    boolean begins = turn.find();
    if (begins) {
      text = text.substring(turn.end());
    }
    String speaker = voice;
    Matcher name = NAME.matcher(text);
    if (voice.isEmpty() && name.find()) {
      speaker = name.group(1);
      text = text.substring(name.end());
    }
    boolean silent = text.isEmpty() || MUSIC.matcher(text).matches();
    if (!silent || (!speaker.isEmpty() && voice.isEmpty())) {
      into.add(new CueLine(speaker, begins, silent ? "" : text));
    }
  }

  private static String entities(String text) {
    return text.indexOf('&') < 0
        ? text
        : text.replace("&lt;", "<")
            .replace("&gt;", ">")
            .replace("&nbsp;", " ")
            .replace("&lrm;", "")
            .replace("&rlm;", "")
            .replace("&amp;", "&");
  }
}
