package ai.adjutant.retriever.parse.markdown;

import java.util.Locale;

/** Raw HTML inside Markdown: the tags go, the words stay. */
final class Tags {
  private Tags() {}

  static boolean isLineBreak(String tag) {
    return tag.toLowerCase(Locale.ROOT).startsWith("<br");
  }

  /** The text between the tags; comments, scripts and styles are left out. Linear. */
  static String strip(String html) {
    String lower = html.toLowerCase(Locale.ROOT);
    StringBuilder out = new StringBuilder(html.length());
    int at = 0;
    while (at < html.length()) {
      char c = html.charAt(at);
      if (c == '<') {
        at = skip(html, lower, at, out);
      } else {
        out.append(c);
        at++;
      }
    }
    return unescape(out.toString());
  }

  private static int skip(String html, String lower, int at, StringBuilder out) {
    String closing = ">";
    if (lower.startsWith("<!--", at)) {
      closing = "-->";
    } else if (lower.startsWith("<script", at)) {
      closing = "</script>";
    } else if (lower.startsWith("<style", at)) {
      closing = "</style>";
    } else if (lower.startsWith("<br", at) || lower.startsWith("</p", at)) {
      out.append('\n');
    } else if (lower.startsWith("</t", at)) {
      out.append(' ');
    }
    int end = lower.indexOf(closing, at);
    return end < 0 ? html.length() : end + closing.length();
  }

  private static String unescape(String text) {
    if (text.indexOf('&') < 0) {
      return text;
    }
    return text.replace("&nbsp;", " ")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&#39;", "'")
        .replace("&amp;", "&");
  }
}
