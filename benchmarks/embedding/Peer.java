import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.embedding.onnx.bgesmallenv15q.BgeSmallEnV15QuantizedEmbeddingModel;
import java.util.List;

/** LangChain4j's in-process embedding of the same model, as its documentation uses it: {@code Peer.java CHUNKS QUESTIONS}. */
final class Peer {
  private Peer() {}

  public static void main(String[] args) throws Exception {
    EmbeddingModel model = new BgeSmallEnV15QuantizedEmbeddingModel();
    Side.serve(args, new Side() {
      @Override
      public List<float[]> documents(List<String> texts) {
        return model.embedAll(texts.stream().map(TextSegment::from).toList()).content().stream()
            .map(Embedding::vector)
            .toList();
      }

      @Override
      public float[] question(String text) {
        return model.embed(text).content().vector();
      }
    });
    System.exit(0); // its threads would keep the process alive
  }
}
