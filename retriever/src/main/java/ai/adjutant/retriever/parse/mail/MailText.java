package ai.adjutant.retriever.parse.mail;

import ai.adjutant.retriever.block.BlockKind;
import ai.adjutant.retriever.parse.text.TextBuilder;
import ai.adjutant.retriever.parse.text.Whitespace;
import ai.adjutant.retriever.parse.text.WrappedLines;

/** Writes a mail's body: the sender's words as they are, what they repeat and sign set apart. */
public final class MailText {
  private MailText() {}

  /** Writes the body of a mail: paragraphs, and quoted text with its depth. */
  public static void write(String body, TextBuilder text) {
    String clean = Whitespace.clean(body);
    for (MailSpan span : MailParts.of(clean)) {
      String part = clean.substring(span.start(), span.end());
      switch (span.kind()) {
        case OWN -> text.block(WrappedLines.join(part));
        case QUOTED -> text.block(BlockKind.QUOTED, span.depth(), unquoted(part));
        case SIGNATURE -> text.block(BlockKind.FURNITURE, 0, part);
      }
    }
  }

  /** The lines without the signs that quote them, joined where they were broken. */
  private static String unquoted(String part) {
    StringBuilder lines = new StringBuilder();
    for (String line : part.split("\n", -1)) {
      int at = 0;
      while (at < line.length() && (line.charAt(at) == '>' || line.charAt(at) == ' ')) {
        at++;
      }
      lines.append(line, at, line.length()).append('\n');
    }
    return WrappedLines.join(Whitespace.clean(lines.toString()));
  }
}
