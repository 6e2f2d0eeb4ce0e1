package ai.adjutant.retriever.index.lucene;

import ai.adjutant.chassis.error.AdjutantException;
import ai.adjutant.retriever.encode.EncodeReason;
import ai.adjutant.retriever.encode.EncoderIdentity;
import ai.adjutant.retriever.index.ChunkIndex;
import ai.adjutant.retriever.index.IndexView;
import ai.adjutant.retriever.index.IndexedChunk;
import ai.adjutant.retriever.index.StoredDocument;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.BooleanSupplier;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.document.Document;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.SegmentReader;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.SearcherManager;
import org.apache.lucene.search.similarities.BM25Similarity;
import org.apache.lucene.search.similarities.Similarity;
import org.apache.lucene.store.AlreadyClosedException;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;
import org.jspecify.annotations.Nullable;

/** An index in a folder of its own. One JVM may have it open once. */
final class LuceneChunkIndex implements ChunkIndex {
  private static final float K1 = 0.9f;
  private static final float B = 0.4f;
  private static final double BUFFER_MEGABYTES = 32;
  private static final String ENCODER_MODEL = "encoder.model";
  private static final String ENCODER_DIGEST = "encoder.digest";
  private static final String ENCODER_DIMENSIONS = "encoder.dimensions";

  private final Directory directory;
  private final Analyzer analyzer;
  private final Semaphore mergeTurns;
  private final Object writerLock = new Object();
  private IndexWriter writer; // guarded by writerLock
  private final SearcherManager searchers;
  private volatile @Nullable EncoderIdentity encoder;
  private volatile long byteCount;

  private LuceneChunkIndex(Directory directory, Analyzer analyzer, Semaphore mergeTurns)
      throws IOException {
    this.directory = directory;
    this.analyzer = analyzer;
    this.mergeTurns = mergeTurns;
    this.writer = openWriter();
    try {
      writer.commit(); // so that an empty index can be read too
      searchers = new SearcherManager(directory, null);
      encoder = storedEncoder(directory);
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
   * @param mergeTurns a permit for each merge that may run at once, over all indexes
   * @throws IOException when the index is damaged or can't be read or written
   */
  static LuceneChunkIndex open(Path folder, String language, Semaphore mergeTurns)
      throws IOException {
    Directory directory = FSDirectory.open(folder);
    try {
      return new LuceneChunkIndex(directory, Analyzers.of(language), mergeTurns);
    } catch (IOException | RuntimeException e) {
      directory.close();
      // Lucene reports some damage (an unknown codec, a broken checksum) as runtime exceptions.
      throw e instanceof IOException known ? known : new IOException("damaged index", e);
    }
  }

  private IndexWriter openWriter() throws IOException {
    IndexWriterConfig config = new IndexWriterConfig(analyzer);
    config.setSimilarity(similarity());
    config.setOpenMode(IndexWriterConfig.OpenMode.CREATE_OR_APPEND);
    config.setRAMBufferSizeMB(BUFFER_MEGABYTES);
    config.setCommitOnClose(false);
    config.setMergeScheduler(new MergesInTurn(mergeTurns));
    return new IndexWriter(directory, config);
  }

  static Similarity similarity() {
    return new BM25Similarity(K1, B);
  }

  private static @Nullable EncoderIdentity storedEncoder(Directory directory) throws IOException {
    try (DirectoryReader reader = DirectoryReader.open(directory)) {
      Map<String, String> data = reader.getIndexCommit().getUserData();
      @Nullable String digest = data.get(ENCODER_DIGEST);
      return digest == null
          ? null
          : new EncoderIdentity(
              data.getOrDefault(ENCODER_MODEL, ""),
              digest,
              Integer.parseInt(data.getOrDefault(ENCODER_DIMENSIONS, "")));
    }
  }

  @Override
  public void replace(StoredDocument stored, List<IndexedChunk> chunks) throws IOException {
    List<Document> block = new ArrayList<>(chunks.size() + 1);
    for (IndexedChunk chunk : chunks) {
      block.add(StoredForm.ofChunk(stored.document(), chunk));
    }
    block.add(StoredForm.ofDocument(stored));
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
  public Optional<EncoderIdentity> encoder() {
    return Optional.ofNullable(encoder);
  }

  @Override
  public void commit() throws IOException {
    try {
      IndexWriter current = writer();
      @Nullable EncoderIdentity bound = encoder;
      if (bound != null) {
        current.setLiveCommitData(
            Map.of(
                    ENCODER_MODEL, bound.model(),
                    ENCODER_DIGEST, bound.digest(),
                    ENCODER_DIMENSIONS, Integer.toString(bound.dimensions()))
                .entrySet());
      }
      current.commit();
    } catch (AlreadyClosedException e) {
      throw new IOException("the index was closed by an earlier failure", e);
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
    return new LuceneView(searchers, analyzer, expired);
  }

  /** The writer; a new one after a failure such as a full disk closed the last. */
  private IndexWriter writer() throws IOException {
    synchronized (writerLock) {
      if (!writer.isOpen() && writer.getTragicException() != null) {
        writer = openWriter();
      }
      return writer;
    }
  }

  @Override
  public void close() throws IOException {
    synchronized (writerLock) {
      searchers.close();
      writer.rollback();
      directory.close();
    }
  }
}
