package ai.adjutant.retriever.parse.pdf;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Heads and feet that run through the pages: kept once, then left out, page numbers entirely. */
final class RunningHeads {
  private static final int PAGES_MIN = 3;
  private static final float SHARE_MIN = 0.3f;
  private static final float EDGE = 0.12f;

  private RunningHeads() {}

  static List<PdfPage> without(List<PdfPage> pages) {
    Map<String, Integer> seen = new HashMap<>();
    for (PdfPage page : pages) {
      Set<String> here = new HashSet<>();
      page.lines().stream().filter(line -> isAtEdge(page, line)).forEach(l -> here.add(key(l)));
      here.forEach(key -> seen.merge(key, 1, Integer::sum));
    }
    float pagesMin = Math.max(PAGES_MIN, SHARE_MIN * pages.size());
    Set<String> kept = new HashSet<>();
    List<PdfPage> without = new ArrayList<>();
    for (PdfPage page : pages) {
      List<PdfLine> lines = new ArrayList<>();
      for (PdfLine line : page.lines()) {
        boolean running = isAtEdge(page, line) && seen.getOrDefault(key(line), 0) >= pagesMin;
        boolean number = running && key(line).chars().noneMatch(Character::isLetter);
        if (!running || (!number && kept.add(key(line)))) {
          lines.add(line);
        }
      }
      without.add(page.with(lines));
    }
    return without;
  }

  private static boolean isAtEdge(PdfPage page, PdfLine line) {
    return line.baseline() < EDGE * page.height() || line.baseline() > (1 - EDGE) * page.height();
  }

  /** Numbers differ from page to page. */
  private static String key(PdfLine line) {
    return line.text().replaceAll("\\d+", "#");
  }
}
