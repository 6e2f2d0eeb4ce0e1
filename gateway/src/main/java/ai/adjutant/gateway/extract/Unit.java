package ai.adjutant.gateway.extract;

import ai.adjutant.gateway.retrieve.Quote;
import ai.adjutant.gateway.tier.AnswerUnit;
import java.util.List;

/**
 * What answers, whole.
 *
 * @param kind what it is
 * @param quotes its parts that are shown, in reading order
 * @param parts how many parts it has
 * @param shown how many of them the quotes hold
 */
record Unit(AnswerUnit.Kind kind, List<Quote> quotes, int parts, int shown) {
  Unit {
    quotes = List.copyOf(quotes);
  }

  static Unit of(AnswerUnit.Kind kind, List<Quote> quotes) {
    return new Unit(kind, quotes, quotes.size(), quotes.size());
  }
}
