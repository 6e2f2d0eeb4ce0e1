package ai.adjutant.chassis.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.adjutant.chassis.error.AdjutantException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The data folder and its lock. */
final class DataFolderTest {
  @Test
  void refusesASecondOwnerAndTakesTheNextOne(@TempDir Path data) throws IOException {
    DataFolder first = DataFolder.open(data, "retriever");
    assertThat(first.root()).isDirectory();
    assertThatThrownBy(() -> DataFolder.open(data, "retriever"))
        .isInstanceOfSatisfying(
            AdjutantException.class,
            e -> assertThat(e.reason()).isEqualTo(ProcessReason.DATA_IN_USE));
    first.close();
    DataFolder.open(data, "retriever").close();
  }

  @Test
  void letsServicesShareAFolder(@TempDir Path data) throws IOException {
    try (DataFolder retriever = DataFolder.open(data, "retriever");
        DataFolder gateway = DataFolder.open(data, "gateway")) {
      assertThat(retriever.root()).isEqualTo(gateway.root());
    }
  }

  @Test
  void saysWhereItCannotWrite(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "in the way");
    assertThatThrownBy(() -> DataFolder.open(file, "retriever"))
        .isInstanceOfSatisfying(
            AdjutantException.class,
            e -> {
              assertThat(e.reason()).isEqualTo(ProcessReason.DATA_NOT_WRITABLE);
              assertThat(e.getMessage()).contains(file.toString(), "--data");
            });
  }
}
