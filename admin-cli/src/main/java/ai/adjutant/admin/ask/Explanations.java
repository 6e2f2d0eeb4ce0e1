package ai.adjutant.admin.ask;

import ai.adjutant.admin.client.Names;
import ai.adjutant.admin.search.ReadHits;
import ai.adjutant.admin.terminal.Terminal;
import ai.adjutant.chat.v1.Answer;
import ai.adjutant.chat.v1.ChoiceRule;
import ai.adjutant.chat.v1.Evidence;
import ai.adjutant.chat.v1.ExpansionCheck;
import ai.adjutant.chat.v1.ExplainedPart;
import ai.adjutant.chat.v1.ExplainedPassage;
import ai.adjutant.chat.v1.Explanation;
import ai.adjutant.chat.v1.FiredRule;
import ai.adjutant.chat.v1.IdentifierCheck;
import ai.adjutant.chat.v1.ScoredStretch;
import ai.adjutant.chat.v1.SubjectCheck;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Shows how an answer came about, in the order in which it was decided. */
final class Explanations {
  private static final int TEXT = 70;

  private Explanations() {}

  static void print(Terminal terminal, Answer answer) {
    Explanation explanation = answer.getExplanation();
    terminal.line("  passages (score; rank and raw score by words and by vectors; term cover):");
    int number = 1;
    for (ExplainedPassage passage : explanation.getPassagesList()) {
      terminal.line(
          "  %2d %s %.4f  words %s %.2f  vectors %s %s  cover %.2f  %s",
          number++,
          passage.getKept() ? " " : "x",
          passage.getScore(),
          rank(passage.getWordRank()),
          passage.getBm25(),
          rank(passage.getVectorRank()),
          passage.hasCosine() ? String.format(Locale.ROOT, "%.3f", passage.getCosine()) : "-",
          passage.getTermCover(),
          Terminal.brief(Names.chunkId(passage.getChunk()), TEXT));
    }
    if (explanation.getPassagesList().stream().anyMatch(passage -> !passage.getKept())) {
      terminal.line(
          "     x = left out: lacks the identifier, or speaks of a sibling of the subject");
    }
    if (explanation.hasRerank()) {
      terminal.line("  %s", Terminal.safe(ReadHits.line(explanation.getRerank())));
    }
    print(terminal, answer.getEvidence(), explanation);
    print(terminal, explanation.getSubject());
    for (IdentifierCheck identifier : explanation.getIdentifiersList()) {
      terminal.line(
          "  identifier %s: %s",
          Terminal.brief(identifier.getText(), TEXT),
          identifier.getKnown()
              ? "in the documents"
              : "not there" + instead(identifier.getNearList()));
    }
    explanation.getExpansionsList().forEach(expansion -> print(terminal, expansion));
    explanation.getPartsList().forEach(part -> print(terminal, part));
  }

  private static void print(Terminal terminal, ExpansionCheck expansion) {
    terminal.line(
        "  term %s: also \"%s\", %s%s",
        Terminal.brief(expansion.getText(), TEXT),
        Terminal.brief(expansion.getAdded(), TEXT),
        expansion.getChunk().isEmpty()
            ? "added by " + Terminal.safe(expansion.getPrincipal()) + " at " + time(expansion)
            : "explained in " + Terminal.brief(Names.chunkId(expansion.getChunk()), TEXT),
        expansion.getMeaningCount() > 1
            ? "; one of " + expansion.getMeaningCount() + " meanings"
            : "");
  }

  private static String time(ExpansionCheck expansion) {
    return Instant.ofEpochSecond(expansion.getAddTime().getSeconds()).toString();
  }

  private static ObjectNode json(ExpansionCheck expansion) {
    boolean person = expansion.getChunk().isEmpty();
    return Terminal.object()
        .put("text", expansion.getText())
        .put("added", expansion.getAdded())
        .put("chunk", person ? null : Names.chunkId(expansion.getChunk()))
        .put("principal", person ? expansion.getPrincipal() : null)
        .put("add_time", person ? time(expansion) : null)
        .put("meanings", expansion.getMeaningCount());
  }

  private static void print(Terminal terminal, Evidence evidence, Explanation explanation) {
    terminal.line(
        "  evidence %.3f, threshold %.3f%s: signals times weights, and %.2f",
        evidence.getScore(),
        evidence.getThreshold(),
        evidence.getWordsOnly() ? ", by words alone" : "",
        explanation.getIntercept());
    for (int i = 0; i < evidence.getSignalsCount() && i < explanation.getWeightsCount(); i++) {
      terminal.line(
          "     %-16s %6.3f x %5.2f",
          evidence.getSignals(i).getName(),
          evidence.getSignals(i).getValue(),
          explanation.getWeights(i).getValue());
    }
  }

  private static void print(Terminal terminal, SubjectCheck subject) {
    terminal.line(
        "  subject: %s%s%s",
        words(subject.getResult().name().replaceFirst("^SUBJECT_RESULT_", "")),
        subject.getMissing().isEmpty()
            ? ""
            : ": "
                + Terminal.brief(subject.getMissing(), TEXT)
                + instead(subject.getExistingList()),
        subject.getLookUp() ? "; looked up, the evidence is not weighed" : "");
  }

  private static void print(Terminal terminal, ExplainedPart part) {
    terminal.line(
        "  part \"%s\": asks for %s; %d stretches scored, %d left out for a sibling of the subject",
        Terminal.brief(part.getQuestion(), TEXT),
        kind(part).toLowerCase(Locale.ROOT),
        part.getScoredCount(),
        part.getSiblingCount());
    part.getProceduresList().forEach(procedure -> print(terminal, procedure));
    part.getStretchesList().forEach(stretch -> print(terminal, stretch));
    if (part.hasUnit()) {
      terminal.line(
          "     chosen: %s by %s, %d of %d parts shown%s",
          words(part.getUnit().getKind().name().replaceFirst("^UNIT_KIND_", "")),
          words(rule(part)),
          part.getUnit().getShownCount(),
          part.getUnit().getPartCount(),
          part.getShortAnswer().isEmpty()
              ? ""
              : "; short answer " + Terminal.brief(part.getShortAnswer(), TEXT));
    } else {
      terminal.line("     nothing chosen");
    }
  }

  private static void print(Terminal terminal, ScoredStretch stretch) {
    terminal.line(
        "     %.3f  cosine %.2f  words %.2f  passage %.2f%s  %s  %s",
        stretch.getScore(),
        stretch.getCosine(),
        stretch.getWords(),
        stretch.getPassage(),
        stretch.getRulesList().stream()
            .map(rule -> String.format(Locale.ROOT, "  %s x%.2f", rule.getName(), rule.getFactor()))
            .collect(Collectors.joining()),
        words(stretch.getBlock()),
        Terminal.brief(stretch.getText(), TEXT));
  }

  static ObjectNode json(Explanation explanation) {
    ObjectNode node = Terminal.object();
    ArrayNode passages = node.putArray("passages");
    for (ExplainedPassage passage : explanation.getPassagesList()) {
      passages
          .addObject()
          .put("document", Names.documentId(passage.getDocument()))
          .put("chunk", Names.chunkId(passage.getChunk()))
          .put("score", passage.getScore())
          .put("word_rank", passage.getWordRank())
          .put("bm25", passage.getBm25())
          .put("vector_rank", passage.getVectorRank())
          .put("cosine", passage.hasCosine() ? passage.getCosine() : null)
          .put("term_cover", passage.getTermCover())
          .put("kept", passage.getKept());
    }
    ReadHits.put(explanation.getRerank(), node);
    node.put("intercept", explanation.getIntercept());
    ObjectNode weights = node.putObject("weights");
    explanation.getWeightsList().forEach(one -> weights.put(one.getName(), one.getValue()));
    SubjectCheck subject = explanation.getSubject();
    ObjectNode check =
        node.putObject("subject")
            .put("result", subject.getResult().name().replaceFirst("^SUBJECT_RESULT_", ""))
            .put("missing", subject.getMissing())
            .put("look_up", subject.getLookUp());
    subject.getExistingList().forEach(check.putArray("existing")::add);
    ArrayNode identifiers = node.putArray("identifiers");
    for (IdentifierCheck identifier : explanation.getIdentifiersList()) {
      ObjectNode one = identifiers.addObject();
      one.put("text", identifier.getText()).put("known", identifier.getKnown());
      identifier.getNearList().forEach(one.putArray("near")::add);
    }
    ArrayNode expansions = node.putArray("expansions");
    explanation.getExpansionsList().forEach(expansion -> expansions.add(json(expansion)));
    ArrayNode parts = node.putArray("parts");
    explanation.getPartsList().forEach(part -> parts.add(json(part)));
    return node;
  }

  private static ObjectNode json(ExplainedPart part) {
    ObjectNode node =
        Terminal.object()
            .put("question", part.getQuestion())
            .put("kind", kind(part))
            .put("scored", part.getScoredCount())
            .put("siblings", part.getSiblingCount())
            .put("rule", part.hasUnit() ? rule(part) : null)
            .put("short_answer", part.getShortAnswer().isEmpty() ? null : part.getShortAnswer());
    node.set("procedures", json(part.getProceduresList()));
    node.set("stretches", json(part.getStretchesList()));
    return node;
  }

  private static ArrayNode json(List<ScoredStretch> stretches) {
    ArrayNode nodes = Terminal.object().putArray("stretches");
    for (ScoredStretch stretch : stretches) {
      ObjectNode node =
          nodes
              .addObject()
              .put("document", Names.documentId(stretch.getDocument()))
              .put("block", stretch.getBlock())
              .put("text", stretch.getText())
              .put("score", stretch.getScore())
              .put("cosine", stretch.getCosine())
              .put("words", stretch.getWords())
              .put("passage", stretch.getPassage());
      ArrayNode rules = node.putArray("rules");
      for (FiredRule rule : stretch.getRulesList()) {
        rules.addObject().put("name", rule.getName()).put("factor", rule.getFactor());
      }
    }
    return nodes;
  }

  private static String rank(int rank) {
    return rank == 0 ? "-" : "#" + rank;
  }

  private static String instead(List<String> names) {
    String all = names.stream().map(Terminal::safe).collect(Collectors.joining(", "));
    return names.isEmpty() ? "" : "; in its place: " + all;
  }

  private static String kind(ExplainedPart part) {
    return part.getKind().name().replaceFirst("^QUESTION_KIND_", "");
  }

  private static String rule(ExplainedPart part) {
    ChoiceRule rule = part.getRule();
    return rule.name().replaceFirst("^CHOICE_RULE_", "");
  }

  private static String words(String name) {
    return Terminal.safe(name).replace('_', ' ').toLowerCase(Locale.ROOT);
  }
}
