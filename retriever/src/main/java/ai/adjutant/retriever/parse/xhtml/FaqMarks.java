package ai.adjutant.retriever.parse.xhtml;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;
import org.xml.sax.Attributes;

/**
 * Finds the elements that hold questions and answers by their microdata (schema.org's Question with
 * its name and its answers). For one thread.
 */
final class FaqMarks {
  /** What an element of the page is to a pair. */
  enum Part {
    NONE,
    /** The whole of a question with its answers. */
    PAIR,
    QUESTION,
    ANSWER
  }

  private record Open(int depth, Part part) {}

  private final Deque<Open> open = new ArrayDeque<>();
  private int depth;

  /** Takes an element that begins; says what it is. */
  Part start(Attributes attributes) {
    depth++;
    Part part = part(attributes.getValue("itemprop"), attributes.getValue("itemtype"));
    if (part != Part.NONE) {
      open.push(new Open(depth, part));
    }
    return part;
  }

  /** Takes an element that ends; says what it was. */
  Part end() {
    Open last = open.peek();
    Part ended = last != null && last.depth() == depth ? open.pop().part() : Part.NONE;
    depth--;
    return ended;
  }

  private Part part(@Nullable String property, @Nullable String type) {
    if (type != null && type.endsWith("schema.org/Question")) {
      return Part.PAIR;
    }
    Open around = open.peek();
    if (property == null || around == null || around.part() != Part.PAIR) {
      return Part.NONE;
    }
    return switch (property) {
      case "name" -> Part.QUESTION;
      case "acceptedAnswer", "suggestedAnswer" -> Part.ANSWER;
      default -> Part.NONE;
    };
  }
}
