package ai.adjutant.inference.embed;

import static org.assertj.core.api.Assertions.assertThat;

import ai.adjutant.inference.runtime.OnnxRuntime;
import ai.adjutant.inference.work.Workers;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BundledEncoderTest {
  @TempDir static Path folder;
  private static Workers workers;
  private static Embedder embedder;

  @BeforeAll
  static void open() {
    workers = new EmbedSettings(2, 1_024, 4_096).start();
    embedder = Embedder.bundled(OnnxRuntime.load(folder), folder, workers);
  }

  @AfterAll
  static void close() {
    embedder.close();
    workers.close();
  }

  @Test
  void setsRelatedTextsNearerThanUnrelatedOnes() throws InterruptedException {
    List<TextVector> vectors =
        embed(
            "How do I cancel my contract?",
            "Customers may terminate their agreement with one month's notice.",
            "The router's power light blinks orange.");
    double related = cosine(vectors.get(0), vectors.get(1));
    double unrelated = cosine(vectors.get(0), vectors.get(2));
    assertThat(related).isGreaterThan(unrelated + 0.1);
  }

  @Test
  void givesVectorsOfLengthOne() throws InterruptedException {
    TextVector vector = embed("a roaming pass").getFirst();
    assertThat(vector.values()).hasSize(384);
    assertThat(cosine(vector, vector)).isBetween(0.999999, 1.000001);
  }

  @Test
  void givesTheSameBitsAloneAndAmongOthers() throws InterruptedException {
    String text = "The deposit is returned within fourteen days.";
    TextVector alone = embed(text).getFirst();
    String[] crowd = new String[64];
    Arrays.setAll(crowd, i -> "Neighbour number " + i + " speaks of something else entirely.");
    crowd[40] = text;
    assertThat(embed(crowd).get(40).values()).containsExactly(alone.values());
  }

  @Test
  void cutsLongTextsAndSaysHowLongTheyWere() throws InterruptedException {
    String exact = String.join(" ", Collections.nCopies(510, "fee"));
    List<TextVector> vectors = embed(exact, exact + " fee", exact + " fee fee");
    assertThat(vectors).extracting(TextVector::tokenCount).containsExactly(512, 513, 514);
    assertThat(vectors).extracting(TextVector::truncated).containsExactly(false, true, true);
    assertThat(vectors.get(1).values()).containsExactly(vectors.get(0).values());
  }

  @Test
  void readsAnyUnicodeText() throws InterruptedException {
    List<TextVector> vectors = embed("한국어 문서", "\uD83D\uDE80 \uD83C\uDDF0\uD83C\uDDF7", "a\u0000b");
    assertThat(vectors)
        .allSatisfy(vector -> assertThat(cosine(vector, vector)).isBetween(0.99999, 1.00001));
  }

  @Test
  void namesItselfByItsContent() {
    EncoderInfo info = embedder.info();
    assertThat(info.digest()).matches("[0-9a-f]{64}");
    assertThat(info.dimensions()).isEqualTo(384);
    assertThat(info.bytes()).isGreaterThan(30_000_000);
    assertThat(info.batchIndependent()).as("its scales span a batch").isFalse();
  }

  private static List<TextVector> embed(String... texts) throws InterruptedException {
    return embedder.begin(List.of(texts), Purpose.QUERY).await();
  }

  private static double cosine(TextVector left, TextVector right) {
    double sum = 0;
    float[] a = left.values();
    float[] b = right.values();
    for (int i = 0; i < a.length; i++) {
      sum += (double) a[i] * b[i];
    }
    return sum;
  }
}
