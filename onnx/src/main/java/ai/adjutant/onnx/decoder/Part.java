package ai.adjutant.onnx.decoder;

/** A matrix or vector of a decoder, with the name that published checkpoints give it. */
public enum Part {
  /** One row for each token. */
  EMBEDDING("model.embed_tokens.weight"),
  /** Norm before attention. */
  ATTENTION_NORM("input_layernorm.weight"),
  /** Queries, one row for each output. */
  QUERY("self_attn.q_proj.weight"),
  /** Keys. */
  KEY("self_attn.k_proj.weight"),
  /** Values. */
  VALUE("self_attn.v_proj.weight"),
  /** Added to queries. */
  QUERY_BIAS("self_attn.q_proj.bias"),
  /** Added to keys. */
  KEY_BIAS("self_attn.k_proj.bias"),
  /** Added to values. */
  VALUE_BIAS("self_attn.v_proj.bias"),
  /** Norm of each head's query. */
  QUERY_NORM("self_attn.q_norm.weight"),
  /** Norm of each head's key. */
  KEY_NORM("self_attn.k_norm.weight"),
  /** What attention gives back to the residual. */
  OUTPUT("self_attn.o_proj.weight"),
  /** Norm before the feed-forward part. */
  FEED_NORM("post_attention_layernorm.weight"),
  /** Gate of the feed-forward part. */
  GATE("mlp.gate_proj.weight"),
  /** What the gate lets through. */
  UP("mlp.up_proj.weight"),
  /** What the feed-forward part gives back to the residual. */
  DOWN("mlp.down_proj.weight"),
  /** Norm before the head. */
  FINAL_NORM("model.norm.weight"),
  /** The head, one row for each token; absent where it is the embedding. */
  HEAD("lm_head.weight");

  private final String published;

  Part(String published) {
    this.published = published;
  }

  /** Whether each layer has one. */
  public boolean inLayer() {
    return this != EMBEDDING && this != FINAL_NORM && this != HEAD;
  }

  String published() {
    return published;
  }
}
