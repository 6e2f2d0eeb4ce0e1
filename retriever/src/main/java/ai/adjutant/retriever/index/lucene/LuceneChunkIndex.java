package ai.adjutant.retriever.index.lucene;

import ai.adjutant.chassis.error.AdjutantException;
import ai.adjutant.retriever.encode.EncodeReason;
import ai.adjutant.retriever.encode.EncoderIdentity;
import ai.adjutant.retriever.index.ChunkIndex;
import ai.adjutant.retriever.index.CommitMark;
import ai.adjutant.retriever.index.IndexReason;
import ai.adjutant.retriever.index.IndexView;
import ai.adjutant.retriever.index.IndexedChunk;
import ai.adjutant.retriever.index.StoredDocument;
import ai.adjutant.retriever.term.TermCollector;
import ai.adjutant.text.Analyzers;
import ai.adjutant.text.Words;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.BooleanSupplier;
import org.apache.lucene.document.Document;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.SegmentReader;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.SearcherManager;
import org.apache.lucene.store.AlreadyClosedException;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;
import org.jspecify.annotations.Nullable;

/** An index in a folder of its own. One JVM may have it open once. */
final class LuceneChunkIndex implements ChunkIndex {
  private static final double BUFFER_MEGABYTES = 32;
  private static final String ENCODER_MODEL = "encoder.model";
  private static final String ENCODER_DIGEST = "encoder.digest";
  private static final String ENCODER_DIMENSIONS = "encoder.dimensions";
  private static final String ENCODER_LANGUAGES = "encoder.languages";
  private static final String ANALYSIS = "analysis";
  private static final String MARK_CORPUS = "mark.corpus";
  private static final String MARK_SEQUENCE = "mark.sequence";

  private final Directory directory;
  private final Path folder;
  private final String language;
  private volatile Analysis analysis;
  private final Semaphore mergeTurns;
  private final Object writerLock = new Object();
  private IndexWriter writer; // guarded by writerLock
  private boolean closed; // guarded by writerLock
  private final SearcherManager searchers;
  private volatile @Nullable EncoderIdentity encoder;
  private volatile @Nullable CommitMark mark; // of the next commit
  private volatile @Nullable CommitMark committedMark;
  private volatile long byteCount;

  private LuceneChunkIndex(
      Directory directory, Path folder, String language, Analysis analysis, Semaphore mergeTurns)
      throws IOException {
    this.directory = directory;
    this.folder = folder;
    this.language = language;
    this.analysis = analysis;
    this.mergeTurns = mergeTurns;
    this.writer = openWriter();
    try {
      if (!DirectoryReader.indexExists(directory)) { // so that an empty index can be read too
        analysis.write(folder);
        writer.setLiveCommitData(commitData(null).entrySet());
        writer.commit();
      }
      searchers = new SearcherManager(directory, null);
      readCommit();
      byteCount = committedBytes();
    } catch (IOException | RuntimeException e) {
      writer.rollback();
      throw e;
    }
  }

  /**
   * Opens the index of a folder, or creates an empty one.
   *
   * @param language BCP 47 language of its documents
   * @param wholeWords words that an empty index keeps whole
   * @param mergeTurns a permit for each merge that may run at once, over all indexes
   * @throws IOException when the index is damaged or can't be read or written
   */
  static LuceneChunkIndex open(
      Path folder, String language, List<String> wholeWords, Semaphore mergeTurns)
      throws IOException {
    Directory directory = FSDirectory.open(folder);
    try {
      Analysis analysis =
          DirectoryReader.indexExists(directory)
              ? Analysis.read(folder, language)
              : Analysis.of(language, wholeWords);
      return new LuceneChunkIndex(directory, folder, language, analysis, mergeTurns);
    } catch (IOException | RuntimeException e) {
      directory.close();
      OtherVersions.refuse(e);
      if (e instanceof AdjutantException refused) {
        throw refused;
      }
      // Lucene reports some damage (an unknown codec, a broken checksum) as runtime exceptions.
      throw e instanceof IOException known ? known : new IOException("damaged index", e);
    }
  }

  static boolean exists(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return false;
    }
    try (Directory directory = FSDirectory.open(folder)) {
      return DirectoryReader.indexExists(directory);
    }
  }

  private IndexWriter openWriter() throws IOException {
    IndexWriterConfig config = new IndexWriterConfig(analysis.analyzer());
    config.setSimilarity(Bm25.ofSearch());
    config.setOpenMode(IndexWriterConfig.OpenMode.CREATE_OR_APPEND);
    config.setRAMBufferSizeMB(BUFFER_MEGABYTES);
    config.setCommitOnClose(false);
    config.setMergeScheduler(new ThrottledMergeScheduler(mergeTurns));
    return new IndexWriter(directory, config);
  }

  /** Reads what the last commit on disk says besides its documents. */
  private void readCommit() throws IOException {
    try (DirectoryReader reader = DirectoryReader.open(directory)) {
      Map<String, String> data = reader.getIndexCommit().getUserData();
      if (reader.numDocs() > 0) {
        OtherVersions.refuse(language, data.get(ANALYSIS));
      }
      @Nullable String digest = data.get(ENCODER_DIGEST);
      encoder =
          digest == null
              ? null
              : new EncoderIdentity(
                  data.getOrDefault(ENCODER_MODEL, ""),
                  digest,
                  Integer.parseInt(data.getOrDefault(ENCODER_DIMENSIONS, "")),
                  languages(data.getOrDefault(ENCODER_LANGUAGES, "")));
      @Nullable String corpus = data.get(MARK_CORPUS);
      mark =
          corpus == null
              ? null
              : new CommitMark(corpus, Long.parseLong(data.getOrDefault(MARK_SEQUENCE, "")));
      committedMark = mark;
    }
  }

  private static List<String> languages(String joined) {
    return joined.isEmpty() ? List.of() : List.of(joined.split(","));
  }

  @Override
  public String language() {
    return language;
  }

  @Override
  public List<String> wholeWords() {
    return analysis.wholeWords();
  }

  @Override
  public Words words() {
    return analysis.words();
  }

  @Override
  public boolean adopt(List<String> wholeWords) throws IOException {
    synchronized (writerLock) {
      try (IndexView view = view()) {
        if (view.documentCount() > 0) {
          return false;
        }
      }
      Analysis next = Analysis.of(language, wholeWords);
      next.write(folder);
      writer.rollback(); // the next change opens another, which cuts text as this says
      analysis = next;
      return true;
    }
  }

  @Override
  public void replace(StoredDocument stored, List<IndexedChunk> chunks) throws IOException {
    List<Document> block = new ArrayList<>(chunks.size() + 1);
    TermCollector terms = new TermCollector(stored.document().description().title());
    chunks.forEach(chunk -> terms.read(chunk.chunk(), chunk.text()));
    for (IndexedChunk chunk : chunks) {
      block.add(DocumentMapper.ofChunk(stored.document(), chunk));
    }
    // behind the chunks, which give the fields their form
    terms.terms().forEach(term -> block.add(TermLookup.entry(stored.document(), term)));
    block.add(DocumentMapper.ofDocument(stored));
    try {
      writer().updateDocuments(new Term(Fields.DOCUMENT, stored.document().id()), block);
    } catch (AlreadyClosedException e) {
      throw new IOException("the index was closed by an earlier failure", e);
    }
  }

  @Override
  public void delete(String documentId) throws IOException {
    try {
      writer().deleteDocuments(new Term(Fields.DOCUMENT, documentId));
    } catch (AlreadyClosedException e) {
      throw new IOException("the index was closed by an earlier failure", e);
    }
  }

  @Override
  public void bind(EncoderIdentity next) {
    synchronized (writerLock) {
      @Nullable EncoderIdentity bound = encoder;
      if (bound != null && !bound.digest().equals(next.digest())) {
        throw new AdjutantException(
            EncodeReason.ENCODER_CHANGED,
            "the corpus holds vectors of encoder "
                + bound.model()
                + " ("
                + bound.digest()
                + "), inference now serves "
                + next.model()
                + " ("
                + next.digest()
                + "); bring the former back, or create the corpus anew and load it again");
      }
      encoder = next;
    }
  }

  @Override
  public void mark(CommitMark next) {
    mark = next;
  }

  @Override
  public Optional<CommitMark> mark() {
    return Optional.ofNullable(committedMark);
  }

  @Override
  public Optional<EncoderIdentity> encoder() {
    return Optional.ofNullable(encoder);
  }

  @Override
  public void commit() throws IOException {
    try {
      IndexWriter current = writer();
      @Nullable CommitMark marked = mark;
      current.setLiveCommitData(commitData(marked).entrySet());
      current.commit();
      committedMark = marked;
    } catch (AlreadyClosedException e) {
      throw new IOException("the index was closed by an earlier failure", e);
    }
    searchers.maybeRefreshBlocking();
    byteCount = committedBytes();
  }

  private Map<String, String> commitData(@Nullable CommitMark marked) {
    Map<String, String> data = new HashMap<>();
    data.put(ANALYSIS, Analyzers.version(language));
    @Nullable EncoderIdentity bound = encoder;
    if (bound != null) {
      data.put(ENCODER_MODEL, bound.model());
      data.put(ENCODER_DIGEST, bound.digest());
      data.put(ENCODER_DIMENSIONS, Integer.toString(bound.dimensions()));
      data.put(ENCODER_LANGUAGES, String.join(",", bound.languages()));
    }
    if (marked != null) {
      data.put(MARK_CORPUS, marked.corpus());
      data.put(MARK_SEQUENCE, Long.toString(marked.sequence()));
    }
    return data;
  }

  @Override
  public void rollback() throws IOException {
    synchronized (writerLock) {
      writer.rollback(); // the next change opens another
      readCommit();
    }
    searchers.maybeRefreshBlocking();
    byteCount = committedBytes();
  }

  /** Segments know their lengths, so that only new ones are looked up on disk. */
  private long committedBytes() throws IOException {
    IndexSearcher searcher = searchers.acquire();
    try {
      long bytes = 0;
      for (LeafReaderContext leaf : searcher.getIndexReader().leaves()) {
        bytes += ((SegmentReader) leaf.reader()).getSegmentInfo().sizeInBytes();
      }
      return bytes;
    } finally {
      searchers.release(searcher);
    }
  }

  @Override
  public long byteCount() {
    return byteCount;
  }

  @Override
  public IndexView view(BooleanSupplier expired) throws IOException {
    try {
      return new LuceneView(searchers, analysis.questions(), expired);
    } catch (AlreadyClosedException e) {
      throw new AdjutantException(
          IndexReason.INDEX_CLOSED, "the index is being exchanged for another; try again", e);
    }
  }

  /** The writer; a new one after a rollback, or a failure such as a full disk, closed the last. */
  private IndexWriter writer() throws IOException {
    synchronized (writerLock) {
      if (!writer.isOpen() && !closed) {
        writer = openWriter();
      }
      return writer;
    }
  }

  @Override
  public void close() throws IOException {
    synchronized (writerLock) {
      closed = true;
      searchers.close();
      writer.rollback();
      directory.close();
    }
  }
}
