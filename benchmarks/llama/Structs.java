import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;

/** The structs of llama.cpp v0.5.0, by value in its calls: 80, 160, 56 and 528 bytes. */
final class Structs {
  static final StructLayout MODEL_PARAMETERS =
      MemoryLayout.structLayout(
          ADDRESS.withName("devices"),
          ADDRESS.withName("tensor_buft_overrides"),
          JAVA_INT.withName("n_gpu_layers"),
          JAVA_INT.withName("split_mode"),
          JAVA_INT.withName("load_mode"),
          JAVA_INT.withName("lazy_mode"),
          JAVA_INT.withName("main_gpu"),
          MemoryLayout.paddingLayout(4),
          ADDRESS.withName("tensor_split"),
          ADDRESS.withName("progress_callback"),
          ADDRESS.withName("progress_callback_user_data"),
          ADDRESS.withName("kv_overrides"),
          MemoryLayout.sequenceLayout(6, JAVA_BYTE).withName("booleans"),
          MemoryLayout.paddingLayout(2));
  static final long USE_EXTRA_BUFFERS = 74;
  static final StructLayout CONTEXT_PARAMETERS =
      MemoryLayout.structLayout(
          JAVA_INT.withName("n_ctx"),
          JAVA_INT.withName("n_batch"),
          JAVA_INT.withName("n_ubatch"),
          JAVA_INT.withName("n_seq_max"),
          JAVA_INT.withName("n_rs_seq"),
          JAVA_INT.withName("n_outputs_max"),
          JAVA_INT.withName("n_outputs_max_per_seq"),
          JAVA_INT.withName("n_threads"),
          JAVA_INT.withName("n_threads_batch"),
          MemoryLayout.sequenceLayout(4, JAVA_INT).withName("context_rope_pooling_attention_types"),
          JAVA_INT.withName("flash_attn_type"),
          MemoryLayout.sequenceLayout(8, JAVA_FLOAT).withName("rope_and_yarn"),
          ADDRESS.withName("cb_eval"),
          ADDRESS.withName("cb_eval_user_data"),
          JAVA_INT.withName("type_k"),
          JAVA_INT.withName("type_v"),
          ADDRESS.withName("abort_callback"),
          ADDRESS.withName("abort_callback_data"),
          MemoryLayout.sequenceLayout(6, JAVA_BYTE).withName("booleans"),
          MemoryLayout.paddingLayout(2),
          ADDRESS.withName("samplers"),
          JAVA_LONG.withName("n_samplers"),
          ADDRESS.withName("ctx_other"));
  static final long KV_UNIFIED = 133;
  static final StructLayout BATCH =
      MemoryLayout.structLayout(
          JAVA_INT.withName("n_tokens"),
          MemoryLayout.paddingLayout(4),
          ADDRESS.withName("token"),
          ADDRESS.withName("embd"),
          ADDRESS.withName("pos"),
          ADDRESS.withName("n_seq_id"),
          ADDRESS.withName("seq_id"),
          ADDRESS.withName("logits"));
  static final StructLayout POOL_PARAMETERS =
      MemoryLayout.structLayout(
          MemoryLayout.sequenceLayout(512, JAVA_BYTE).withName("cpumask"),
          JAVA_INT.withName("n_threads"),
          JAVA_INT.withName("prio"),
          JAVA_INT.withName("poll"),
          JAVA_BYTE.withName("strict_cpu"),
          JAVA_BYTE.withName("paused"),
          MemoryLayout.paddingLayout(2));

  private Structs() {}

  static long at(StructLayout layout, String field) {
    return layout.byteOffset(MemoryLayout.PathElement.groupElement(field));
  }

  /** Refuses a library whose defaults are not where v0.5.0 has them. */
  static void expect(MemorySegment struct, StructLayout layout, String field, int value) {
    int found = struct.get(JAVA_INT, at(layout, field));
    if (found != value) {
      throw new IllegalStateException(
          String.format(
              "llama.cpp of another release: %s is %d by default, v0.5.0 has %d",
              field, found, value));
    }
  }

  static void set(MemorySegment parameters, String field, int value) {
    parameters.set(JAVA_INT, at(CONTEXT_PARAMETERS, field), value);
  }
}
