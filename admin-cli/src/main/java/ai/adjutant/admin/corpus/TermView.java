package ai.adjutant.admin.corpus;

import ai.adjutant.admin.client.Names;
import ai.adjutant.admin.terminal.Terminal;
import ai.adjutant.retrieval.v1.Term;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** A term as a row and as JSON. */
final class TermView {
  static final List<String> HEAD = List.of("SHORT", "LONG", "KIND", "STATE", "DOCUMENTS", "SOURCE");

  private static final int WIDTH = 50;

  private TermView() {}

  static List<String> row(Term term) {
    return List.of(
        Terminal.brief(term.getShortForm(), WIDTH),
        Terminal.brief(term.getLongForm().isEmpty() ? "-" : term.getLongForm(), WIDTH),
        kind(term),
        state(term),
        String.valueOf(term.getDocumentCount()),
        source(term));
  }

  private static String source(Term term) {
    if (!term.getPrincipal().isEmpty()) {
      return "added by " + Terminal.safe(term.getPrincipal()) + " at " + time(term);
    }
    return term.getChunk().isEmpty() ? "-" : Terminal.brief(Names.chunkId(term.getChunk()), WIDTH);
  }

  static ObjectNode json(Term term) {
    return Terminal.object()
        .put("short", term.getShortForm())
        .put("long", term.getLongForm().isEmpty() ? null : term.getLongForm())
        .put("kind", kind(term))
        .put("state", state(term))
        .put("documents", term.getDocumentCount())
        .put("chunk", term.getChunk().isEmpty() ? null : Names.chunkId(term.getChunk()))
        .put("principal", term.getPrincipal().isEmpty() ? null : term.getPrincipal())
        .put("added", term.hasAddTime() ? time(term) : null);
  }

  private static String time(Term term) {
    return Instant.ofEpochSecond(term.getAddTime().getSeconds()).toString();
  }

  private static String kind(Term term) {
    return term.getKind().name().replaceFirst("^TERM_KIND_", "").toLowerCase(Locale.ROOT);
  }

  private static String state(Term term) {
    return term.getState().name().replaceFirst("^TERM_STATE_", "").toLowerCase(Locale.ROOT);
  }
}
