package ai.adjutant.retriever.parse.xhtml;

import ai.adjutant.retriever.parse.text.TextBuilder;
import com.fasterxml.jackson.core.JsonProcessingException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Collects the questions and answers that a page states in scripts of structured data, and writes
 * those that the page itself does not show as markup. For one thread.
 */
final class FaqScripts {
  /** Most scripts of a page that are read. */
  private static final int SCRIPTS_MAX = 50;

  /** Most pairs of a page that are kept. */
  private static final int PAIRS_MAX = 2_000;

  /** Which share of an answer's words stands on a page that shows the answer. */
  private static final double SHOWN_SHARE = 0.5;

  private static final Pattern SIGNS = Pattern.compile("[^\\p{L}\\p{N}]+");
  private static final Pattern TAG = Pattern.compile("<[^<>]{0,1000}>");
  private static final Pattern MARKUP = Pattern.compile("</?[a-zA-Z][^<>]*>|&[#a-zA-Z0-9]{2,10};");

  private final List<FaqScript.Pair> pairs = new ArrayList<>();
  private final TextBuilder text;
  private int scripts;

  FaqScripts(TextBuilder text) {
    this.text = text;
  }

  /** Takes a script of structured data. */
  void take(String script) {
    if (!FaqScript.announces(script)) {
      return;
    }
    if (++scripts > SCRIPTS_MAX || script.length() > FaqScript.CHARACTERS_MAX) {
      text.warn(
          "its structured data (application/ld+json) are longer than "
              + FaqScript.CHARACTERS_MAX
              + " characters or in more than "
              + SCRIPTS_MAX
              + " scripts; the rest was left out");
      return;
    }
    try {
      add(FaqScript.read(script));
    } catch (JsonProcessingException e) {
      text.warn(
          "questions in its structured data (application/ld+json) were left out: they are not JSON,"
              + " or nested too deep; mend the script");
    }
  }

  private void add(List<FaqScript.Pair> found) {
    int left = Math.min(found.size(), PAIRS_MAX - pairs.size());
    pairs.addAll(found.subList(0, left));
    if (left < found.size()) {
      text.warn(
          "its structured data (application/ld+json) hold more than "
              + PAIRS_MAX
              + " questions; the rest was left out, split the page");
    }
  }

  /**
   * Returns the pairs that the page does not show, each once, as markup; empty where there are
   * none.
   */
  String unseen() {
    if (pairs.isEmpty()) {
      return "";
    }
    String page = " " + words(text.text()) + " ";
    Set<String> said = new HashSet<>(List.of(page.strip().split(" ")));
    Set<String> written = new HashSet<>();
    StringBuilder markup = new StringBuilder();
    for (FaqScript.Pair pair : pairs) {
      String question = words(pair.question());
      boolean shown =
          said.containsAll(List.of(question.split(" ")))
              && page.contains(" " + question + " ")
              && isSaid(pair.answer(), said);
      if (!shown && written.add(question)) {
        write(pair, markup);
      }
    }
    pairs.clear();
    return markup.toString();
  }

  private static boolean isSaid(String answer, Set<String> said) {
    Set<String> words = new HashSet<>(List.of(words(answer).split(" ")));
    return words.stream().filter(said::contains).count() >= SHOWN_SHARE * words.size();
  }

  private static String words(String markup) {
    String plain = TAG.matcher(markup).replaceAll(" ");
    return SIGNS.matcher(plain.toLowerCase(Locale.ROOT)).replaceAll(" ").strip();
  }

  private static void write(FaqScript.Pair pair, StringBuilder into) {
    into.append("<div itemscope itemtype=\"https://schema.org/Question\"><div itemprop=\"name\">")
        .append(markup(pair.question()))
        .append("</div><div itemprop=\"acceptedAnswer\">")
        .append(markup(pair.answer()))
        .append("</div></div>\n");
  }

  /** HTML as it is; of plain text the signs that HTML would read otherwise are written for it. */
  private static String markup(String written) {
    if (MARKUP.matcher(written).find()) {
      return written;
    }
    return written
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace("\r", "")
        .replace("\n", "<br>");
  }
}
