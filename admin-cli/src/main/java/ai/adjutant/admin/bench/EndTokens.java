package ai.adjutant.admin.bench;

import ai.adjutant.admin.client.GatewayClient;
import ai.adjutant.admin.client.Names;
import ai.adjutant.admin.client.RequestStream;
import ai.adjutant.inference.v1.TokenizeRequest;
import ai.adjutant.inference.v1.TokenizeResponse;
import io.grpc.StatusRuntimeException;
import java.util.ArrayList;
import java.util.List;

/**
 * The tokens that end a text. The contract does not name them, so the model's tokenizer is asked
 * for the usual ones: what becomes a single token is one.
 */
final class EndTokens {
  private static final List<String> USUAL =
      List.of(
          "</s>",
          "<eos>",
          "<|endoftext|>",
          "<|end|>",
          "<|im_end|>",
          "<|eot_id|>",
          "<|eom_id|>",
          "<|end_of_text|>",
          "<end_of_turn>");

  private EndTokens() {}

  /** Their ids; none where the model has no tokenizer to ask. */
  static List<Integer> of(GatewayClient gateway, String model) {
    List<Integer> found = new ArrayList<>();
    RequestStream<TokenizeRequest, TokenizeResponse> stream =
        new RequestStream<>(response -> {
          if (response.getIds().getValuesCount() == 1) {
            found.add(response.getIds().getValues(0));
          }
        });
    var unused = gateway.tokenizers().tokenize(stream);
    stream.send(TokenizeRequest.newBuilder().setModel(Names.model(model)).build());
    for (String text : USUAL) {
      stream.send(TokenizeRequest.newBuilder().setText(text).build());
    }
    try {
      stream.finish();
    } catch (StatusRuntimeException e) {
      return List.of();
    }
    return found.stream().distinct().toList();
  }
}
