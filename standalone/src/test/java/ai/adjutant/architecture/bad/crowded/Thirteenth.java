package ai.adjutant.architecture.bad.crowded;

/** One of thirteen. */
public interface Thirteenth {}
