/**
 * The learning curve of a run, as a table in CSV and as a picture in PNG.
 *
 * <p>Public: {@link ai.adjutant.tuner.curve.Curve}, {@link ai.adjutant.tuner.curve.CurvePicture}.
 */
@NullMarked
package ai.adjutant.tuner.curve;

import org.jspecify.annotations.NullMarked;
