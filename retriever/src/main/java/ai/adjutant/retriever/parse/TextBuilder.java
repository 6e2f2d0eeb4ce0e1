package ai.adjutant.retriever.parse;

import ai.adjutant.chassis.error.AdjutantException;
import java.util.ArrayList;
import java.util.List;

/**
 * Puts a document's text together from blocks: paragraphs, headings, rows, page starts. Every block
 * ends with a line break; a heading opens a section. For one thread.
 */
final class TextBuilder {
  private static final int HEADING_CHARACTERS_MAX = 300;

  private final StringBuilder text = new StringBuilder();
  private final List<Section> sections = new ArrayList<>();
  private final List<PageStart> pages = new ArrayList<>();
  private final List<Heading> path = new ArrayList<>();
  private final int charactersMax;
  private int sectionStart;
  private int headingEnd = -1;
  private String firstHeading = "";

  private record Heading(int level, String text) {}

  TextBuilder(int charactersMax) {
    this.charactersMax = charactersMax;
  }

  /** A block of text; line breaks inside it are kept, trailing white space is not. */
  void block(String block) {
    String stripped = Whitespace.clean(block);
    if (stripped.isEmpty()) {
      return;
    }
    if ((long) text.length() + stripped.length() + 1 > charactersMax) {
      throw new AdjutantException(
          ParseReason.TOO_LARGE,
          "its text is longer than "
              + charactersMax
              + " characters; "
              + ParseSettings.SPLIT_OR_RAISE);
    }
    text.append(stripped).append('\n');
  }

  /** A block of one clean line in which pages start, at these offsets into it. */
  void block(String line, List<PageStart> pagesWithin) {
    pagesWithin.forEach(
        page -> pages.add(new PageStart(text.length() + page.offset(), page.page())));
    block(line);
  }

  /** A heading of a level from 1; it closes the section before it. The first may be the title. */
  void heading(int level, String heading) {
    String line = Whitespace.collapse(heading);
    if (line.length() > HEADING_CHARACTERS_MAX) {
      block(line); // a paragraph dressed up as a heading
    } else if (!line.isEmpty()) {
      open(level, line);
      firstHeading = firstHeading.isEmpty() ? line : firstHeading;
    }
  }

  /** The name of an attachment whose text follows: a heading that is never the title. */
  void attachment(String name) {
    String line = Whitespace.collapse(name);
    if (!line.isEmpty() && line.length() <= HEADING_CHARACTERS_MAX) {
      open(1, line);
    }
  }

  private void open(int level, String line) {
    if (headingEnd == text.length() && path.getLast().text().equalsIgnoreCase(line)) {
      return; // said twice, as slides and running heads do
    }
    closeSection();
    while (!path.isEmpty() && path.getLast().level() >= level) {
      path.removeLast();
    }
    path.add(new Heading(level, line));
    block(line);
    headingEnd = text.length();
  }

  /** The next block stands on this page. */
  void page(int page) {
    pages.add(new PageStart(text.length(), page));
  }

  int length() {
    return text.length();
  }

  /** What stands on the cover is the title, whatever the first heading is. */
  void cover(String title) {
    firstHeading = Whitespace.collapse(title);
  }

  /** The cover's title, else the first heading, or empty. */
  String firstHeading() {
    return firstHeading;
  }

  boolean isBlank() {
    return text.isEmpty();
  }

  /** The text so far. */
  String text() {
    return text.toString();
  }

  /** Sections so far; the builder can't be added to afterwards. */
  List<Section> sections() {
    closeSection();
    return sections;
  }

  List<PageStart> pages() {
    return pages;
  }

  private void closeSection() {
    if (text.length() > sectionStart) {
      sections.add(
          new Section(path.stream().map(Heading::text).toList(), sectionStart, text.length()));
      sectionStart = text.length();
    }
  }
}
