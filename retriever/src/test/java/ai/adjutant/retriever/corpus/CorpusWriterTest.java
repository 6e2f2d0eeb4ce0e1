package ai.adjutant.retriever.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.adjutant.retriever.chunk.Chunk;
import ai.adjutant.retriever.index.ChunkIndex;
import ai.adjutant.retriever.index.Description;
import ai.adjutant.retriever.index.DocumentRecord;
import ai.adjutant.retriever.index.IndexView;
import ai.adjutant.retriever.index.IndexedChunk;
import ai.adjutant.retriever.index.Provenance;
import ai.adjutant.retriever.index.StoredDocument;
import ai.adjutant.retriever.index.lucene.LuceneIndexes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A commit that fails leaves nothing behind that would appear with the next one. */
final class CorpusWriterTest {
  private static final String TEXT = "some words";

  @TempDir Path folder;
  private ChunkIndex index;
  private Manifest manifest;
  private CorpusWriter writer;

  @BeforeEach
  void open() throws IOException {
    index = new LuceneIndexes(1).open(folder.resolve("index"), "en");
    manifest = Manifest.create(folder, "c1", 1, List.of());
    Originals originals = new Originals(Files.createDirectories(folder.resolve("originals")));
    writer = new CorpusWriter("c1", index, originals, manifest, 1);
  }

  @AfterEach
  void close() throws IOException {
    index.close();
  }

  private static DocumentRecord record(String id, String version, @Nullable Instant until) {
    Description description = new Description(id, "text/plain", "en", "", Map.of(), null, until);
    Provenance provenance = new Provenance(version, "g", "o-" + id, id, 1, Instant.EPOCH, "");
    return new DocumentRecord(id, description, provenance, 0, 1);
  }

  private static List<IndexedChunk> chunks() {
    Chunk chunk = new Chunk(0, 0, List.of(), 0, TEXT.length(), List.of(), List.of());
    return List.of(new IndexedChunk(chunk, TEXT, TEXT, null));
  }

  private long stage(String id) throws IOException {
    return stage(record(id, "v", null));
  }

  private long stage(DocumentRecord record) throws IOException {
    return writer.replace(new StoredDocument(record, TEXT, List.of()), chunks(), null);
  }

  /** As one that read the document does who learnt that it has ended. */
  private Optional<Long> end(DocumentRecord read) throws IOException {
    DocumentRecord ended = record(read.id(), read.provenance().version(), Instant.EPOCH);
    return writer.restate(read, new StoredDocument(ended, TEXT, List.of()), chunks());
  }

  private List<String> documents() throws IOException {
    try (IndexView view = index.view()) {
      return view
          .documents(new ai.adjutant.retriever.index.Condition.Everything(), null, 10)
          .stream()
          .map(DocumentRecord::id)
          .toList();
    }
  }

  @Test
  void commitsIndexAndListTogether() throws IOException {
    writer.commit(stage("a"));
    writer.commit(writer.delete("a"));
    writer.commit(stage("b"));

    assertThat(documents()).containsExactly("b");
    assertThat(manifest.reread()).containsOnlyKeys("b");
    assertThat(index.mark())
        .hasValueSatisfying(mark -> {
          assertThat(mark.corpus()).isEqualTo("c1");
          assertThat(mark.sequence()).isEqualTo(manifest.sequence()).isEqualTo(4);
        });
  }

  @Test
  void restatesADocumentAsItWasRead() throws IOException {
    DocumentRecord read = record("a", "v", null);
    writer.commit(stage(read));
    writer.commit(end(read).orElseThrow());

    assertThat(documents()).containsExactly("a");
    try (IndexView view = index.view()) {
      assertThat(view.document("a").orElseThrow().description().effectiveUntil())
          .isEqualTo(Instant.EPOCH);
    }
    assertThat(end(read)).as("it stands otherwise by now").isEmpty();
  }

  @Test
  void bringsNothingBackThatIsDeletedWhileItIsRestated() throws IOException {
    DocumentRecord read = record("a", "v", null);
    writer.commit(stage(read));
    long deletion = writer.delete("a");

    assertThat(end(read)).as("its deletion is staged").isEmpty();
    writer.commit(deletion);
    assertThat(end(read)).as("it is deleted").isEmpty();
    writer.commit(stage("b"));
    assertThat(documents()).containsExactly("b");
    assertThat(manifest.reread()).containsOnlyKeys("b");
  }

  @Test
  void leavesAVersionThatIsLoadedWhileAnotherIsRestated() throws IOException {
    DocumentRecord read = record("a", "v", null);
    writer.commit(stage(read));
    long newer = stage(record("a", "w", null));

    assertThat(end(read)).as("the newer one is staged").isEmpty();
    writer.commit(newer);
    assertThat(end(read)).as("the newer one stands").isEmpty();
    assertThat(manifest.reread().get("a")).extracting(KeptDocument::version).isEqualTo("w");
  }

  @Test
  void dropsWhatCouldNotBeCommitted() throws IOException {
    writer.commit(stage("a"));
    long failed = stage("b");
    Path list = folder.resolve(Manifest.NAME);
    Path away = folder.resolve("away");
    Files.move(list, away); // the list can't be written

    assertThatThrownBy(() -> writer.commit(failed)).isInstanceOf(IOException.class);
    Files.move(away, list);
    assertThatThrownBy(() -> writer.commit(failed)).hasMessageContaining("was dropped");
    assertThat(documents()).containsExactly("a");

    writer.commit(stage("c"));
    assertThat(documents()).containsExactly("a", "c");
    assertThat(manifest.reread()).containsOnlyKeys("a", "c");
  }

  @Test
  void refusesChangesWhileTheIndexIsRebuilt() throws IOException {
    writer.freeze();
    assertThatThrownBy(() -> stage("a")).hasMessageContaining("being rebuilt");
    assertThatThrownBy(() -> writer.delete("a")).hasMessageContaining("being rebuilt");
    writer.thaw();
    writer.commit(stage("a"));
    assertThat(documents()).containsExactly("a");
  }
}
