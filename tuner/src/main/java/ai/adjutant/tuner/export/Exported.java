package ai.adjutant.tuner.export;

import ai.adjutant.tuner.model.Scores;

/**
 * Describes what was exported.
 *
 * @param off largest difference of an output in floats from the trainer's
 * @param floats scores in floats
 * @param served scores of the graph that was written
 * @param size bytes of the folder
 */
public record Exported(double off, Scores floats, Scores served, long size) {}
