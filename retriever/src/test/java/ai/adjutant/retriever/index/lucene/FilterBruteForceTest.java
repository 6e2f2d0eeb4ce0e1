package ai.adjutant.retriever.index.lucene;

import static org.assertj.core.api.Assertions.assertThat;

import ai.adjutant.retriever.chunk.Chunk;
import ai.adjutant.retriever.index.ChunkIndex;
import ai.adjutant.retriever.index.Condition;
import ai.adjutant.retriever.index.Condition.Attribute;
import ai.adjutant.retriever.index.Condition.DateAttribute;
import ai.adjutant.retriever.index.Condition.Name;
import ai.adjutant.retriever.index.Condition.Relation;
import ai.adjutant.retriever.index.Description;
import ai.adjutant.retriever.index.DocumentRecord;
import ai.adjutant.retriever.index.IndexedChunk;
import ai.adjutant.retriever.index.Provenance;
import ai.adjutant.retriever.index.StoredDocument;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.regex.Pattern;
import org.apache.lucene.analysis.standard.StandardAnalyzer;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.SortedDocValues;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.Scorer;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.Weight;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Filters through Lucene find what a plain look at every document finds, over 100,000 random
 * documents, some replaced and some deleted, before and after their segments were merged.
 *
 * <p>{@code -Dadjutant.seed=N} repeats a run, {@code -Dadjutant.documents=N} takes fewer.
 */
@Timeout(300)
final class FilterBruteForceTest {
  private static final int CONDITIONS = 60;
  private static final String TEXT = "word";
  private static final long FIRST_MILLIS = Instant.parse("2020-01-01T00:00:00Z").toEpochMilli();
  private static final List<String> LABELS = List.of("", "public", "internal", "Public", "pub*");
  private static final List<String> LANGUAGES = List.of("en", "de", "ko", "");
  private static final List<String> BOTS = List.of("shop", "care", "sh\\op", "s?op", "shop floor");
  private static final Pattern NUMBER = Pattern.compile("[-+]?\\d{1,15}(\\.\\d{1,15})?");

  @TempDir Path folder;

  private final long seed = Long.getLong("adjutant.seed", System.nanoTime());
  private final Random random = new Random(seed);
  private final int count = Integer.getInteger("adjutant.documents", 100_000);
  private final Description[] documents = new Description[count];
  private final BitSet standing = new BitSet();

  private static String id(int number) {
    return "d%06d".formatted(number);
  }

  private <T> T any(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  private Instant instant() {
    return Instant.ofEpochMilli(FIRST_MILLIS + random.nextInt(2_000));
  }

  private Description description() {
    Map<String, String> metadata = new HashMap<>();
    if (random.nextInt(4) > 0) {
      metadata.put("bot", any(BOTS));
    }
    if (random.nextInt(4) > 0) {
      metadata.put("n", number());
    }
    return new Description(
        "Title " + random.nextInt(50),
        random.nextBoolean() ? "text/plain" : "text/html",
        any(LANGUAGES),
        any(LABELS),
        metadata,
        random.nextInt(3) == 0 ? instant() : null,
        random.nextInt(3) == 0 ? instant() : null);
  }

  private String number() {
    return switch (random.nextInt(4)) {
      case 0 -> "n/a";
      case 1 -> String.valueOf(random.nextInt(200) - 100);
      default -> String.format(Locale.ROOT, "%.2f", random.nextDouble() * 200 - 100);
    };
  }

  @Test
  void findsWhatAPlainLookFinds() throws IOException {
    System.out.println("FilterBruteForceTest: repeat with -Dadjutant.seed=" + seed);
    fill();
    List<Condition> conditions = new ArrayList<>();
    for (int i = 0; i < CONDITIONS; i++) {
      conditions.add(condition(3));
    }
    int segments = compare(conditions);
    assertThat(segments).as("segments before the merge").isGreaterThan(1);
    mergeAll();
    assertThat(compare(conditions)).as("segments after the merge").isEqualTo(1);
  }

  private void fill() throws IOException {
    try (ChunkIndex index = new LuceneIndexes(1).open(folder, "en")) {
      for (int i = 0; i < count; i++) {
        put(index, i);
        if (i > 0 && random.nextInt(10) == 0) {
          put(index, random.nextInt(i));
        }
        if (i > 0 && random.nextInt(20) == 0) {
          int gone = random.nextInt(i);
          index.delete(id(gone));
          standing.clear(gone);
        }
        if (i % Math.max(1, count / 12) == 0) {
          index.commit();
        }
      }
      index.commit();
    }
  }

  private void put(ChunkIndex index, int number) throws IOException {
    documents[number] = description();
    standing.set(number);
    Provenance provenance = new Provenance("v", "g", "o", "f", 1, Instant.EPOCH, "");
    DocumentRecord record = new DocumentRecord(id(number), documents[number], provenance, 0, 1);
    Chunk chunk = new Chunk(0, 0, List.of(), 0, TEXT.length(), List.of(), List.of());
    index.replace(
        new StoredDocument(record, TEXT, List.of()),
        List.of(new IndexedChunk(chunk, TEXT, TEXT, null)));
  }

  private void mergeAll() throws IOException {
    try (Directory directory = FSDirectory.open(folder);
        IndexWriter writer =
            new IndexWriter(directory, new IndexWriterConfig(new StandardAnalyzer()))) {
      writer.forceMerge(1);
    }
  }

  private int compare(List<Condition> conditions) throws IOException {
    try (Directory directory = FSDirectory.open(folder);
        DirectoryReader reader = DirectoryReader.open(directory)) {
      assertThat(reader.numDocs()).isEqualTo(2 * standing.cardinality());
      IndexSearcher searcher = new IndexSearcher(reader);
      int some = 0;
      for (Condition condition : conditions) {
        BitSet expected = new BitSet();
        standing.stream()
            .filter(number -> holds(condition, id(number), documents[number]))
            .forEach(expected::set);
        for (String kind : List.of(Fields.KIND_CHUNK, Fields.KIND_DOCUMENT)) {
          assertThat(found(searcher, condition, kind))
              .as("seed %d, %s: %s", seed, kind, condition)
              .isEqualTo(expected);
        }
        some += expected.isEmpty() || expected.equals(standing) ? 0 : 1;
      }
      assertThat(some).as("conditions that tell documents apart").isGreaterThan(CONDITIONS / 3);
      return reader.leaves().size();
    }
  }

  private static BitSet found(IndexSearcher searcher, Condition condition, String kind)
      throws IOException {
    BooleanQuery.Builder query = new BooleanQuery.Builder();
    query.add(new TermQuery(new Term(Fields.KIND, kind)), Occur.FILTER);
    new ConditionQuery(searcher.getIndexReader())
        .of(condition)
        .ifPresent(part -> query.add(part, Occur.FILTER));
    Weight weight =
        searcher.createWeight(searcher.rewrite(query.build()), ScoreMode.COMPLETE_NO_SCORES, 1);
    BitSet found = new BitSet();
    for (LeafReaderContext leaf : searcher.getIndexReader().leaves()) {
      Scorer scorer = weight.scorer(leaf);
      if (scorer == null) {
        continue;
      }
      SortedDocValues ids = leaf.reader().getSortedDocValues(Fields.DOCUMENT);
      DocIdSetIterator matches = scorer.iterator();
      for (int doc = matches.nextDoc();
          doc != DocIdSetIterator.NO_MORE_DOCS;
          doc = matches.nextDoc()) {
        boolean live = leaf.reader().getLiveDocs() == null || leaf.reader().getLiveDocs().get(doc);
        if (live && ids.advanceExact(doc)) {
          String id = ids.lookupOrd(ids.ordValue()).utf8ToString();
          found.set(Integer.parseInt(id.substring(1)));
        }
      }
    }
    return found;
  }

  private Condition condition(int depth) {
    return switch (random.nextInt(depth > 0 ? 9 : 6)) {
      case 0 -> new Condition.InForce(instant());
      case 1, 2 ->
          new Condition.CompareDate(any(List.of(DateAttribute.values())), dated(), instant());
      case 3 -> new Condition.Present(attribute());
      case 4, 5 -> compare(attribute());
      case 6 -> new Condition.Not(condition(depth - 1));
      case 7 -> new Condition.And(List.of(condition(depth - 1), condition(depth - 1)));
      default -> new Condition.Or(List.of(condition(depth - 1), condition(depth - 1)));
    };
  }

  private Relation dated() {
    Relation relation = any(List.of(Relation.values()));
    return relation == Relation.CONTAINS ? Relation.EQUAL : relation;
  }

  private Attribute attribute() {
    Name name = any(List.of(Name.values()));
    return new Attribute(
        name, name == Name.METADATA ? any(List.of("bot", "n", "nothing", "bo")) : "");
  }

  private Condition compare(Attribute attribute) {
    String value =
        switch (attribute.name()) {
          case DOCUMENT -> id(random.nextInt(count));
          case TITLE -> "Title " + random.nextInt(50);
          case LANGUAGE -> any(List.of("en", "de", "k"));
          case LABEL -> any(List.of("public", "internal", "P", "b*", "q"));
          case CONTENT_TYPE -> any(List.of("text/plain", "html", "text"));
          case METADATA ->
              attribute.key().equals("n") ? number() : any(List.of("shop", "sh", "\\", "?", "x"));
        };
    return new Condition.Compare(attribute, any(List.of(Relation.values())), value);
  }

  private static boolean holds(Condition condition, String id, Description document) {
    return switch (condition) {
      case Condition.Everything all -> true;
      case Condition.And and -> and.parts().stream().allMatch(part -> holds(part, id, document));
      case Condition.Or or -> or.parts().stream().anyMatch(part -> holds(part, id, document));
      case Condition.Not not -> !holds(not.part(), id, document);
      case Condition.Present present -> value(present.attribute(), id, document).isPresent();
      case Condition.Compare compare ->
          value(compare.attribute(), id, document)
              .filter(value -> stands(value, compare))
              .isPresent();
      case Condition.CompareDate date ->
          date(date.attribute(), document)
              .filter(value -> stands(value.compareTo(date.value()), date.relation()))
              .isPresent();
      case Condition.InForce force ->
          date(DateAttribute.EFFECTIVE_FROM, document)
                  .filter(from -> from.isAfter(force.at()))
                  .isEmpty()
              && date(DateAttribute.EFFECTIVE_UNTIL, document)
                  .filter(until -> !until.isAfter(force.at()))
                  .isEmpty();
    };
  }

  private static Optional<String> value(Attribute attribute, String id, Description document) {
    return switch (attribute.name()) {
      case DOCUMENT -> Optional.of(id);
      case TITLE -> Optional.of(document.title());
      case LANGUAGE -> Optional.of(document.language()).filter(value -> !value.isEmpty());
      case LABEL -> Optional.of(document.label()).filter(value -> !value.isEmpty());
      case CONTENT_TYPE -> Optional.of(document.contentType());
      case METADATA -> Optional.ofNullable(document.metadata().get(attribute.key()));
    };
  }

  private static Optional<Instant> date(DateAttribute attribute, Description document) {
    return Optional.ofNullable(
        switch (attribute) {
          case EFFECTIVE_FROM -> document.effectiveFrom();
          case EFFECTIVE_UNTIL -> document.effectiveUntil();
        });
  }

  private static boolean stands(String value, Condition.Compare compare) {
    Relation relation = compare.relation();
    if (relation == Relation.EQUAL) {
      return value.equals(compare.value());
    }
    if (relation == Relation.CONTAINS) {
      return value.contains(compare.value());
    }
    boolean numbers =
        compare.attribute().name() == Name.METADATA && NUMBER.matcher(compare.value()).matches();
    if (!numbers) {
      return stands(value.compareTo(compare.value()), relation); // no surrogates in these values
    }
    return NUMBER.matcher(value).matches()
        && stands(
            Double.compare(Double.parseDouble(value), Double.parseDouble(compare.value())),
            relation);
  }

  private static boolean stands(int order, Relation relation) {
    return switch (relation) {
      case EQUAL -> order == 0;
      case LESS -> order < 0;
      case AT_MOST -> order <= 0;
      case GREATER -> order > 0;
      case AT_LEAST -> order >= 0;
      case CONTAINS -> throw new IllegalArgumentException("a date holds no text");
    };
  }
}
