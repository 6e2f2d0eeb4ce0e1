package ai.adjutant.chassis.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

final class RepeatCommandTest {
  @Test
  void namesModuleTestAndSeed(Seed seed) {
    String command =
        RepeatCommand.command("gateway", "ai.adjutant.SomeTest#works", Optional.of(seed));

    assertThat(command)
        .startsWith("./mvnw verify -pl gateway -am ")
        .contains(" '-Dtest=ai.adjutant.SomeTest#works'")
        .contains(" -Dadjutant.seed=" + seed.value());
  }

  @Test
  void leavesOutTheSeedWhereThereIsNone() {
    assertThat(RepeatCommand.command("text", "ai.adjutant.SomeTest", Optional.empty()))
        .doesNotContain("seed");
  }
}
