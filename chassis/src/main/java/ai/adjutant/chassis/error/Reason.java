package ai.adjutant.chassis.error;

/**
 * One of a package's reasons to fail; implemented by the package's enum, so that names are
 * UPPER_SNAKE and stable.
 */
public interface Reason {
  /** UPPER_SNAKE name, at most 63 characters; part of the contract with clients. */
  String name();

  /** Whose fault it is. */
  Kind kind();
}
