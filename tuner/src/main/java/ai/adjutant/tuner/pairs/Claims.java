package ai.adjutant.tuner.pairs;

import ai.adjutant.tuner.triples.Claim;
import ai.adjutant.tuner.triples.Triple;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/** Makes claims that a passage supports, denies or says nothing of. */
final class Claims {
  private static final List<Claim.Label> LABELS = List.of(Claim.Label.values());
  private static final int SENTENCE_MIN = 35;
  private static final int SENTENCE_MAX = 220;
  private static final int PASSAGE_MAX = 700;
  private static final int NEAR = 40;
  private static final double SAME_WORDS_MAX = 0.5;
  // what they stand for is not in the claim
  private static final String PRONOUNS =
      "^(?:He|She|It|They|This|These|That|Those|His|Her|Its|Their|There|"
          + "We|I|You|Here|Such|But|And|Or|So)\\b.*";

  private final List<Alteration> rules;
  private final List<String> leads = WordLists.lines("leads");
  private final Paraphrases synonyms = new Paraphrases();
  private final Map<String, String> licenses;

  Claims(Part part, List<Triple> all, Map<String, String> licenses) {
    List<String> texts = all.stream().map(Triple::context).distinct().toList();
    rules =
        List.of(
            new NumberAlteration(),
            new NameAlteration(new NamePool(texts), Map.of()),
            new OppositeAlteration(part),
            new NegationAlteration());
    this.licenses = Map.copyOf(licenses);
  }

  /** A statement with the part of the passage that says it. */
  private record Said(String text, String passage, String kind) {}

  /** Makes claims in three equal parts; fewer where the passages give no more. */
  List<MadeClaim> make(List<Triple> from, int count, Random random) {
    List<Triple> order = new ArrayList<>(from);
    List<Integer> places = new ArrayList<>();
    for (int i = 0; i < order.size(); i++) {
      places.add(i);
    }
    Collections.shuffle(places, random);
    List<MadeClaim> made = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (int place : places) {
      if (made.size() >= count) {
        break;
      }
      Triple triple = order.get(place);
      Claim.Label label = LABELS.get(made.size() % LABELS.size());
      Optional<MadeClaim> claim =
          switch (label) {
            case SUPPORTED -> supported(triple, random);
            case CONTRADICTED -> contradicted(triple, random);
            case NOT_FOUND -> notFound(triple, near(order, place, random), random);
          };
      claim
          .filter(one -> seen.add(one.claim().claim() + one.claim().passage()))
          .ifPresent(made::add);
    }
    return made;
  }

  private static Triple near(List<Triple> all, int place, Random random) {
    int other = place - NEAR + random.nextInt(2 * NEAR + 1);
    return all.get(Math.clamp(other, 0, all.size() - 1));
  }

  private Optional<MadeClaim> supported(Triple triple, Random random) {
    return said(triple, random).map(one -> made(triple, one, one.kind(), Claim.Label.SUPPORTED));
  }

  private Optional<MadeClaim> contradicted(Triple triple, Random random) {
    Optional<Said> drawn = said(triple, random);
    if (drawn.isEmpty()) {
      return Optional.empty();
    }
    Said said = drawn.get();
    return altered(said, random)
        .map(one ->
            made(
                triple,
                new Said(one.text(), said.passage(), said.kind()),
                one.kind(),
                Claim.Label.CONTRADICTED));
  }

  private Optional<Alteration.Altered> altered(Said said, Random random) {
    List<Alteration> order = new ArrayList<>(rules);
    if (random.nextInt(2) == 0) {
      Collections.shuffle(order, random);
    }
    for (Alteration rule : order) {
      Optional<Alteration.Altered> altered = rule.alter(said.text(), said.passage(), random);
      if (altered.isPresent()) {
        return altered;
      }
    }
    return Optional.empty();
  }

  private Optional<MadeClaim> notFound(Triple triple, Triple other, Random random) {
    if (!other.source().equals(triple.source()) || other.context().equals(triple.context())) {
      return Optional.empty();
    }
    Optional<Said> passage = said(triple, random);
    Optional<Said> strange = said(other, random);
    if (passage.isEmpty() || strange.isEmpty()) {
      return Optional.empty();
    }
    Said said = strange.get();
    Set<String> words = Texts.content(said.text());
    Set<String> there = Texts.content(passage.get().passage());
    long same = words.stream().filter(there::contains).count();
    if (words.isEmpty() || same > SAME_WORDS_MAX * words.size()) {
      return Optional.empty();
    }
    // altered ones too, so that negation and odd names are no sign of the label
    String text =
        random.nextInt(3) == 0
            ? altered(said, random).map(Alteration.Altered::text).orElse(said.text())
            : said.text();
    return Optional.of(
        made(
            triple,
            new Said(text, passage.get().passage(), ""),
            "other-passage",
            Claim.Label.NOT_FOUND));
  }

  private MadeClaim made(Triple triple, Said said, String kind, Claim.Label label) {
    return new MadeClaim(
        new Claim(said.text(), said.passage(), label),
        kind,
        triple.source(),
        licenses.getOrDefault(triple.source(), ""));
  }

  /** What a passage says: its question answered, or a sentence of it, slightly shortened. */
  private Optional<Said> said(Triple triple, Random random) {
    List<String> sentences = Texts.sentences(triple.context());
    if (!triple.answers().isEmpty()
        && !Texts.isCorrected(triple.question())
        && random.nextInt(4) > 0) {
      Triple.Answer answer = triple.answers().getFirst();
      Optional<String> statement = Statements.of(triple.question(), answer.text());
      int holds = holding(triple.context(), sentences, answer.start());
      if (statement.isPresent() && holds >= 0) {
        return Optional.of(new Said(statement.get(), around(sentences, holds), "statement"));
      }
    }
    List<Integer> fit = new ArrayList<>();
    boolean counts = random.nextInt(2) == 0; // figures matter most
    for (int i = 0; i < sentences.size(); i++) {
      String one = sentences.get(i);
      if (one.length() >= SENTENCE_MIN
          && one.length() <= SENTENCE_MAX
          && one.matches("^\\p{Lu}.*[^ .?!:;]{2}\\.$")
          && !one.matches(PRONOUNS)
          && (!counts || one.matches(".*\\d.*"))) {
        fit.add(i);
      }
    }
    if (fit.isEmpty()) {
      return Optional.empty();
    }
    int at = fit.get(random.nextInt(fit.size()));
    return Optional.of(
        new Said(reworded(sentences.get(at), random), around(sentences, at), "sentence"));
  }

  /** Which sentence stands at a place given in code points; -1 for none. */
  private static int holding(String context, List<String> sentences, int start) {
    int at = context.offsetByCodePoints(0, start);
    int from = 0;
    for (int i = 0; i < sentences.size(); i++) {
      from = context.indexOf(sentences.get(i), from);
      if (from < 0 || from > at) {
        return -1;
      }
      from += sentences.get(i).length();
      if (from > at) {
        return i;
      }
    }
    return -1;
  }

  /** The sentences around one, as many as a row of tokens holds. */
  private static String around(List<String> sentences, int at) {
    int from = at;
    int to = at + 1;
    int length = sentences.get(at).length();
    while (true) {
      boolean before = from > 0 && length + sentences.get(from - 1).length() <= PASSAGE_MAX;
      boolean after = to < sentences.size() && length + sentences.get(to).length() <= PASSAGE_MAX;
      if (before) {
        from--;
        length += sentences.get(from).length();
      }
      if (after && length + sentences.get(to).length() <= PASSAGE_MAX) {
        length += sentences.get(to).length();
        to++;
      } else if (!before) {
        return String.join(" ", sentences.subList(from, to));
      }
    }
  }

  /** Shortened, and one time in four with a synonym, so that another word is no sign of a label. */
  private String reworded(String sentence, Random random) {
    String text = shortened(sentence);
    return random.nextInt(4) == 0
        ? synonyms.synonym(text, random).map(Paraphrases.Said::text).orElse(text)
        : text;
  }

  private String shortened(String sentence) {
    String text = sentence.replaceAll("\\s*\\([^()]*\\)|\\s*\\[[^\\[\\]]*]", "").replace("  ", " ");
    for (String lead : leads) {
      if (text.startsWith(lead + " ")) {
        text = Texts.raised(text.substring(lead.length() + 1));
      }
    }
    return text;
  }
}
