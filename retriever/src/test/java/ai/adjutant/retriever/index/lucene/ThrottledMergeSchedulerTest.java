package ai.adjutant.retriever.index.lucene;

import static org.assertj.core.api.Assertions.assertThat;

import ai.adjutant.chassis.testing.Await;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Semaphore;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.StringField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Merges wait for a turn, in real indexes; a test that holds the turn stands for another index. */
@Timeout(60)
final class ThrottledMergeSchedulerTest {
  /** Enough for one merge, too few for so many that the writer waits. */
  private static final int SEGMENTS = 24;

  @TempDir Path folder = Path.of("never used");

  private final Semaphore turns = new Semaphore(1, true);

  private IndexWriter writer(Directory directory) throws IOException {
    IndexWriterConfig config = new IndexWriterConfig();
    config.setMergeScheduler(new ThrottledMergeScheduler(turns));
    config.setCommitOnClose(true);
    return new IndexWriter(directory, config);
  }

  /** Commits many small segments while the turn is another's. */
  private void write(IndexWriter writer) throws Exception {
    for (int i = 0; i < SEGMENTS; i++) {
      Document document = new Document();
      document.add(new StringField("id", "document " + i, Field.Store.YES));
      writer.addDocument(document);
      writer.flush();
    }
    Await.until("a merge", turns::hasQueuedThreads);
  }

  private static int segments(Directory directory) throws IOException {
    try (DirectoryReader reader = DirectoryReader.open(directory)) {
      assertThat(reader.numDocs()).isEqualTo(SEGMENTS);
      return reader.leaves().size();
    }
  }

  @Test
  void waitsForItsTurn() throws Exception {
    turns.acquire();
    try (Directory directory = FSDirectory.open(folder)) {
      try (IndexWriter writer = writer(directory)) {
        write(writer);
        try (DirectoryReader reader = DirectoryReader.open(writer)) {
          assertThat(reader.leaves()).hasSize(SEGMENTS);
        }
        turns.release();
      } // waits for the merges
      assertThat(segments(directory)).isLessThan(SEGMENTS);
    }
    assertThat(turns.availablePermits()).isEqualTo(1);
  }

  @Test
  void givesUpItsPlaceWhenTheIndexIsClosed() throws Exception {
    turns.acquire();
    try (Directory directory = FSDirectory.open(folder)) {
      IndexWriter writer = writer(directory);
      write(writer);
      writer.rollback(); // would wait for ever for merges that wait for ever
    }
    assertThat(turns.availablePermits()).isZero();
  }

  @Test
  void sharesOneTurnBetweenIndexes() throws Exception {
    turns.acquire();
    try (Directory first = FSDirectory.open(folder.resolve("first"));
        Directory second = FSDirectory.open(folder.resolve("second"))) {
      try (IndexWriter one = writer(first);
          IndexWriter other = writer(second)) {
        write(one);
        write(other);
        turns.release();
      }
      assertThat(segments(first)).isLessThan(SEGMENTS);
      assertThat(segments(second)).isLessThan(SEGMENTS);
    }
    assertThat(turns.availablePermits()).isEqualTo(1);
  }
}
