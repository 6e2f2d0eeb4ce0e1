package ai.adjutant.tuner;

import static org.assertj.core.api.Assertions.assertThat;

import ai.adjutant.tuner.toy.ToyRun;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A reader goes on from the one that comes with the program. */
@Timeout(180)
final class ReaderCommandTest {
  private static final String SHIPPED = "../models/reader";

  @TempDir Path folder;

  private String run(int code, String from) throws IOException {
    String line =
        "{\"source\":\"s\",\"language\":\"en\",\"context\":\"The office is in Oslo.\","
            + "\"question\":\"Where is the office?\",\"answers\":[{\"text\":\"Oslo\","
            + "\"start\":17}]}\n";
    Files.writeString(folder.resolve("triples.jsonl"), line.repeat(4));
    Files.writeString(folder.resolve("heldout.jsonl"), line);
    Path config =
        Files.writeString(
            folder.resolve("reader.yaml"),
            "train:\n  output: run\n  precision: fp32\n  batch-size: 2\n  steps: 1\n"
                + "  report-every: 1\n  checkpoint-every: 1\nrate.peak: 0\n"
                + "reader:\n  triples: triples.jsonl\n  held-out: heldout.jsonl\n");
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PrintStream both = new PrintStream(out, true, StandardCharsets.UTF_8);
    assertThat(
            TuneMain.run(
                both,
                both,
                "--libraries",
                ToyRun.libraries().toString(),
                "reader",
                "--config",
                config.toString(),
                "--shipped-reader",
                SHIPPED,
                "--from",
                from))
        .as(out.toString(StandardCharsets.UTF_8))
        .isEqualTo(code);
    return out.toString(StandardCharsets.UTF_8);
  }

  @Test
  void goesOnFromTheShippedReader() throws IOException {
    assertThat(run(0, "shipped")).contains("span_f1 1.0000");
    assertThat(Files.readString(folder.resolve("run/recipe.yaml"))).contains("models/reader");
  }

  @Test
  void refusesWhatIsNoReader() throws IOException {
    assertThat(run(3, folder.resolve("none.safetensors").toString())).contains("none.safetensors");
    assertThat(run(3, folder.toString())).contains("model.onnx");
  }
}
