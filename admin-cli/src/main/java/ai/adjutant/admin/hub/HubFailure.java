package ai.adjutant.admin.hub;

import java.io.IOException;

/** The hub did not serve, and may serve when asked again. */
final class HubFailure extends IOException {
  private static final long serialVersionUID = 1L;

  HubFailure(String message) {
    super(message);
  }
}
