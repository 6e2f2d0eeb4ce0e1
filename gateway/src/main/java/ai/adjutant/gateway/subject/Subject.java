package ai.adjutant.gateway.subject;

import ai.adjutant.gateway.question.QuestionKind;
import ai.adjutant.gateway.retrieve.Passage;
import ai.adjutant.gateway.retrieve.QuestionReading;
import ai.adjutant.gateway.retrieve.SearchResult;
import ai.adjutant.gateway.retrieve.Stretch;
import ai.adjutant.gateway.retrieve.TermSource;
import ai.adjutant.gateway.subject.SubjectVerdict.Kind;
import ai.adjutant.text.Identifiers;
import ai.adjutant.text.MeaningWords;
import ai.adjutant.text.Words;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a question is about, to be found again in what answers it. A word that is missing counts
 * only where siblings stand in its place ("Model S" for "Model X"): a paraphrase has none. Used by
 * one thread.
 */
public final class Subject {
  private static final int FORMS_MAX = 2_000;

  /** Among so many first passages a sibling is taken for what would answer. */
  private static final int LIKELIEST = 3;

  /**
   * Share of the question's weight in identifiers and abbreviations, from which on it asks for
   * hardly more.
   */
  private static final double LOOK_UP_SHARE = 0.75;

  private final QuestionKind kind;
  private final SearchResult found;
  private final Words words;
  private final List<Distinction> distinctions;
  private final List<QuestionReading.Identified> known;
  private final Map<String, Text.Read> reads = new HashMap<>();

  private Subject(String question, SearchResult found) {
    this.kind = QuestionKind.of(question);
    this.found = found;
    this.words = found.words();
    Set<String> about = new HashSet<>();
    found.passages().forEach(passage -> about.addAll(words.stems(passage.title())));
    this.distinctions = new Distinctions(question, words, found.reading(), about).find();
    this.known =
        found.reading().identifiers().stream().filter(QuestionReading.Identified::known).toList();
  }

  /** Reads what a question, or a part of it, is about. */
  public static Subject of(String question, SearchResult found) {
    return new Subject(question, found);
  }

  /**
   * Returns whether a stretch speaks of something else: neither it nor what it stands under holds
   * the identifier of the question, or a sibling stands in it at the place of what the question
   * names. A sentence without identifiers is about those of its block.
   *
   * @param block the text of the block that it stands in
   * @param titles what it stands under
   */
  public boolean missedBy(String stretch, String block, String titles) {
    return missesIdentifiers(stretch, block, titles) || isAboutSibling(new Text(titles, stretch));
  }

  private boolean missesIdentifiers(String stretch, String block, String titles) {
    if (known.isEmpty()) {
      return false;
    }
    boolean names = !Identifiers.of(stretch).isEmpty();
    return !holdsIdentifiers(titles + "\n" + (names ? stretch : block));
  }

  /** Judges what was found. */
  public SubjectVerdict check() {
    for (QuestionReading.Identified identifier : found.reading().identifiers()) {
      if (!identifier.known()) {
        return refused(Kind.IDENTIFIER_NOT_FOUND, identifier.written(), identifier.near());
      }
    }
    Optional<QuestionReading.Spelling> open = ambiguous();
    if (open.isPresent()) {
      return refused(Kind.SUBJECT_NOT_FOUND, open.get().written(), open.get().near());
    }
    List<Passage> passages = new ArrayList<>(found.passages());
    List<Passage> holders = passages.stream().filter(this::holdsIdentifiers).toList();
    if (!holders.isEmpty()) {
      passages.retainAll(holders);
    }
    for (Distinction distinction : distinctions) {
      List<Passage> others = siblingsAmong(passages, distinction);
      boolean held = passages.stream().anyMatch(passage -> distinction.holds(read(passage)));
      if (!held && likeliest(passages, distinction).filter(others::contains).isPresent()) {
        return refused(Kind.SUBJECT_NOT_FOUND, distinction.written(), names(others, distinction));
      }
      if (held) {
        passages.removeAll(others);
      }
    }
    List<QuestionReading.Expansion> listed = listed(passages);
    String term = listed.isEmpty() ? "" : listed.getFirst().written();
    List<String> meanings = listed.stream().map(Subject::withSource).toList();
    if (!listed.isEmpty() && expansions(passages).isEmpty() && !defines(passages, term)) {
      return refused(Kind.ONLY_LISTED, term, meanings);
    }
    boolean lookUp = asksFor(expansions(passages));
    boolean wantsMeaning = kind == QuestionKind.MEANING || kind == QuestionKind.OTHER;
    List<Passage> ordered = lookUp && wantsMeaning ? explainingFirst(passages) : passages;
    return new SubjectVerdict(Kind.PRESENT, term, meanings, ordered, lookUp);
  }

  /**
   * The passage that would answer: the first, unless it speaks of the subject itself ("Tablets")
   * and a document about what is asked of it ("Warranty") comes soon after.
   */
  private Optional<Passage> likeliest(List<Passage> passages, Distinction distinction) {
    if (passages.isEmpty() || !(distinction instanceof Distinction.Belonging belonging)) {
      return passages.stream().findFirst();
    }
    Text.Read first = read(passages.getFirst());
    return belonging.isAboutNoun(first)
        ? passages.stream()
            .limit(LIKELIEST)
            .filter(passage -> belonging.isAboutHead(read(passage)))
            .findFirst()
        : passages.stream().findFirst();
  }

  private SubjectVerdict refused(Kind kind, String missing, List<String> existing) {
    return new SubjectVerdict(kind, missing, existing, found.passages(), false);
  }

  /** A misspelt word for which documents about different things stand: "did you mean". */
  private Optional<QuestionReading.Spelling> ambiguous() {
    Set<String> about = new HashSet<>();
    found.passages().forEach(passage -> about.addAll(words.stems(text(passage).titles())));
    return found.reading().spellings().stream()
        .filter(spelling -> !spelling.assumed() && spelling.near().size() > 1)
        .filter(spelling ->
            spelling.near().stream().allMatch(near -> about.containsAll(words.stems(near))))
        .findFirst();
  }

  private List<Passage> siblingsAmong(List<Passage> passages, Distinction distinction) {
    return passages.stream()
        .filter(passage -> !distinction.siblings(read(passage)).isEmpty())
        .toList();
  }

  private List<String> names(List<Passage> passages, Distinction distinction) {
    Set<String> names = new LinkedHashSet<>();
    for (Passage passage : passages) {
      distinction.siblings(read(passage)).stream().map(distinction::named).forEach(names::add);
    }
    return List.copyOf(names);
  }

  private boolean isAboutSibling(Text text) {
    if (distinctions.isEmpty()) {
      return false;
    }
    Text.Read read = text.read(words);
    return distinctions.stream().anyMatch(one -> !one.siblings(read).isEmpty());
  }

  private boolean holdsIdentifiers(Passage passage) {
    Text text = text(passage);
    return holdsIdentifiers(text.titles() + "\n" + text.text());
  }

  private boolean holdsIdentifiers(String text) {
    if (known.isEmpty()) {
      return true;
    }
    Set<String> forms = Identifiers.forms(text, FORMS_MAX);
    return known.stream().anyMatch(one -> one.forms().stream().anyMatch(forms::contains));
  }

  /** Meanings of the term that is asked for which the list of terms has and no passage explains. */
  private List<QuestionReading.Expansion> listed(List<Passage> passages) {
    List<QuestionReading.Expansion> all = found.reading().expansions();
    boolean asked = !all.isEmpty() && kind == QuestionKind.MEANING && asksFor(all);
    return asked ? all.stream().filter(one -> !isExplained(one, passages)).toList() : List.of();
  }

  private static boolean isExplained(QuestionReading.Expansion one, List<Passage> passages) {
    return one.source() instanceof TermSource.Document
        || passages.stream().anyMatch(passage -> one.isExplainedBy(passage.text()));
  }

  private static boolean defines(List<Passage> passages, String term) {
    return passages.stream()
        .flatMap(passage -> passage.structure().stream())
        .flatMap(stretch -> stretch.blocks().stream())
        .anyMatch(block -> block.defines(term));
  }

  /** What documents explain; of what people added only what a passage explains too. */
  private List<QuestionReading.Expansion> expansions(List<Passage> passages) {
    return found.reading().expansions().stream().filter(one -> isExplained(one, passages)).toList();
  }

  private static String withSource(QuestionReading.Expansion expansion) {
    return expansion.source() instanceof TermSource.Person person
        ? expansion.added()
            + " ("
            + person.principal()
            + ", "
            + person.addTime().atZone(ZoneOffset.UTC).toLocalDate()
            + ")"
        : expansion.added();
  }

  private boolean asksFor(List<QuestionReading.Expansion> expansions) {
    Set<String> stems = new HashSet<>();
    Set<String> asking = kind == QuestionKind.MEANING ? MeaningWords.stems(words) : Set.of();
    found.reading().identifiers().forEach(one -> stems.addAll(words.stems(one.written())));
    expansions.forEach(one -> stems.addAll(words.stems(one.written())));
    double held = 0;
    double all = 0;
    for (SearchResult.Term term : found.terms()) {
      boolean named = stems.contains(term.text());
      held += named ? term.share() : 0;
      all += named || !asking.contains(term.text()) ? term.share() : 0;
    }
    return !stems.isEmpty() && held >= LOOK_UP_SHARE * all;
  }

  /** What explains an abbreviation before what only uses it. */
  private List<Passage> explainingFirst(List<Passage> passages) {
    Set<String> explaining = new HashSet<>();
    found.reading().expansions().forEach(one -> explaining.add(one.chunk()));
    List<Passage> ordered = new ArrayList<>(passages);
    ordered.sort(Comparator.comparing((Passage passage) -> !explaining.contains(passage.chunk())));
    return ordered;
  }

  /** The words of a passage, which every distinction of the question looks at. */
  private Text.Read read(Passage passage) {
    return reads.computeIfAbsent(passage.chunk(), chunk -> text(passage).read(words));
  }

  private static Text text(Passage passage) {
    StringBuilder titles = new StringBuilder(passage.title().replace('_', ' '));
    for (Stretch stretch : passage.structure()) {
      if (passage.chunk().endsWith("/" + stretch.chunk())) {
        stretch.headings().forEach(heading -> titles.append('\n').append(heading));
      }
    }
    return new Text(titles.toString(), passage.text());
  }
}
