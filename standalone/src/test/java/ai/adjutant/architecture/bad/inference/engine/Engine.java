package ai.adjutant.architecture.bad.inference.engine;

import ai.adjutant.architecture.bad.gateway.answer.Answers;
import ai.onnxruntime.OrtSession;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/** Sees the native binding and native memory, and a service above it. */
public record Engine(
    @Nullable OrtSession session, @Nullable MemorySegment memory, @Nullable Answers answers) {}
