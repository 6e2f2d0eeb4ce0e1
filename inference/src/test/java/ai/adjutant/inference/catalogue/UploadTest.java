package ai.adjutant.inference.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.adjutant.chassis.error.AdjutantException;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UploadTest {
  private static final String DIGEST = "0".repeat(64);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/etc/passwd",
        "../model.onnx",
        "onnx/../../x",
        "onnx//model.onnx",
        "onnx/",
        ".hidden",
        "onnx/.hidden/x",
        "a\\b",
        "C:/x",
        "a/b/c/d/e/f/g/h/i",
        "nul\u0000",
        "-rf",
        "~root",
        "a b",
      })
  void refusesPathsThatLeadElsewhereOrHide(String path) {
    refused("no path inside", () -> new Upload.File(path, 1, DIGEST));
  }

  @Test
  void refusesLengthsAndDigestsThatAreNone() {
    refused("-1 bytes", () -> new Upload.File("a", -1, DIGEST));
    refused("bytes, not 0 to", () -> new Upload.File("a", Long.MAX_VALUE, DIGEST));
    refused("no SHA-256", () -> new Upload.File("a", 1, "abc"));
    refused("no path", () -> new Upload.File("x".repeat(600), 1, DIGEST));
  }

  @Test
  void takesAsManyFilesAsItPromises() {
    List<Upload.File> most = IntStream.range(0, 256).mapToObj(i -> file("f" + i)).toList();
    assertThat(new Upload("m", most, false).bytes()).isEqualTo(256);
    refused(
        "not 257",
        () -> new Upload("m", Stream.concat(most.stream(), Stream.of(file("g"))).toList(), false));
    refused("not 0", () -> new Upload("m", List.of(), false));
  }

  @Test
  void refusesListsThatContradictThemselves() {
    refused("listed twice", () -> upload("a/x", "A/X"));
    refused("both a file and a folder", () -> upload("a/b/c", "a/b"));
    refused("no model's name", () -> new Upload("../m", Collections.nCopies(1, file("a")), false));
  }

  private static Upload upload(String... paths) {
    return new Upload("m", Stream.of(paths).map(UploadTest::file).toList(), false);
  }

  private static Upload.File file(String path) {
    return new Upload.File(path, 1, DIGEST);
  }

  private static void refused(String message, ThrowingCallable making) {
    assertThatThrownBy(making)
        .isInstanceOfSatisfying(
            AdjutantException.class,
            e -> assertThat(e.reason()).isEqualTo(CatalogueReason.IMPORT_LIST_INVALID))
        .hasMessageContaining(message);
  }
}
