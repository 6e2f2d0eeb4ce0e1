package ai.adjutant.tuner.curve;

/** Placeholder. */
public final class CurvePicture {
  private CurvePicture() {}
}
