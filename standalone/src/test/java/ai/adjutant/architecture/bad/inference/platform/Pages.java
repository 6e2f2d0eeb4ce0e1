package ai.adjutant.architecture.bad.inference.platform;

import ai.adjutant.architecture.bad.inference.engine.Engine;
import org.jspecify.annotations.Nullable;

/** Sees what is built upon it. */
public record Pages(@Nullable Engine engine) {}
