package ai.adjutant.retriever.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.adjutant.chassis.error.AdjutantException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The list of documents, through everything that can happen to a file. */
final class ManifestTest {
  private static final Instant NOON = Instant.parse("2026-06-01T12:00:00.123456Z");

  @TempDir Path folder;

  private static KeptDocument document(String id) {
    return new KeptDocument(
        id,
        "v-" + id,
        "g",
        "o-" + id,
        "file of \"" + id + "\"\n",
        NOON,
        "public",
        Map.of("team", "care"),
        NOON,
        null);
  }

  private static ManifestLine put(String id) {
    return new ManifestLine.Put(document(id));
  }

  private static void commit(Manifest manifest, ManifestLine... changes) throws IOException {
    manifest.confirm(manifest.append(List.of(changes)), changes.length);
  }

  private Manifest reopened() throws IOException {
    return Manifest.open(folder).orElseThrow();
  }

  private Path file() {
    return folder.resolve(Manifest.NAME);
  }

  @Test
  void givesBackWhatWasCommitted() throws IOException {
    Manifest manifest = Manifest.create(folder, "c1", 1, List.of(document("a")));
    commit(manifest, put("b"), put("c"));
    commit(manifest, new ManifestLine.Delete("a"), put("b"));

    Manifest again = reopened();
    assertThat(again.corpus()).isEqualTo("c1");
    assertThat(again.sequence()).isEqualTo(3);
    assertThat(again.take())
        .containsOnly(Map.entry("b", document("b")), Map.entry("c", document("c")));
  }

  @Test
  void overwritesWhatWasNotConfirmed() throws IOException {
    Manifest manifest = Manifest.create(folder, "c1", 1, List.of());
    assertThat(manifest.append(List.of(put("lost"), put("lost too")))).isPositive();
    commit(manifest, put("a"));

    assertThat(reopened().take()).containsOnlyKeys("a");
    assertThat(reopened().sequence()).isEqualTo(2);
    assertThat(manifest.reread()).containsOnlyKeys("a");
  }

  @Test
  void dropsALastCommitThatTheIndexDidNotMake() throws IOException {
    Manifest manifest = Manifest.create(folder, "c1", 1, List.of());
    commit(manifest, put("a"));
    assertThat(manifest.append(List.of(put("b")))).isPositive();

    Manifest again = reopened();
    assertThat(again.sequence()).isEqualTo(3);
    again.dropLast();
    commit(again, put("c"));
    assertThat(reopened().take()).containsOnlyKeys("a", "c");
    assertThat(reopened().sequence()).isEqualTo(3);
  }

  @Test
  void readsUpToWhereADeathCutItOffAtWhateverByte() throws IOException {
    Manifest manifest = Manifest.create(folder, "c1", 1, List.of(document("a")));
    long whole = Files.size(file());
    long end = manifest.append(List.of(put("b"), new ManifestLine.Delete("a")));
    byte[] bytes = Files.readAllBytes(file());
    for (int length = (int) whole; length < end; length++) {
      Files.write(file(), java.util.Arrays.copyOf(bytes, length));
      Manifest cut = reopened();
      assertThat(cut.sequence()).isEqualTo(1);
      assertThat(cut.take()).containsOnlyKeys("a");
    }
  }

  /** So that an index that is one commit older is not taken for one that a death held up. */
  @Test
  void knowsWhetherTheIndexMadeTheLastCommit() throws IOException {
    Manifest manifest = Manifest.create(folder, "c1", 1, List.of());
    assertThat(reopened().isConfirmed()).isFalse();
    manifest.settle();
    assertThat(reopened().isConfirmed()).isTrue();
    commit(manifest, put("a"));
    assertThat(reopened().isConfirmed()).isTrue();
    assertThat(manifest.append(List.of(put("b")))).isPositive();
    assertThat(reopened().isConfirmed()).isFalse();
    Manifest again = reopened();
    again.dropLast();
    assertThat(again.isConfirmed()).isTrue();
    assertThat(again.take()).containsOnlyKeys("a");
  }

  @Test
  void stopsAtALineThatIsDamaged() throws IOException {
    Manifest manifest = Manifest.create(folder, "c1", 1, List.of(document("a")));
    Files.writeString(file(), "{\"put\": nonsense}\n{\"commit\":9}\n", StandardOpenOption.APPEND);
    assertThat(reopened().sequence()).isEqualTo(1);
    assertThat(manifest.sequence()).isEqualTo(1);

    Files.writeString(file(), "no header\n");
    assertThatThrownBy(() -> Manifest.open(folder)).isInstanceOf(IOException.class);
  }

  @Test
  void refusesALaterForm() throws IOException {
    Files.writeString(file(), "{\"format\":2,\"corpus\":\"c1\"}\n");
    assertThatThrownBy(() -> Manifest.open(folder))
        .isInstanceOfSatisfying(
            AdjutantException.class,
            e -> assertThat(e.reason()).isEqualTo(CorpusReason.CORPUS_NEWER));
  }

  @Test
  void knowsWhenItIsMostlyOutdatedAndIsWrittenShorter() throws IOException {
    Manifest manifest = Manifest.create(folder, "c1", 1, List.of());
    List<ManifestLine> same = new ArrayList<>();
    for (int i = 0; i < 10_010; i++) {
      same.add(put("a"));
    }
    commit(manifest, same.toArray(ManifestLine[]::new));
    assertThat(manifest.isLong(1)).isTrue();
    manifest.rewrite(manifest.sequence(), manifest.reread().values());
    assertThat(manifest.isLong(1)).isFalse();
    assertThat(Files.readAllLines(file())).hasSize(3);
    commit(manifest, put("b"));
    assertThat(reopened().take()).containsOnlyKeys("a", "b");
  }
}
