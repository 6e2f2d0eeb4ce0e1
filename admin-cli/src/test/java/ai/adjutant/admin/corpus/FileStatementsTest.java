package ai.adjutant.admin.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.adjutant.admin.terminal.CommandFailure;
import ai.adjutant.admin.terminal.ExitCode;
import ai.adjutant.retrieval.v1.FileStart;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is stated of single files, and what is refused with its line. */
final class FileStatementsTest {
  @TempDir Path temporary;
  private Path manifest;
  private Folder folder;

  @BeforeEach
  void files() throws IOException {
    Path share = Files.createDirectories(temporary.resolve("share/docs"));
    Files.writeString(share.resolve("a.txt"), "a");
    Files.writeString(share.resolve("b.txt"), "bb");
    folder = Folder.of(List.of(temporary.resolve("share")), Folder.Links.WITHIN);
    manifest = temporary.resolve("manifest.jsonl");
  }

  @Test
  void statesWhatItIsToldOfEachFile() throws IOException {
    Files.writeString(
        manifest,
        """
        {"path": "docs/a.txt", "label": "public", "effective_from": "2026-01-01", \
        "effective_until": "2026-07-01T12:00:00Z", "metadata": {"owner": "billing", "n": 7}}

        {"path": "docs/b.txt"}
        """);
    FileStatements statements = FileStatements.read(manifest, folder);

    FileStart a = statements.start(folder.files().getFirst());
    assertThat(a.getPath()).isEqualTo("docs/a.txt");
    assertThat(a.getByteCount()).isEqualTo(1);
    assertThat(a.getLabel()).isEqualTo("public");
    assertThat(a.getEffectiveFrom().getSeconds()).isEqualTo(1_767_225_600);
    assertThat(a.getEffectiveUntil().getSeconds()).isEqualTo(1_782_907_200);
    assertThat(a.getMetadataMap()).isEqualTo(Map.of("owner", "billing", "n", "7"));
    assertThat(statements.start(folder.files().getLast()))
        .isEqualTo(FileStart.newBuilder().setPath("docs/b.txt").setByteCount(2).build());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"label\": \"x\"} | \"path\" is missing",
        "{\"path\": \"nowhere.txt\"} | no file to load is called \"nowhere.txt\"",
        "{\"path\": \"docs/a.txt\", \"lable\": \"x\"} | \"lable\" is none of",
        "{\"path\": \"docs/a.txt\", \"label\": 7} | \"label\" is not a text",
        "{\"path\": \"docs/a.txt\", \"label\": \" \"} | \"label\" is not a text",
        "{\"path\": \"docs/a.txt\", \"effective_from\": \"yesterday\"} | 'yesterday' is no date",
        "{\"path\": \"docs/a.txt\", \"effective_from\": \"2026-02-30\"} | is no date",
        "{\"path\": \"docs/a.txt\", \"effective_from\": \"2026-02-01\", \"effective_until\":"
            + " \"2026-02-01\"} | effective_until is not after effective_from",
        "{\"path\": \"docs/a.txt\", \"metadata\": [1]} | \"metadata\" is not an object",
        "{\"path\": \"docs/a.txt\", \"metadata\": {\"a\": {}}} | metadata \"a\" is not a text",
        "{\"path\": \"docs/a.txt\", \"metadata\": {\"effective_from\": \"2026-01-01\"}} | beside",
        "{\"path\": \"docs/b.txt\"} | is on an earlier line too",
        "[] | not a JSON object",
        "{\"path\": | not JSON"
      })
  void refusesAWrongLineWithFileLineAndReason(String line, String reason) throws IOException {
    Files.writeString(manifest, "{\"path\": \"docs/b.txt\"}\n" + line + "\n");
    assertThatThrownBy(() -> FileStatements.read(manifest, folder))
        .isInstanceOfSatisfying(
            CommandFailure.class, e -> assertThat(e.exit()).isEqualTo(ExitCode.INPUT_REFUSED))
        .hasMessageContaining(manifest + ", line 2")
        .hasMessageContaining(reason);
  }
}
