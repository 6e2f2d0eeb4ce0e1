package ai.adjutant.tuner.pairs;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Turns a question and its answer into a statement, where a simple rule does. */
final class Statements {
  private static final int ANSWER_MAX = 60;
  private static final Pattern OF =
      Pattern.compile("^(?:What|Who) (is|was|are|were) ((?:the|his|her|its) [^?,]{3,80}?)\\?$");
  private static final Pattern WHO =
      Pattern.compile(
          "^Who ((?:\\p{Ll}+ed|wrote|won|built|led|made|became|began|"
              + "sang|ran|gave|took|said|was|is)"
              + " [^?]{3,80})\\?$");
  private static final Pattern WHEN =
      Pattern.compile(
          "^(?:When|In (?:what|which) year) (was|were) ([^?]{3,70}?) "
              + "(born|founded|built|released|established|created|opened|"
              + "published|formed|completed|signed|elected)\\?$");
  private static final Pattern WHERE =
      Pattern.compile(
          "^Where (is|was|are|were) ([^?]{3,70}?)"
              + " (located|born|held|based|buried|filmed|situated)\\?$");
  private static final Pattern MANY =
      Pattern.compile(
          "^How many ([\\p{Ll} ]{3,30}?)"
              + " ((?:are|were|have|had|live|lived|died|took|make|use|attended)\\b[^?]{3,60})\\?$");
  private static final Pattern PLACED = Pattern.compile("^(?:in|on|at|near|by|between|along)\\b.*");
  private static final Pattern NUMBER = Pattern.compile("^(?:[\\d,.]+|\\p{Ll}+)$");
  private static final Pattern CLAUSE = Pattern.compile(".*[.;:?!]\\s.*");
  private static final Pattern DATE = Pattern.compile(".*\\b\\d{4}\\b.*");

  private Statements() {}

  /** The statement that an answer makes of its question. */
  static Optional<String> of(String question, String answer) {
    String said = answer.strip().replaceAll("[.,;]+$", "");
    if (said.isEmpty() || said.length() > ANSWER_MAX || CLAUSE.matcher(said).matches()) {
      return Optional.empty();
    }
    Matcher of = OF.matcher(question);
    if (of.matches() && !ends(of.group(2))) {
      return sentence(of.group(2) + " " + of.group(1) + " " + said);
    }
    Matcher who = WHO.matcher(question);
    if (who.matches() && !ends(who.group(1)) && Character.isUpperCase(said.charAt(0))) {
      return sentence(said + " " + who.group(1));
    }
    Matcher when = WHEN.matcher(question);
    if (when.matches() && DATE.matcher(said).matches()) {
      String lead =
          PLACED.matcher(said).matches() || said.startsWith("In ")
              ? Texts.lowered(said)
              : (said.matches(".*\\b\\d{1,2}\\b(?!\\d).*\\d{4}.*") ? "on " : "in ") + said;
      return sentence(when.group(2) + " " + when.group(1) + " " + when.group(3) + " " + lead);
    }
    Matcher where = WHERE.matcher(question);
    if (where.matches()) {
      String lead =
          PLACED.matcher(said.toLowerCase(java.util.Locale.ROOT)).matches()
              ? Texts.lowered(said)
              : "in " + said;
      return sentence(where.group(2) + " " + where.group(1) + " " + where.group(3) + " " + lead);
    }
    Matcher many = MANY.matcher(question);
    if (many.matches() && NUMBER.matcher(said).matches() && !many.group(2).contains(" there")) {
      return sentence(said + " " + many.group(1) + " " + many.group(2));
    }
    return Optional.empty();
  }

  private static boolean ends(String text) {
    return text.matches(
        ".*\\b(?:of|to|in|for|by|with|on|at|from|as|called|like|about|do)$|.*\\bsupposed\\b.*");
  }

  private static Optional<String> sentence(String text) {
    return Optional.of(Texts.raised(text.strip()) + ".");
  }
}
