import ai.adjutant.inference.embed.EmbedSettings;
import ai.adjutant.inference.embed.Embedder;
import ai.adjutant.inference.embed.Purpose;
import ai.adjutant.inference.embed.TextVector;
import ai.adjutant.inference.runtime.OnnxRuntime;
import ai.adjutant.inference.work.Workers;
import java.nio.file.Path;
import java.util.List;

/** Adjutant's embedder inside a process of its own: {@code Ours.java CHUNKS QUESTIONS THREADS NATIVES}. */
final class Ours {
  private Ours() {}

  public static void main(String[] args) throws Exception {
    Path natives = Path.of(args[3]);
    try (Workers workers = new EmbedSettings(Integer.parseInt(args[2]), 1_024, 4_096).start();
        Embedder embedder = Embedder.bundled(OnnxRuntime.load(natives), natives, workers)) {
      Side.serve(args, new Side() {
        @Override
        public List<float[]> documents(List<String> texts) throws Exception {
          return embedder.begin(texts, Purpose.DOCUMENT).await().stream().map(TextVector::values).toList();
        }

        @Override
        public float[] question(String text) throws Exception {
          return embedder.begin(List.of(text), Purpose.QUERY).await().getFirst().values();
        }
      });
    }
  }
}
