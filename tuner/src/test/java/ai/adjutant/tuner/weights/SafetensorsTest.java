package ai.adjutant.tuner.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.adjutant.chassis.error.AdjutantException;
import ai.adjutant.tuner.weights.SafetensorsWriter.Tensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Weights are written and read without loss, and what is damaged is refused. */
final class SafetensorsTest {
  @TempDir Path folder;

  private Path file() {
    return folder.resolve("weights.safetensors");
  }

  private static float[] numbers(int count) {
    float[] numbers = new float[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = i * 0.1f - 7;
    }
    return numbers;
  }

  private void write(float[] large) {
    SafetensorsWriter.write(
        file(),
        Map.of("note", "a \"quoted\" one"),
        List.of(
            new Tensor("large", List.of((long) large.length), FloatBuffer.wrap(large)),
            new Tensor("small", List.of(1L, 3L), FloatBuffer.wrap(new float[] {1, 2, 3}))));
  }

  @Test
  void isReadAsWritten() {
    float[] large = numbers(40_001);
    write(large);
    SafetensorsFile read = SafetensorsFile.open(file());
    read.verify();
    assertThat(read.metadata()).containsEntry("note", "a \"quoted\" one");
    assertThat(read.names()).containsExactly("large", "small");
    assertThat(read.shape("small")).containsExactly(1L, 3L);
    FloatBuffer back = FloatBuffer.allocate(large.length);
    read.read("large", back);
    assertThat(back.array()).isEqualTo(large);
  }

  @ParameterizedTest
  @ValueSource(strings = {"F16", "BF16"})
  void readsShortFloats(String type) throws IOException {
    boolean half = type.equals("F16");
    short one = half ? Float.floatToFloat16(1.5f) : (short) (Float.floatToIntBits(1.5f) >>> 16);
    raw("{\"x\":{\"dtype\":\"" + type + "\",\"shape\":[1],\"data_offsets\":[0,2]}}", one);
    FloatBuffer back = FloatBuffer.allocate(1);
    SafetensorsFile.open(file()).read("x", back);
    assertThat(back.get(0)).isEqualTo(1.5f);
  }

  private void raw(String head, short data) throws IOException {
    byte[] json = head.getBytes(StandardCharsets.UTF_8);
    ByteBuffer bytes =
        ByteBuffer.allocate(Long.BYTES + json.length + Short.BYTES)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putLong(json.length)
            .put(json)
            .putShort(data);
    Files.write(file(), bytes.array());
  }

  private static void refused(Runnable action, WeightsReason reason, String words) {
    assertThatThrownBy(action::run)
        .isInstanceOfSatisfying(
            AdjutantException.class, e -> assertThat(e.reason()).isEqualTo(reason))
        .hasMessageContaining(words);
  }

  @Test
  void namesTheTensorThatHoldsNoNumber() {
    float[] large = numbers(100);
    large[42] = Float.NaN;
    write(large);
    SafetensorsFile read = SafetensorsFile.open(file());
    refused(
        () -> read.read("large", FloatBuffer.allocate(100)),
        WeightsReason.WEIGHTS_DAMAGED,
        "large in weights.safetensors holds NaN at 42");
  }

  @Test
  void refusesWhatIsOfAnotherModel() {
    write(numbers(10));
    SafetensorsFile read = SafetensorsFile.open(file());
    refused(() -> read.shape("other"), WeightsReason.WEIGHTS_OF_ANOTHER_MODEL, "other");
    refused(
        () -> read.read("large", FloatBuffer.allocate(11)),
        WeightsReason.WEIGHTS_OF_ANOTHER_MODEL,
        "11 numbers are wanted");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "no json",
        "{\"x\":{\"dtype\":\"F64\",\"shape\":[1],\"data_offsets\":[0,8]}}",
        "{\"x\":{\"dtype\":\"F16\",\"shape\":[2],\"data_offsets\":[0,4]}}",
        "{\"x\":{\"dtype\":\"F16\",\"shape\":[1],\"data_offsets\":[2,0]}}",
        "{\"x\":{\"dtype\":\"F16\",\"shape\":[-1],\"data_offsets\":[0,2]}}",
        "{\"x\":{\"dtype\":\"F16\",\"shape\":[9223372036854775807,4],\"data_offsets\":[0,2]}}"
      })
  void refusesDamagedHeads(String head) throws IOException {
    raw(head, (short) 0);
    refused(
        () -> SafetensorsFile.open(file()), WeightsReason.WEIGHTS_DAMAGED, "weights.safetensors");
  }

  @Test
  void refusesATruncatedFile() throws IOException {
    write(numbers(100));
    byte[] bytes = Files.readAllBytes(file());
    Files.write(file(), java.util.Arrays.copyOf(bytes, bytes.length - 1));
    refused(() -> SafetensorsFile.open(file()), WeightsReason.WEIGHTS_DAMAGED, "small");
    Files.write(file(), new byte[3]);
    refused(() -> SafetensorsFile.open(file()), WeightsReason.WEIGHTS_UNREADABLE, "");
  }

  @Test
  void failedWriteLeavesTheOldFile() throws IOException {
    write(numbers(10));
    byte[] before = Files.readAllBytes(file());
    Files.createDirectories(folder.resolve("weights.safetensors.new/in-the-way"));
    refused(() -> write(numbers(20)), WeightsReason.WEIGHTS_UNWRITABLE, "untouched");
    assertThat(Files.readAllBytes(file())).isEqualTo(before);
  }
}
