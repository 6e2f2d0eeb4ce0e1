package ai.adjutant.architecture.bad.inference.engine;

import ai.adjutant.architecture.bad.gateway.answer.Answers;
import ai.onnxruntime.OrtSession;
import org.jspecify.annotations.Nullable;

/** Sees the native binding, and a service above it. */
public record Engine(@Nullable OrtSession session, @Nullable Answers answers) {}
