package ai.adjutant.retriever.parse.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Cuts paragraphs that hold a marked question and its answer before each mark. */
final class PairLines {
  private PairLines() {}

  /**
   * The paragraph in parts that begin with marks; itself alone where it holds no marked question
   * with its answer. An answer stands on a line of its own, or right behind a question mark.
   */
  static List<String> split(String paragraph) {
    Optional<PairMark> question = PairMark.at(paragraph, 0).filter(PairMark::asks);
    if (question.isEmpty()) {
      return List.of(paragraph);
    }
    List<String> parts = new ArrayList<>();
    PairMark asked = question.get();
    int start = 0;
    for (int i = 1; i < paragraph.length(); i++) {
      if (!mayStart(paragraph, i)) {
        continue;
      }
      Optional<PairMark> mark = PairMark.at(paragraph, i);
      boolean ownLine = paragraph.charAt(i - 1) == '\n';
      boolean begins =
          mark.isPresent() && (mark.get().answers(asked) || (ownLine && mark.get().asks()));
      if (begins) {
        parts.add(paragraph.substring(start, i).strip());
        asked = mark.get().answers(asked) ? asked : mark.get();
        start = i;
      }
    }
    parts.add(paragraph.substring(start));
    return parts;
  }

  private static boolean mayStart(String text, int at) {
    char before = text.charAt(at - 1);
    return before == '\n'
        || before == '？'
        || (before == ' ' && at > 1 && "?？".indexOf(text.charAt(at - 2)) >= 0);
  }
}
