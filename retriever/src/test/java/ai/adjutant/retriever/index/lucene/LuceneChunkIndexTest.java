package ai.adjutant.retriever.index.lucene;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.adjutant.chassis.error.AdjutantException;
import ai.adjutant.retriever.index.ChunkIndex;
import ai.adjutant.retriever.index.ChunkIndexContract;
import ai.adjutant.retriever.index.IndexReason;
import ai.adjutant.text.Analyzers;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The contract, kept by Lucene in a real folder. */
final class LuceneChunkIndexTest extends ChunkIndexContract {
  @Override
  protected ChunkIndex open(Path folder) throws IOException {
    return new LuceneIndexes(1).open(folder, "en");
  }

  @Test
  void refusesADamagedIndex(@TempDir Path damaged) throws IOException {
    open(damaged).close();
    try (DirectoryStream<Path> commits = Files.newDirectoryStream(damaged, "segments_*")) {
      for (Path commit : commits) {
        Files.write(commit, new byte[] {1, 2, 3});
      }
    }
    assertThatThrownBy(() -> open(damaged)).isInstanceOf(IOException.class);
  }

  @Test
  void refusesAnIndexWhoseWordsAreReadOtherwise() {
    OtherVersions.refuse("en", null);
    OtherVersions.refuse("ko", Analyzers.version("ko"));
    assertThatThrownBy(() -> OtherVersions.refuse("ko", null))
        .isInstanceOfSatisfying(
            AdjutantException.class,
            e -> assertThat(e.reason()).isEqualTo(IndexReason.INDEX_OLDER));
    assertThatThrownBy(() -> OtherVersions.refuse("ko", "ko.3"))
        .isInstanceOfSatisfying(
            AdjutantException.class,
            e -> assertThat(e.reason()).isEqualTo(IndexReason.INDEX_NEWER));
  }
}
