package ai.adjutant.architecture.bad.inference.engine;

import ai.adjutant.architecture.bad.gateway.answer.Answers;
import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import ai.onnxruntime.OrtSession;
import com.hubspot.jinjava.Jinjava;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/** Sees native bindings, native memory, the template engine, and a service above it. */
public record Engine(
    @Nullable OrtSession session,
    @Nullable MemorySegment memory,
    @Nullable HuggingFaceTokenizer tokenizer,
    @Nullable Jinjava templates,
    @Nullable Answers answers) {}
