package ai.adjutant.admin.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.adjutant.admin.corpus.Folder.Links;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which files a folder holds, where links lead here and there. */
final class FolderTest {
  @TempDir Path temporary;
  private Path share;
  private Path outside;

  @BeforeEach
  void files() throws IOException {
    share = Files.createDirectories(temporary.resolve("share"));
    outside = Files.createDirectories(temporary.resolve("outside"));
    Files.writeString(outside.resolve("secret.txt"), "secret");
    Files.createDirectories(share.resolve("docs"));
    Files.writeString(share.resolve("docs/a.txt"), "a");
    Files.createDirectories(share.resolve(".git"));
    Files.writeString(share.resolve(".git/config"), "hidden");
  }

  private List<String> names(Folder folder) {
    return folder.files().stream().map(Folder.FolderFile::name).toList();
  }

  private static List<String> skipped(Folder folder) {
    return folder.skipped().stream().map(Folder.Skipped::name).sorted().toList();
  }

  private Folder folder(Links links) throws IOException {
    return Folder.of(List.of(share), links);
  }

  private void link(String name, Path target) throws IOException {
    Files.createSymbolicLink(share.resolve(name), target);
  }

  @Test
  void skipsLinksThatLeadOutOfTheFolderAndSaysWhy() throws IOException {
    link("file.txt", outside.resolve("secret.txt"));
    link("relative.txt", Path.of("../outside/secret.txt"));
    link("folder", outside);
    link("docs/deep", outside);

    Folder folder = folder(Links.WITHIN);
    assertThat(names(folder)).containsExactly("docs/a.txt");
    assertThat(skipped(folder)).containsExactly("docs/deep", "file.txt", "folder", "relative.txt");
    assertThat(folder.skipped())
        .allSatisfy(link -> assertThat(link.reason()).contains("out of", "--follow-links"));
    assertThat(folder.unreadable()).isEmpty();
  }

  @Test
  void followsThemWhereTheyAreAskedFor() throws IOException {
    link("file.txt", outside.resolve("secret.txt"));
    link("folder", outside);

    Folder folder = folder(Links.ALL);
    assertThat(names(folder)).containsExactly("docs/a.txt", "file.txt", "folder/secret.txt");
    assertThat(folder.skipped()).isEmpty();
    for (Folder.FolderFile entry : folder.files()) {
      assertThat(text(entry)).isIn("a", "secret");
    }
  }

  private static String text(Folder.FolderFile entry) throws IOException {
    try (InputStream in = entry.open()) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void followsLinksWithinTheFolder() throws IOException {
    link("b.txt", share.resolve("docs/a.txt"));
    link("also", share.resolve("docs"));

    Folder folder = folder(Links.WITHIN);
    assertThat(names(folder)).containsExactly("also/a.txt", "b.txt", "docs/a.txt");
    assertThat(text(folder.files().getFirst())).isEqualTo("a");
    assertThat(folder.skipped()).isEmpty();
  }

  @Test
  void followsAChainOfLinksToItsEndBeforeItJudges() throws IOException {
    link("first", share.resolve("second"));
    link("second", outside.resolve("secret.txt"));

    assertThat(skipped(folder(Links.WITHIN))).containsExactly("first", "second");
  }

  @Test
  void skipsALinkToWhatIsHidden() throws IOException {
    link("config.txt", share.resolve(".git/config"));
    link("git", share.resolve(".git"));

    Folder folder = folder(Links.WITHIN);
    assertThat(names(folder)).containsExactly("docs/a.txt");
    assertThat(skipped(folder)).containsExactly("config.txt", "git");
  }

  @Test
  void reportsLoopsAndLinksThatLeadNowhere() throws IOException {
    link("docs/up", share);
    link("lost", share.resolve("nothing"));

    Folder folder = folder(Links.WITHIN);
    assertThat(names(folder)).containsExactly("docs/a.txt");
    assertThat(folder.unreadable()).extracting(Folder.Unreadable::name).containsExactly("docs/up");
    assertThat(skipped(folder)).containsExactly("lost");
  }

  @Test
  void takesALinkThatIsNamedItself() throws IOException {
    Path named = temporary.resolve("named");
    Files.createSymbolicLink(named, share);
    Path file = temporary.resolve("report.txt");
    Files.createSymbolicLink(file, outside.resolve("secret.txt"));

    Folder folder = Folder.of(List.of(named, file), Links.WITHIN);
    assertThat(names(folder)).containsExactly("docs/a.txt", "report.txt");
    assertThat(text(folder.files().getLast())).isEqualTo("secret");
  }

  /** Between the walk and the upload somebody puts a link in the place of a file. */
  @Test
  void opensNoFileThatBecameALinkOutOfTheFolder() throws IOException {
    Folder folder = folder(Links.WITHIN);
    Path file = share.resolve("docs/a.txt");
    Files.delete(file);
    Files.createSymbolicLink(file, outside.resolve("secret.txt"));

    assertThatThrownBy(() -> folder.files().getFirst().open())
        .isInstanceOf(IOException.class)
        .hasMessageContaining("out of the folder");
  }
}
