package ai.adjutant.tuner.pairs;

import java.util.Optional;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Denies a statement, or takes its negation away. */
final class NegationAlteration implements Alteration {
  static final String KIND = "negation";

  private static final Pattern DENIED = Pattern.compile(" (is|was|are|were|can|will) ?not ");
  private static final Pattern SAID =
      Pattern.compile(" (is|was|are|were|can|will|must|should|has been|have been|had been) ");
  private static final Pattern OTHERWISE =
      Pattern.compile(
          "(?i)\\b(?:not|no|never|none|neither|nor|without|only|n't|hardly)\\b|[\"“]|n't");

  @Override
  public Optional<Altered> alter(String statement, String passage, Random random) {
    Matcher denied = DENIED.matcher(statement);
    if (denied.find()) {
      return altered(statement, denied, denied.group(1));
    }
    Matcher said = SAID.matcher(statement);
    if (OTHERWISE.matcher(statement).find() || !said.find()) {
      return Optional.empty();
    }
    String verb = said.group(1);
    return altered(
        statement,
        said,
        verb.endsWith(" been")
            ? verb.replace(" been", " not been")
            : verb + (verb.equals("can") ? "not" : " not"));
  }

  private static Optional<Altered> altered(String statement, Matcher place, String now) {
    return Optional.of(
        new Altered(
            KIND,
            statement.substring(0, place.start())
                + " "
                + now
                + " "
                + statement.substring(place.end()),
            place.group().strip(),
            now));
  }
}
