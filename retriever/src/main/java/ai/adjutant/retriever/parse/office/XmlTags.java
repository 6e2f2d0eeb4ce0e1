package ai.adjutant.retriever.parse.office;

/**
 * Steps through the tags of well-formed XML without building anything. Comments, declarations and
 * character data are passed over. For one thread.
 */
final class XmlTags {
  private final String xml;
  private int start;
  private int end;

  XmlTags(String xml) {
    this.xml = xml;
  }

  /** Goes to the next tag; false where there is none. */
  boolean next() {
    int at = xml.indexOf('<', end);
    while (at >= 0) {
      String closing = ">";
      if (xml.startsWith("<!--", at)) {
        closing = "-->";
      } else if (xml.startsWith("<![CDATA[", at)) {
        closing = "]]>";
      } else if (xml.startsWith("<?", at)) {
        closing = "?>";
      }
      int close = xml.indexOf(closing, at);
      if (close < 0) {
        return false;
      }
      start = at;
      end = close + closing.length();
      if (closing.equals(">") && !xml.startsWith("<!", at)) {
        return true;
      }
      at = xml.indexOf('<', end);
    }
    return false;
  }

  /** Where the tag begins. */
  int start() {
    return start;
  }

  /** One past the tag's end. */
  int end() {
    return end;
  }

  boolean isClosing() {
    return xml.charAt(start + 1) == '/';
  }

  /** The tag of an element without content. */
  boolean isEmpty() {
    return xml.charAt(end - 2) == '/';
  }

  /** The name with its prefix; of a closing tag too. */
  String name() {
    int from = isClosing() ? start + 2 : start + 1;
    int to = from;
    while (to < end
        && !Character.isWhitespace(xml.charAt(to))
        && "/>".indexOf(xml.charAt(to)) < 0) {
      to++;
    }
    return xml.substring(from, to);
  }

  /** The value of an attribute as it is written, or empty. */
  String attribute(String name) {
    int at = xml.indexOf(name + "=", start);
    while (at >= 0 && at < end) {
      if (Character.isWhitespace(xml.charAt(at - 1))) {
        int open = at + name.length() + 1;
        int close = xml.indexOf(xml.charAt(open), open + 1);
        return close < 0 ? "" : xml.substring(open + 1, close);
      }
      at = xml.indexOf(name + "=", at + 1);
    }
    return "";
  }

  /** The value of an attribute that is a number from 0, else the other number. */
  int number(String name, int otherwise) {
    String value = attribute(name);
    return value.matches("\\d{1,8}") ? Integer.parseInt(value) : otherwise;
  }
}
