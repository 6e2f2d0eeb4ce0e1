package ai.adjutant.chassis.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Declarations that contradict themselves are found before anything runs. */
final class SchemaTest {
  @SettingsGroup(value = "bad", doc = "A default beyond its bounds.")
  record BadDefault(@Setting(value = "5", max = "4", doc = "A number.") int number) {}

  @SettingsGroup(value = "bad", doc = "No documentation.")
  record NoDocumentation(@Setting(value = "5", doc = "a number") int number) {}

  @SettingsGroup(value = "bad", doc = "No declaration.")
  record NoSetting(int number) {}

  record NoGroup(@Setting(value = "5", doc = "A number.") int number) {}

  @SettingsGroup(value = "bad", doc = "A type that can't be read.")
  record BadType(@Setting(value = "5", doc = "A number.") StringBuilder number) {}

  @SettingsGroup(value = "Bad", doc = "A name that can't be one.")
  record BadName(@Setting(value = "5", doc = "A number.") int number) {}

  @SettingsGroup(value = "a", doc = "Half of a pair.")
  record Left(@Setting(value = "5", doc = "A number.") int bC) {}

  @SettingsGroup(value = "a.b", doc = "Half of a pair.")
  record Right(@Setting(value = "5", doc = "A number.") int c) {}

  @ParameterizedTest
  @ValueSource(
      classes = {
        BadDefault.class,
        NoDocumentation.class,
        NoSetting.class,
        NoGroup.class,
        BadType.class,
        BadName.class
      })
  void refusesADeclarationThatCannotHold(Class<? extends Record> type) {
    assertThatThrownBy(() -> Schema.of(List.of(type)))
        .isInstanceOfAny(IllegalStateException.class, IllegalArgumentException.class);
  }

  @Test
  void refusesTwoKeysWithOneVariable() {
    assertThatThrownBy(() -> Schema.of(List.of(Left.class, Right.class)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("a.b.c");
    assertThatThrownBy(() -> Schema.of(List.of(Left.class, Left.class)))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void describesWhatMayBeWritten() {
    assertThat(SampleSettings.SCHEMA.groups().getFirst().descriptors())
        .extracting(Descriptor::expected)
        .containsExactly(
            "a whole number from 1 to 10000",
            "a whole number of at most 9000000000",
            "a number from 0 to 1",
            "true or false",
            "a text from 1 to 8 characters",
            "one of one, two-words",
            "a time from 1s to 1h, such as 500ms, 30s, 2m or 1h",
            "a size of at least 1MiB, such as 512MiB or 1GB",
            "a path",
            "HOST:PORT",
            "auto, or a whole number from 1 to 8",
            "none, or file:PATH or env:NAME, which hold the secret");
  }

  @Test
  void copiesARecordWithOneValueReplaced() {
    SampleSettings defaults = Schema.defaults(SampleSettings.class);
    SampleSettings copy = Schema.with(defaults, "queueSize", 7);
    assertThat(copy.queueSize()).isEqualTo(7);
    assertThat(Schema.with(copy, "queueSize", 64)).isEqualTo(defaults);
    assertThatThrownBy(() -> Schema.with(defaults, "queueSize", 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("sample.part.queue-size");
    assertThatThrownBy(() -> Schema.with(defaults, "queue-size", 7))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void checkWantsEveryValue() {
    assertThatThrownBy(() -> Schema.check(SampleSettings.class, 1))
        .isInstanceOf(IllegalStateException.class);
  }
}
