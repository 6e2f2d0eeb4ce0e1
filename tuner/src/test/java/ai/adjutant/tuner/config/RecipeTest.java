package ai.adjutant.tuner.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.adjutant.chassis.error.AdjutantException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A recipe is checked as a whole and can be written down. */
final class RecipeTest {
  @TempDir Path folder;

  private Recipe read(String yaml) throws IOException {
    Path file = Files.writeString(folder.resolve("recipe.yaml"), yaml);
    return Recipe.read(file, List.of(), List.of());
  }

  @Test
  void namesEveryProblemAtOnce() {
    assertThatThrownBy(() -> read("train.stepz: 4\ntrain.batch-size: 0\nrate.decay: fast\n"))
        .isInstanceOf(AdjutantException.class)
        .hasMessageContaining("train.steps")
        .hasMessageContaining("train.batch-size")
        .hasMessageContaining("constant, linear, cosine");
  }

  @Test
  void writtenDownItReadsTheSame() throws IOException {
    Recipe recipe =
        read("train:\n  steps: 7\n  output: a \"b\" \\c\nrate.factors: layer=0.5, head=3\n");
    Recipe again = read(recipe.text());
    assertThat(again.text()).isEqualTo(recipe.text());
    assertThat(again.get(OptimizerSettings.class).epsilon()).isEqualTo(1e-8);
    assertThat(again.get(RateSettings.class).factors().orElseThrow().of("layer.0")).isEqualTo(0.5);
  }

  @Test
  void placeOfTheOutputIsNoPartOfTheEssence() throws IOException {
    assertThat(read("train.output: x\n").essence()).isEqualTo(read("train.output: y\n").essence());
    assertThat(read("train.seed: 1\n").essence()).isNotEqualTo(read("train.seed: 2\n").essence());
  }

  @Test
  void refusesIntervalsBetweenAverages() {
    assertThatThrownBy(() -> read("workers.count: 2\nworkers.average-every: 7\ntrain.steps: 700\n"))
        .hasMessageContaining("train.report-every is 50, which is no multiple of");
    assertThatThrownBy(() -> read("train.report-every: 50\ntrain.checkpoint-every: 75\n"))
        .hasMessageContaining("train.checkpoint-every is 75");
  }

  @Test
  void longestPrefixCounts() {
    PrefixFactors factors =
        PrefixFactors.parse("encoder=0.5, encoder.layer.1=0, encoder.layer.11=2");
    assertThat(factors.of("encoder.layer.1.weight")).isZero();
    assertThat(factors.of("encoder.layer.11.weight")).isEqualTo(2);
    assertThat(factors.of("encoder.layer.2.weight")).isEqualTo(0.5);
    assertThat(factors.of("head.weight")).isEqualTo(1);
    assertThat(PrefixFactors.parse(factors.toString())).isEqualTo(factors);
    assertThatThrownBy(() -> PrefixFactors.parse("head=fast"))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
