package ai.adjutant.retriever.index.lucene;

import ai.adjutant.chassis.error.AdjutantException;
import ai.adjutant.retriever.encode.Vector;
import ai.adjutant.retriever.index.Condition;
import ai.adjutant.retriever.index.DocumentRecord;
import ai.adjutant.retriever.index.ExplainedTerm;
import ai.adjutant.retriever.index.FoundChunk;
import ai.adjutant.retriever.index.IndexReason;
import ai.adjutant.retriever.index.IndexView;
import ai.adjutant.retriever.index.StandingChunk;
import ai.adjutant.retriever.index.StoredDocument;
import ai.adjutant.retriever.term.TermKey;
import ai.adjutant.text.QuestionTerm.Role;
import ai.adjutant.text.QuestionWords;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.DocumentStoredFieldVisitor;
import org.apache.lucene.index.FieldInfo;
import org.apache.lucene.index.StoredFields;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.CollectionStatistics;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.KnnFloatVectorQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.SearcherManager;
import org.apache.lucene.search.Sort;
import org.apache.lucene.search.SortField;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.TermRangeQuery;
import org.apache.lucene.search.TopDocs;
import org.jspecify.annotations.Nullable;

/** A view over one searcher of the manager; each search runs in a searcher of its own. */
final class LuceneView implements IndexView {
  private final SearcherManager searchers;
  private final QuestionWords questions;
  private final BooleanSupplier expired;
  private final IndexSearcher searcher;

  LuceneView(SearcherManager searchers, QuestionWords questions, BooleanSupplier expired)
      throws IOException {
    this.searchers = searchers;
    this.questions = questions;
    this.expired = expired;
    this.searcher = searchers.acquire();
  }

  private static Query kind(String kind) {
    return new TermQuery(new Term(Fields.KIND, kind));
  }

  @Override
  public long documentCount() throws IOException {
    return searcher.count(kind(Fields.KIND_DOCUMENT));
  }

  @Override
  public long chunkCount() throws IOException {
    return searcher.count(kind(Fields.KIND_CHUNK));
  }

  @Override
  public Optional<DocumentRecord> document(String id) throws IOException {
    Optional<Integer> docId = docId(id);
    return docId.isPresent()
        ? Optional.of(DocumentMapper.document(withoutText(stored(), docId.get())))
        : Optional.empty();
  }

  @Override
  public Optional<StoredDocument> storedDocument(String id) throws IOException {
    Optional<Integer> docId = docId(id);
    return docId.isPresent()
        ? Optional.of(DocumentMapper.storedDocument(stored().document(docId.get())))
        : Optional.empty();
  }

  private Optional<Integer> docId(String id) throws IOException {
    Query query =
        new BooleanQuery.Builder()
            .add(new TermQuery(new Term(Fields.DOCUMENT, id)), Occur.FILTER)
            .add(kind(Fields.KIND_DOCUMENT), Occur.FILTER)
            .build();
    ScoreDoc[] found = searcher.search(query, 1).scoreDocs;
    return found.length == 0 ? Optional.empty() : Optional.of(found[0].doc);
  }

  @Override
  public List<DocumentRecord> documents(Condition condition, @Nullable String after, int limit)
      throws IOException {
    BooleanQuery.Builder query = new BooleanQuery.Builder();
    query.add(kind(Fields.KIND_DOCUMENT), Occur.FILTER);
    Optional<Query> filter = filter(condition);
    if (filter.isPresent()) {
      query.add(filter.get(), Occur.FILTER);
    }
    if (after != null) {
      query.add(
          TermRangeQuery.newStringRange(Fields.DOCUMENT, after, null, false, false), Occur.FILTER);
    }
    Sort byId = new Sort(new SortField(Fields.DOCUMENT, SortField.Type.STRING));
    List<DocumentRecord> page = new ArrayList<>();
    StoredFields stored = stored();
    for (ScoreDoc hit : searcher.search(query.build(), limit, byId).scoreDocs) {
      page.add(DocumentMapper.document(withoutText(stored, hit.doc)));
    }
    return page;
  }

  @Override
  public List<StandingChunk> standingChunks(String documentId) throws IOException {
    Query query =
        new BooleanQuery.Builder()
            .add(new TermQuery(new Term(Fields.DOCUMENT, documentId)), Occur.FILTER)
            .add(kind(Fields.KIND_CHUNK), Occur.FILTER)
            .build();
    List<Integer> docIds = new ArrayList<>();
    for (ScoreDoc hit :
        searcher.search(query, Math.max(1, searcher.count(query)), Sort.INDEXORDER).scoreDocs) {
      docIds.add(hit.doc);
    }
    List<FoundChunk> found = chunks(docIds);
    @Nullable Vector[] vectors = new FeatureExtractor(searcher, docIds).vectors();
    List<StandingChunk> standing = new ArrayList<>();
    for (int i = 0; i < vectors.length; i++) {
      standing.add(new StandingChunk(found.get(i), vectors[i]));
    }
    return standing;
  }

  @Override
  public boolean refersTo(String original) throws IOException {
    return searcher.count(new TermQuery(new Term(Fields.ORIGINAL, original))) > 0;
  }

  @Override
  public List<ScoredDoc> searchBm25(WordQuery words, Condition condition, int depth)
      throws IOException {
    BooleanQuery.Builder query = new BooleanQuery.Builder();
    query.add(WordTerms.query(questions, words, WordTerms.ASKING_WEIGHT), Occur.MUST);
    Optional<Query> filter = filter(condition);
    if (filter.isPresent()) {
      query.add(filter.get(), Occur.FILTER);
    }
    List<ScoredDoc> matches = new ArrayList<>();
    for (ScoreDoc hit : search(query.build(), depth).scoreDocs) {
      matches.add(new ScoredDoc(hit.doc, hit.score));
    }
    return matches;
  }

  @Override
  public List<ScoredDoc> searchKnn(Vector vector, Condition condition, int depth)
      throws IOException {
    // The graph is searched deeper than asked for: the last few of k are those it misses.
    int candidates = depth + depth / 2;
    @Nullable Query filter = filter(condition).orElse(null);
    TopDocs found =
        search(new KnnFloatVectorQuery(Fields.VECTOR, vector.toArray(), candidates, filter), depth);
    List<ScoredDoc> matches = new ArrayList<>();
    for (ScoreDoc hit : found.scoreDocs) {
      matches.add(new ScoredDoc(hit.doc, Math.clamp(2.0 * hit.score - 1, -1.0, 1.0)));
    }
    return matches;
  }

  @Override
  public List<ScoredDoc> searchIdentifiers(
      List<List<String>> identifiers, Condition condition, int depth) throws IOException {
    List<ScoredDoc> matches = new ArrayList<>();
    Query holders = IdentifierTerms.holders(identifiers, filter(condition));
    for (ScoreDoc hit : search(holders, depth).scoreDocs) {
      matches.add(new ScoredDoc(hit.doc, hit.score));
    }
    return matches;
  }

  @Override
  public Meanings explained(String text, Condition condition, Predicate<TermKey> wanted, int most)
      throws IOException {
    // nearly every word of a question explains nothing, and the condition is not looked at for it
    return TermLookup.holds(searcher.getIndexReader(), text)
        ? new TermLookup(searcher, filter(condition)).of(TermKey.form(text), wanted, most)
        : Meanings.NONE;
  }

  @Override
  public boolean explainsForms(String beginning) throws IOException {
    return new TermLookup(searcher, Optional.empty()).explainsForms(TermKey.form(beginning));
  }

  @Override
  public List<ExplainedTerm> explainedAfter(@Nullable TermKey after, int limit) throws IOException {
    return new TermLookup(searcher, Optional.empty()).after(after, limit);
  }

  @Override
  public Optional<ExplainedTerm> explained(TermKey key) throws IOException {
    TermLookup lookup = new TermLookup(searcher, Optional.empty());
    return key.longForm().isEmpty() ? lookup.ofShortForm(key.shortForm()) : lookup.of(key);
  }

  @Override
  public OptionalInt docId(String documentId, int chunk) throws IOException {
    Query query =
        new BooleanQuery.Builder()
            .add(new TermQuery(new Term(Fields.DOCUMENT, documentId)), Occur.FILTER)
            .add(kind(Fields.KIND_CHUNK), Occur.FILTER)
            .build();
    ScoreDoc[] chunks = searcher.search(query, chunk + 1, Sort.INDEXORDER).scoreDocs;
    return chunks.length <= chunk ? OptionalInt.empty() : OptionalInt.of(chunks[chunk].doc);
  }

  @Override
  public boolean knowsIdentifiers() throws IOException {
    return searcher.count(new TermQuery(new Term(Fields.IDENTIFIERS_READ, "1"))) == chunkCount();
  }

  @Override
  public List<String> nearIdentifiers(String form, Condition condition, int most)
      throws IOException {
    return new IdentifierTerms(searcher, filter(condition)).near(form, most);
  }

  @Override
  public List<NearTerm> nearTerms(String stem, Condition condition, int most) throws IOException {
    List<NearTerm> near = new ArrayList<>();
    for (NearTerms.Near term : new Spelling(searcher, filter(condition)).near(stem, most)) {
      near.add(new NearTerm(statistics(term.text(), Role.NAMES), term.distance()));
    }
    return near;
  }

  private TopDocs search(Query query, int depth) throws IOException {
    IndexSearcher own = new IndexSearcher(searcher.getIndexReader());
    own.setSimilarity(Bm25.ofSearch());
    own.setTimeout(expired::getAsBoolean);
    TopDocs found = own.search(query, depth);
    if (own.timedOut()) {
      throw new AdjutantException(
          IndexReason.SEARCH_TOO_SLOW, "the search took longer than the caller waits");
    }
    return found;
  }

  private Optional<Query> filter(Condition condition) throws IOException {
    return new ConditionQuery(searcher.getIndexReader()).of(condition);
  }

  @Override
  public List<TermStatistics> terms(String text) throws IOException {
    List<TermStatistics> terms = new ArrayList<>();
    for (Map.Entry<String, Role> term : WordTerms.roles(questions, text).entrySet()) {
      terms.add(statistics(term.getKey(), term.getValue()));
    }
    return terms;
  }

  private TermStatistics statistics(String term, Role role) throws IOException {
    @Nullable CollectionStatistics body = searcher.collectionStatistics(Fields.BODY);
    long all = Math.max(TermStatistics.CHUNKS_MIN, body == null ? 0 : body.docCount());
    long holders = searcher.getIndexReader().docFreq(new Term(Fields.BODY, term));
    double idf = Math.log(1 + (all - holders + 0.5) / (holders + 0.5));
    double weight =
        switch (role) {
          case ASKS -> 0;
          case SAYS -> holders > 0 ? 1 : TermStatistics.UNKNOWN_WEIGHT;
          case NAMES -> 1;
        };
    return new TermStatistics(term, idf, holders, weight);
  }

  @Override
  public List<Double> scores(List<Integer> docIds, WordQuery words) throws IOException {
    Query query = WordTerms.query(questions, words, WordTerms.ASKING_WEIGHT);
    double[] scores = new FeatureExtractor(searcher, docIds).scores(query, Bm25.ofSearch());
    return Arrays.stream(scores).boxed().toList();
  }

  @Override
  public List<ChunkSignals> signals(
      List<Integer> docIds, WordQuery words, List<TermStatistics> terms, @Nullable Vector vector)
      throws IOException {
    FeatureExtractor features = new FeatureExtractor(searcher, docIds);
    double[] bm25 =
        features.scores(
            WordTerms.query(questions, words, 0), Bm25.ofEvidence(TermStatistics.CHUNKS_MIN));
    double[] cover = features.cover(terms);
    @Nullable Double[] cosines = features.cosines(vector);
    List<ChunkSignals> signals = new ArrayList<>();
    for (int i = 0; i < docIds.size(); i++) {
      signals.add(new ChunkSignals(bm25[i], cosines[i], cover[i]));
    }
    return signals;
  }

  @Override
  public List<String> documentIds(List<Integer> docIds) throws IOException {
    return new FeatureExtractor(searcher, docIds).documentIds();
  }

  @Override
  public List<FoundChunk> chunks(List<Integer> docIds) throws IOException {
    StoredFields stored = stored();
    List<FoundChunk> found = new ArrayList<>();
    for (int docId : docIds) {
      found.add(DocumentMapper.chunk(stored.document(docId)));
    }
    return found;
  }

  @Override
  public List<FoundChunk> around(int docId, FoundChunk chunk) throws IOException {
    return new Surroundings(stored(), searcher.getIndexReader().leaves()).of(docId, chunk);
  }

  private StoredFields stored() throws IOException {
    return searcher.storedFields();
  }

  private static Document withoutText(StoredFields stored, int docId) throws IOException {
    DocumentStoredFieldVisitor visitor =
        new DocumentStoredFieldVisitor() {
          @Override
          public Status needsField(FieldInfo field) {
            return field.name.equals(Fields.PAGES) ? Status.STOP : Status.YES;
          }
        };
    stored.document(docId, visitor);
    return visitor.getDocument();
  }

  @Override
  public void close() throws IOException {
    searchers.release(searcher);
  }
}
