package ai.adjutant.gateway.extract;

import ai.adjutant.gateway.extract.Outline.Placed;
import ai.adjutant.gateway.retrieve.BlockKind;
import ai.adjutant.gateway.retrieve.Quote;
import ai.adjutant.gateway.tier.AnswerUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Makes whole units of what was found: a list with all its steps, one row, a pair's answer. */
final class Units {
  private static final int PARTS_MAX = 30;
  private static final int CHARACTERS_MAX = 4_000;

  /** A list that is short enough to be shown whole where one of its items answers. */
  private static final int SHORT_LIST_CHARACTERS = 500;

  private static final Pattern NOTE =
      Pattern.compile(
          "^(?:note|important|caution|warning|tip|hinweis|wichtig|achtung|warnung|참고|주의|유의)\\b.*",
          Pattern.CASE_INSENSITIVE | Pattern.DOTALL | Pattern.UNICODE_CHARACTER_CLASS);

  /** A question for one step of a procedure. */
  private static final Pattern STEP_NUMBER =
      Pattern.compile(
          "\\b(?:step|schritt) (\\d{1,3})\\b|(\\d{1,3})\\s?단계", Pattern.CASE_INSENSITIVE);

  private Units() {}

  /** A procedure with what announces it, all its steps and the note behind it, bounded. */
  static Unit procedure(Procedure procedure, double score) {
    return group(procedure.outline(), procedure.group(), AnswerUnit.Kind.PROCEDURE, score);
  }

  /** Whether one step is asked for by its number, as "step 4" is. */
  static boolean asksForStep(String question) {
    return STEP_NUMBER.matcher(question).find();
  }

  /** The step that is asked for by its number; the whole procedure where it has no such step. */
  static Unit step(Procedure procedure, String question, double score) {
    Matcher asked = STEP_NUMBER.matcher(question);
    if (asked.find()) {
      String number = asked.group(1) == null ? asked.group(2) : asked.group(1);
      for (Placed placed : procedure.outline().group(procedure.group())) {
        String mark = placed.block().text().substring(0, placed.block().mark());
        boolean level1 = placed.block().level() <= 1 && placed.kind() == BlockKind.ORDERED_ITEM;
        if (level1 && mark.replaceAll("\\D+", "").equals(number)) {
          return Unit.of(
              AnswerUnit.Kind.PROCEDURE, List.of(quote(procedure.outline(), placed, score)));
        }
      }
    }
    return procedure(procedure, score);
  }

  /** The unit that a candidate belongs to. */
  static Unit around(int best, List<Candidate> candidates, double[] scores) {
    Candidate candidate = candidates.get(best);
    Outline outline = candidate.outline();
    Placed placed = candidate.placed();
    double score = scores[best];
    if (candidate.isLead() && placed.kind() != BlockKind.QUESTION) {
      return announced(best, candidates, scores);
    }
    return switch (placed.kind()) {
      case TABLE_ROW -> row(outline, placed, score);
      case DEFINITION ->
          Unit.of(AnswerUnit.Kind.DEFINITION, List.of(quote(outline, placed, score)));
      case QUESTION, ANSWER -> pair(outline, placed, score);
      case ORDERED_ITEM, UNORDERED_ITEM -> item(outline, placed, score);
      case PARAGRAPH, HEADING, CAPTION, TABLE_HEADER, CODE, QUOTED, CUE, FURNITURE ->
          text(best, candidates, scores);
    };
  }

  /** What a lead announces: its list whole, the best row of its table. */
  private static Unit announced(int best, List<Candidate> candidates, double[] scores) {
    Candidate lead = candidates.get(best);
    int group = lead.block().group();
    boolean table =
        lead.outline().group(group).stream().anyMatch(p -> p.kind() == BlockKind.TABLE_ROW);
    if (!table) {
      return group(lead.outline(), group, AnswerUnit.Kind.LIST, scores[best]);
    }
    int row = -1;
    for (int i = 0; i < candidates.size(); i++) {
      Candidate other = candidates.get(i);
      boolean inTable =
          other.outline() == lead.outline()
              && other.block().group() == group
              && other.block().kind() == BlockKind.TABLE_ROW;
      if (inTable && (row < 0 || scores[i] > scores[row])) {
        row = i;
      }
    }
    return row < 0
        ? text(best, candidates, scores)
        : row(lead.outline(), candidates.get(row).placed(), scores[row]);
  }

  private static Unit row(Outline outline, Placed row, double score) {
    List<Placed> shown = new ArrayList<>();
    if (row.block().group() > 0) {
      outline.leads(row.block().group()).stream()
          .filter(lead -> lead.kind() == BlockKind.CAPTION)
          .forEach(shown::add);
    }
    shown.add(row);
    return new Unit(AnswerUnit.Kind.ROW, quotes(outline, shown, score), 1, 1);
  }

  /** A question with its answer below it, bounded. */
  private static Unit pair(Outline outline, Placed asked, double score) {
    List<Placed> pair = outline.pair(asked);
    List<Placed> question =
        pair.stream().takeWhile(placed -> placed.kind() == BlockKind.QUESTION).toList();
    List<Placed> answer = pair.subList(question.size(), pair.size());
    return answer.isEmpty()
        ? Unit.of(AnswerUnit.Kind.TEXT, List.of(quote(outline, asked, score)))
        : bounded(AnswerUnit.Kind.PAIR, outline, question, answer, score);
  }

  /** An item with what announces it; the whole list where it is short. */
  private static Unit item(Outline outline, Placed item, double score) {
    int group = item.block().group();
    if (group == 0) {
      return Unit.of(AnswerUnit.Kind.LIST, List.of(quote(outline, item, score)));
    }
    List<Placed> leads = outline.leads(group);
    List<Placed> all = outline.group(group);
    int length = all.stream().mapToInt(placed -> placed.block().text().length()).sum();
    if (!leads.isEmpty() && length <= SHORT_LIST_CHARACTERS) {
      return group(outline, group, AnswerUnit.Kind.LIST, score);
    }
    List<Placed> shown = new ArrayList<>(leads);
    shown.add(item);
    for (Placed placed : all) {
      boolean below = placed.at() > item.at() && placed.block().level() > item.block().level();
      boolean next = placed.at() == shown.getLast().at() + 1;
      if (next && (below || isContinuation(placed, item))) {
        shown.add(placed);
      }
    }
    int items = (int) all.stream().filter(placed -> placed.kind().isItem()).count();
    return new Unit(AnswerUnit.Kind.LIST, quotes(outline, shown, score), Math.max(1, items), 1);
  }

  private static boolean isContinuation(Placed placed, Placed item) {
    return !placed.kind().isItem() && placed.block().level() >= item.block().level();
  }

  /** A sentence with its two neighbours in running text. */
  private static Unit text(int best, List<Candidate> candidates, double[] scores) {
    Candidate middle = candidates.get(best);
    List<Quote> quotes = new ArrayList<>();
    for (int i = Math.max(0, best - 1); i <= Math.min(scores.length - 1, best + 1); i++) {
      Candidate other = candidates.get(i);
      boolean follows =
          other.outline() == middle.outline()
              && other.block().kind() == middle.block().kind()
              && other.isStatement();
      if (i == best || follows) {
        quotes.add(other.quote(scores[i]));
      }
    }
    return Unit.of(AnswerUnit.Kind.TEXT, quotes);
  }

  private static Unit group(Outline outline, int group, AnswerUnit.Kind kind, double score) {
    List<Placed> leads = outline.leads(group);
    List<Placed> parts = new ArrayList<>(outline.group(group));
    parts.removeAll(leads);
    if (!parts.isEmpty() && parts.getLast().at() + 1 < outline.blocks().size()) {
      Placed next = outline.blocks().get(parts.getLast().at() + 1);
      if (next.block().group() == 0 && NOTE.matcher(next.block().text()).matches()) {
        parts.add(next);
      }
    }
    if (parts.isEmpty()) {
      return new Unit(kind, quotes(outline, leads, score), 1, 1);
    }
    return bounded(kind, outline, leads, parts, score);
  }

  private static Unit bounded(
      AnswerUnit.Kind kind, Outline outline, List<Placed> leads, List<Placed> parts, double score) {
    List<Placed> shown = new ArrayList<>(leads);
    int characters = 0;
    int count = 0;
    for (Placed part : parts) {
      characters += part.block().text().length();
      if (count > 0 && (count == PARTS_MAX || characters > CHARACTERS_MAX)) {
        break;
      }
      shown.add(part);
      count++;
    }
    return new Unit(kind, quotes(outline, shown, score), parts.size(), count);
  }

  private static Quote quote(Outline outline, Placed placed, double score) {
    return quotes(outline, List.of(placed), score).getFirst();
  }

  /** Quotes of blocks; what is parted by a line break alone is one quote. */
  private static List<Quote> quotes(Outline outline, List<Placed> blocks, double score) {
    List<Quote> quotes = new ArrayList<>();
    StringBuilder text = new StringBuilder();
    int start = 0;
    int end = -1;
    for (Placed placed : blocks) {
      if (end >= 0 && placed.block().start() != end + 1) {
        quotes.add(new Quote(outline.passage(), text.toString(), start, end, clamp(score)));
        text.setLength(0);
        end = -1;
      }
      if (end < 0) {
        start = placed.block().start();
      } else {
        text.append('\n');
      }
      text.append(placed.block().text());
      end = placed.block().end();
    }
    quotes.add(new Quote(outline.passage(), text.toString(), start, end, clamp(score)));
    return quotes;
  }

  private static double clamp(double score) {
    return Math.clamp(score, 0, 1);
  }
}
