package ai.adjutant.retriever.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.adjutant.chassis.error.AdjutantException;
import ai.adjutant.retriever.block.Block;
import ai.adjutant.retriever.block.BlockKind;
import ai.adjutant.retriever.chunk.Chunk;
import ai.adjutant.retriever.encode.EncoderIdentity;
import ai.adjutant.retriever.encode.Vector;
import ai.adjutant.retriever.index.Condition.Attribute;
import ai.adjutant.retriever.index.Condition.Compare;
import ai.adjutant.retriever.index.Condition.CompareDate;
import ai.adjutant.retriever.index.Condition.DateAttribute;
import ai.adjutant.retriever.index.Condition.Name;
import ai.adjutant.retriever.index.Condition.Relation;
import ai.adjutant.retriever.index.IndexView.Alternative;
import ai.adjutant.retriever.index.IndexView.ChunkSignals;
import ai.adjutant.retriever.index.IndexView.Field;
import ai.adjutant.retriever.index.IndexView.ScoredDoc;
import ai.adjutant.retriever.index.IndexView.WeightedText;
import ai.adjutant.retriever.index.IndexView.WordQuery;
import ai.adjutant.retriever.parse.PageStart;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every index must do; extended by the test of each. */
public abstract class ChunkIndexContract {
  private static final Condition ALL = new Condition.Everything();
  private static final Instant NOON = Instant.parse("2026-06-01T12:00:00Z");

  @TempDir Path folder;

  /** Opens the index of a folder. */
  protected abstract ChunkIndex open(Path folder) throws IOException;

  private static StoredDocument document(String id, Description description, String text) {
    Provenance provenance =
        new Provenance("v1", "given", "original-" + id, id, text.length(), NOON, "");
    return new StoredDocument(
        new DocumentRecord(id, description, provenance, 1, 1), text, List.of(new PageStart(0, 1)));
  }

  private static Description titled(String title) {
    return new Description(title, "text/plain", "en", "", Map.of(), null, null);
  }

  private static void add(ChunkIndex index, Description description, String id, String text)
      throws IOException {
    add(index, description, id, text, null);
  }

  private static void add(
      ChunkIndex index, Description description, String id, String text, @Nullable Vector vector)
      throws IOException {
    Chunk chunk =
        new Chunk(
            0, 0, List.of("Heading"), 0, text.length(), List.of(), List.of(new PageStart(0, 1)));
    index.replace(
        document(id, description, text),
        List.of(new IndexedChunk(chunk, text, description.title() + "\n" + text, vector)));
  }

  private static WordQuery body(String text) {
    return WordQuery.of(new WeightedText(Field.BODY, text, 1));
  }

  private static List<String> found(IndexView view, List<ScoredDoc> matches) throws IOException {
    return view.documentIds(matches.stream().map(ScoredDoc::docId).toList());
  }

  private List<String> holding(ChunkIndex index, Condition condition) throws IOException {
    try (IndexView view = index.view()) {
      List<String> documents =
          view.documents(condition, null, 100).stream().map(DocumentRecord::id).toList();
      List<String> chunks = found(view, view.searchBm25(body("word"), condition, 100));
      assertThat(chunks).containsExactlyInAnyOrderElementsOf(documents);
      return documents;
    }
  }

  @Test
  void showsNothingBeforeTheCommitAndAllAfterIt() throws IOException {
    try (ChunkIndex index = open(folder)) {
      try (IndexView before = index.view()) {
        add(index, titled("Fees"), "fees.md", "a card costs ten euros");
        assertThat(before.documentCount()).isZero();
        try (IndexView uncommitted = index.view()) {
          assertThat(uncommitted.documentCount()).isZero();
        }
        index.commit();
        assertThat(before.documentCount()).isZero();
      }
      try (IndexView after = index.view()) {
        assertThat(after.documentCount()).isEqualTo(1);
        assertThat(after.chunkCount()).isEqualTo(1);
        assertThat(found(after, after.searchBm25(body("cards"), ALL, 10)))
            .containsExactly("fees.md");
      }
    }
  }

  @Test
  void keepsWhatWasCommittedAndNothingElse() throws IOException {
    try (ChunkIndex index = open(folder)) {
      add(index, titled("A"), "a", "word");
      index.commit();
      add(index, titled("B"), "b", "word");
    }
    try (ChunkIndex again = open(folder)) {
      assertThat(holding(again, ALL)).containsExactly("a");
    }
  }

  @Test
  void replacesAndDeletesADocumentWithItsChunks() throws IOException {
    try (ChunkIndex index = open(folder)) {
      add(index, titled("A"), "a", "old words");
      add(index, titled("B"), "b", "other words");
      index.commit();
      add(index, titled("A"), "a", "new words");
      index.delete("b");
      index.delete("never there");
      index.commit();
      try (IndexView view = index.view()) {
        assertThat(view.chunkCount()).isEqualTo(1);
        assertThat(view.searchBm25(body("old"), ALL, 10)).isEmpty();
        assertThat(found(view, view.searchBm25(body("new"), ALL, 10))).containsExactly("a");
        assertThat(view.refersTo("original-a")).isTrue();
        assertThat(view.refersTo("original-b")).isFalse();
      }
    }
  }

  @Test
  void givesBackWhatWasStored() throws IOException {
    Description description =
        new Description(
            "Fees",
            "text/markdown",
            "en",
            "public",
            Map.of("bot", "shop", "empty", ""),
            NOON,
            NOON.plusSeconds(60));
    try (ChunkIndex index = open(folder)) {
      add(index, description, "fees.md", "a card");
      index.commit();
      try (IndexView view = index.view()) {
        StoredDocument stored = view.storedDocument("fees.md").orElseThrow();
        assertThat(stored).isEqualTo(document("fees.md", description, "a card"));
        assertThat(view.document("fees.md")).contains(stored.document());
        assertThat(view.document("other")).isEmpty();
        List<ScoredDoc> matches = view.searchBm25(body("card"), ALL, 1);
        FoundChunk chunk = view.chunks(List.of(matches.getFirst().docId())).getFirst();
        assertThat(chunk.description()).isEqualTo(description);
        assertThat(chunk.chunk().headingPath()).containsExactly("Heading");
        assertThat(chunk.text()).isEqualTo("a card");
      }
    }
  }

  @Test
  void listsDocumentsInPages() throws IOException {
    try (ChunkIndex index = open(folder)) {
      for (String id : List.of("c", "a", "ä", "b")) {
        add(index, titled(id), id, "word");
      }
      index.commit();
      try (IndexView view = index.view()) {
        assertThat(view.documents(ALL, null, 2))
            .extracting(DocumentRecord::id)
            .containsExactly("a", "b");
        assertThat(view.documents(ALL, "b", 5))
            .extracting(DocumentRecord::id)
            .containsExactly("c", "ä");
      }
    }
  }

  @Test
  void addsUpTextsByTheirWeights() throws IOException {
    try (ChunkIndex index = open(folder)) {
      add(index, titled("A"), "a", "apple apple pear");
      add(index, titled("B"), "b", "pear plum");
      add(index, titled("C"), "c", "nothing here");
      index.commit();
      try (IndexView view = index.view()) {
        double apple = view.searchBm25(body("apple"), ALL, 1).getFirst().score();
        double both = view.searchBm25(body("apple pear"), ALL, 1).getFirst().score();
        WordQuery blended =
            new WordQuery(
                List.of(
                    new WeightedText(Field.BODY, "apple", 0.8),
                    new WeightedText(Field.BODY, "apple pear", 0.2)),
                List.of());
        assertThat(view.searchBm25(blended, ALL, 1).getFirst().score())
            .isCloseTo(0.8 * apple + 0.2 * both, within(1e-5));
      }
    }
  }

  @Test
  void countsTheBestFormOfAnAlternative() throws IOException {
    try (ChunkIndex index = open(folder)) {
      add(index, titled("A"), "a", "mttr is mean time");
      add(index, titled("B"), "b", "mean time goal");
      add(index, titled("C"), "c", "mttr of pumps here");
      index.commit();
      try (IndexView view = index.view()) {
        WordQuery query =
            new WordQuery(
                List.of(new WeightedText(Field.BODY, "mttr goal", 1)),
                List.of(new Alternative("mttr", List.of("mean time", "pumps"), 0.5)));
        List<Integer> all = List.of(0, 1, 2);
        List<Double> scores = view.scores(all, query);
        List<Double> written = view.scores(all, body("mttr"));
        List<Double> meant = view.scores(all, body("mean time"));
        List<Double> other = view.scores(all, body("pumps"));
        List<Double> goal = view.scores(all, body("goal"));
        for (int doc : all) {
          double best =
              Math.max(written.get(doc), Math.max(0.5 * meant.get(doc), 0.5 * other.get(doc)));
          assertThat(scores.get(doc)).isCloseTo(best + goal.get(doc), within(1e-5));
        }
      }
    }
  }

  @Test
  void findsNearestVectorsAndTellsSignalsOfAnyChunk() throws IOException {
    Vector east = Vector.unit(new float[] {1, 0});
    Vector north = Vector.unit(new float[] {0, 1});
    try (ChunkIndex index = open(folder)) {
      index.bind(new EncoderIdentity("m", "d", 2, List.of()));
      add(index, titled("East"), "east", "sun rises", east);
      add(index, titled("North"), "north", "cold wind", north);
      add(index, titled("None"), "none", "no vector");
      index.commit();
      try (IndexView view = index.view()) {
        Vector query = Vector.unit(new float[] {1, 0.1f});
        List<ScoredDoc> near = view.searchKnn(query, ALL, 10);
        assertThat(found(view, near)).containsExactly("east", "north");
        assertThat(near.getFirst().score())
            .isCloseTo(query.cosine(new float[] {1, 0}), within(1e-3));

        List<Integer> docIds = new ArrayList<>(near.stream().map(ScoredDoc::docId).toList());
        docIds.add(view.searchBm25(body("vector"), ALL, 1).getFirst().docId());
        List<ChunkSignals> signals =
            view.signals(docIds, body("sun vector"), view.terms("sun vector"), query);
        assertThat(signals.get(0).bm25()).isPositive();
        assertThat(signals.get(0).termCover()).isBetween(0.3, 0.7);
        assertThat(signals.get(1))
            .extracting(ChunkSignals::bm25, ChunkSignals::termCover)
            .containsExactly(0.0, 0.0);
        assertThat(signals.get(1).cosine())
            .isCloseTo(query.cosine(new float[] {0, 1}), within(1e-5));
        assertThat(signals.get(2).cosine()).isNull();
        assertThat(view.terms("sun vector sun"))
            .hasSize(2)
            .allMatch(term -> term.chunkCount() == 1);
      }
    }
  }

  @Test
  void remembersItsEncoderAndRefusesAnother() throws IOException {
    EncoderIdentity first = new EncoderIdentity("m", "one", 2, List.of("en", "de"));
    try (ChunkIndex index = open(folder)) {
      assertThat(index.encoder()).isEmpty();
      index.bind(first);
      add(index, titled("A"), "a", "word", Vector.unit(new float[] {1, 1}));
      index.commit();
    }
    try (ChunkIndex again = open(folder)) {
      assertThat(again.encoder()).contains(first);
      assertThatThrownBy(() -> again.bind(new EncoderIdentity("n", "two", 2, List.of())))
          .isInstanceOf(AdjutantException.class)
          .hasMessageContaining("load it again");
    }
  }

  private static Condition compare(Name name, String key, Relation relation, String value) {
    return new Compare(new Attribute(name, key), relation, value);
  }

  @Test
  void holdsConditionsOverMetadataAndLabels() throws IOException {
    try (ChunkIndex index = open(folder)) {
      for (int year : List.of(900, 2019, 2025)) {
        Description description =
            new Description(
                "Report " + year,
                "text/plain",
                "en",
                year == 2025 ? "secret" : "",
                Map.of("year", Integer.toString(year), "key*", "a?b"),
                null,
                null);
        add(index, description, "r" + year, "word");
      }
      add(index, titled("Plain"), "plain", "word");
      index.commit();

      assertThat(holding(index, compare(Name.METADATA, "year", Relation.LESS, "2000")))
          .containsExactly("r900");
      assertThat(holding(index, compare(Name.METADATA, "year", Relation.AT_LEAST, "2019")))
          .containsExactly("r2019", "r2025");
      assertThat(holding(index, compare(Name.METADATA, "year", Relation.GREATER, "-1"))).hasSize(3);
      assertThat(holding(index, compare(Name.METADATA, "key*", Relation.CONTAINS, "?"))).hasSize(3);
      assertThat(holding(index, compare(Name.METADATA, "key*", Relation.CONTAINS, "ab"))).isEmpty();
      assertThat(holding(index, compare(Name.TITLE, "", Relation.GREATER, "Report 1")))
          .containsExactly("r2019", "r2025", "r900");
      assertThat(holding(index, new Condition.Present(new Attribute(Name.LABEL, ""))))
          .containsExactly("r2025");
      assertThat(
              holding(index, new Condition.Not(compare(Name.LABEL, "", Relation.EQUAL, "secret"))))
          .containsExactly("plain", "r2019", "r900");
      assertThat(
              holding(
                  index,
                  new Condition.Or(
                      List.of(
                          compare(Name.DOCUMENT, "", Relation.EQUAL, "plain"),
                          new Condition.And(
                              List.of(
                                  new Condition.Present(new Attribute(Name.METADATA, "year")),
                                  compare(Name.LABEL, "", Relation.EQUAL, "secret")))))))
          .containsExactly("plain", "r2025");
    }
  }

  @Test
  void leavesOutWhatIsNotInForce() throws IOException {
    try (ChunkIndex index = open(folder)) {
      add(index, titled("Always"), "always", "word");
      add(index, new Description("Old", "", "", "", Map.of(), null, NOON), "old", "word");
      add(index, new Description("New", "", "", "", Map.of(), NOON, null), "new", "word");
      index.commit();

      assertThat(holding(index, new Condition.InForce(NOON.minusMillis(1))))
          .containsExactly("always", "old");
      assertThat(holding(index, new Condition.InForce(NOON))).containsExactly("always", "new");
      assertThat(
              holding(
                  index, new CompareDate(DateAttribute.EFFECTIVE_UNTIL, Relation.AT_MOST, NOON)))
          .containsExactly("old");
    }
  }

  @Test
  void stopsASearchWhoseTimeIsOver() throws IOException {
    try (ChunkIndex index = open(folder)) {
      for (int i = 0; i < 20; i++) {
        add(index, titled("A"), "a" + i, "word");
      }
      index.commit();
      try (IndexView view = index.view(() -> true)) {
        assertThatThrownBy(() -> view.searchBm25(body("word"), ALL, 10))
            .isInstanceOf(AdjutantException.class)
            .hasMessageContaining("longer than the caller waits");
      }
    }
  }

  @Test
  void readsTheChunksAroundAsFarAsTheirGroupGoes() throws IOException {
    int[] groups = {0, 1, 1, 1, 0, 0};
    try (ChunkIndex index = open(folder)) {
      add(index, titled("Before"), "a", "word of another document");
      addInGroups(index, "b", groups);
      add(index, titled("After"), "c", "word of another document");
      index.commit();
      try (IndexView view = index.view()) {
        assertThat(around(view, "number2")).containsExactly(0, 1, 2, 3, 4);
        assertThat(around(view, "number0")).containsExactly(0, 1);
        assertThat(around(view, "number5")).containsExactly(4, 5);
      }
    }
  }

  /** One document, a chunk of one block for each group given. */
  private static void addInGroups(ChunkIndex index, String id, int[] groups) throws IOException {
    List<IndexedChunk> chunks = new ArrayList<>();
    for (int i = 0; i < groups.length; i++) {
      String text = "number" + i;
      int start = 10 * i;
      Block block = new Block(BlockKind.PARAGRAPH, start, start + 7, 0, groups[i], 0, List.of());
      Chunk chunk = new Chunk(i, 0, List.of(), start, start + 7, List.of(block), List.of());
      chunks.add(new IndexedChunk(chunk, text, text, null));
    }
    index.replace(document(id, titled(id), "text"), chunks);
  }

  private static List<Integer> around(IndexView view, String word) throws IOException {
    int docId = view.searchBm25(body(word), ALL, 1).getFirst().docId();
    FoundChunk chunk = view.chunks(List.of(docId)).getFirst();
    return view.around(docId, chunk).stream().map(found -> found.chunk().number()).toList();
  }
}
