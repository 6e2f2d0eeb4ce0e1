package ai.adjutant.gateway.ground;

import ai.adjutant.gateway.retrieve.Passage;
import ai.adjutant.gateway.retrieve.Quote;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Joins what the rules say of sentences with what a reader says: first beside the passage of the
 * nearest sentence, which would be cited, then beside others where that one does not suffice; one
 * call each. Used by one thread, once.
 */
final class ReadSentences {
  private static final int PASSAGE_LENGTH_MAX = 16_000;

  private final RuleCheck rules;
  private final List<RuleCheck.Ruled> ruled;
  private final List<Passage> passages;
  private final int passagesMax;
  private final List<@Nullable Best> best = new ArrayList<>();

  /**
   * Takes sentences as the rules see them.
   *
   * @param passagesMax passages that each is read with, at most
   */
  ReadSentences(
      RuleCheck rules, List<RuleCheck.Ruled> ruled, List<Passage> passages, int passagesMax) {
    this.rules = rules;
    this.ruled = List.copyOf(ruled);
    this.passages = List.copyOf(passages);
    this.passagesMax = passagesMax;
    ruled.forEach(one -> best.add(null));
  }

  /** The reading that supports a sentence best, and the passage that it is of. */
  private record Best(Passage passage, ClaimReader.Reading reading, double probability) {}

  /** A sentence beside a passage. */
  private record Place(int sentence, Passage passage) {}

  /** Support of each sentence, in order; by rules alone where the reading comes to nothing. */
  List<Support> support(SupportReader.Check check) {
    List<List<Passage>> orders = ruled.stream().map(this::order).toList();
    boolean read = read(places(orders, 0, 1), check) && read(places(orders, 1, passagesMax), check);
    List<Support> support = new ArrayList<>();
    for (int i = 0; i < ruled.size(); i++) {
      Best reading = best.get(i);
      support.add(read && reading != null ? joined(ruled.get(i), reading) : ruled.get(i).support());
    }
    return support;
  }

  /** Passages to read a sentence with, the likeliest first; none where the rules suffice. */
  private List<Passage> order(RuleCheck.Ruled one) {
    if (one.isDecided()) {
      return List.of();
    }
    Set<Passage> order = new LinkedHashSet<>();
    Quote nearest = one.nearest();
    if (nearest != null) {
      order.add(nearest.passage());
    }
    order.addAll(passages);
    return order.stream().filter(passage -> !passage.text().isBlank()).limit(passagesMax).toList();
  }

  private List<Place> places(List<List<Passage>> orders, int from, int to) {
    List<Place> places = new ArrayList<>();
    for (int i = 0; i < orders.size(); i++) {
      Best sofar = best.get(i);
      if (sofar != null && sofar.probability() >= SupportModel.BAR) {
        continue;
      }
      List<Passage> order = orders.get(i);
      for (Passage passage :
          order.subList(Math.min(from, order.size()), Math.min(to, order.size()))) {
        if (places.size() < ClaimReader.PAIRS_MAX) {
          places.add(new Place(i, passage));
        }
      }
    }
    return places;
  }

  private boolean read(List<Place> places, SupportReader.Check check) {
    List<ClaimReader.Pair> pairs =
        places.stream()
            .map(place -> new ClaimReader.Pair(sentence(place), text(place.passage())))
            .toList();
    Optional<List<ClaimReader.Reading>> readings = check.read(pairs);
    if (readings.isEmpty()) {
      return false;
    }
    for (int i = 0; i < places.size(); i++) {
      Place place = places.get(i);
      ClaimReader.Reading reading = readings.get().get(i);
      double words = rules.words(sentence(place), place.passage());
      double probability = SupportModel.probability(words, reading);
      Best sofar = best.get(place.sentence());
      if (sofar == null || probability > sofar.probability()) {
        best.set(place.sentence(), new Best(place.passage(), reading, probability));
      }
    }
    return true;
  }

  private String sentence(Place place) {
    return ruled.get(place.sentence()).support().sentence();
  }

  private static String text(Passage passage) {
    String text = passage.text();
    if (text.length() <= PASSAGE_LENGTH_MAX) {
      return text;
    }
    int end = PASSAGE_LENGTH_MAX;
    return text.substring(0, Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end);
  }

  private Support joined(RuleCheck.Ruled one, Best best) {
    String sentence = one.support().sentence();
    if (best.probability() < SupportModel.BAR) {
      Support.Kind kind = one.support().supported() ? Support.Kind.NOT_FOUND : one.support().kind();
      return new Support(sentence, kind, best.probability(), null, best.reading());
    }
    Quote quote = one.nearest();
    return new Support(
        sentence,
        Support.Kind.PARAPHRASE,
        best.probability(),
        quote == null || !quote.passage().equals(best.passage())
            ? rules.nearestIn(best.passage(), sentence)
            : quote,
        best.reading());
  }
}
