package ai.adjutant.admin.client;

import ai.adjutant.inference.v1.ListModelsRequest;
import ai.adjutant.inference.v1.ListModelsResponse;
import ai.adjutant.inference.v1.Model;
import java.util.ArrayList;
import java.util.List;

/** Lists the models that a server has. */
public final class InstalledModels {
  private static final int MODELS_MAX = 10_000;

  private InstalledModels() {}

  /** Returns them page by page, up to 10,000. */
  public static List<Model> list(GatewayClient gateway) {
    List<Model> models = new ArrayList<>();
    String token = "";
    do {
      ListModelsRequest request = ListModelsRequest.newBuilder().setPageToken(token).build();
      ListModelsResponse page = gateway.retrying(() -> gateway.models().listModels(request));
      models.addAll(page.getModelsList());
      token = page.getModelsCount() == 0 ? "" : page.getNextPageToken();
    } while (!token.isEmpty() && models.size() < MODELS_MAX);
    return models;
  }
}
