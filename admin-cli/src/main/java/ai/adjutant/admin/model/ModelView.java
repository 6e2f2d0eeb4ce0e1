package ai.adjutant.admin.model;

import ai.adjutant.admin.client.Names;
import ai.adjutant.admin.terminal.ByteCount;
import ai.adjutant.admin.terminal.Terminal;
import ai.adjutant.chassis.settings.SettingKey;
import ai.adjutant.inference.v1.Model;
import ai.adjutant.inference.v1.ModelVariant;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A model as people and programs read it. */
final class ModelView {
  private static final int DIGEST_SHOWN = 12;

  private ModelView() {}

  static String id(Model model) {
    return Names.modelId(model.getName());
  }

  static String kind(Model model) {
    return model.getKind().name().replaceFirst("^MODEL_KIND_", "").toLowerCase(Locale.ROOT);
  }

  static String state(Model model) {
    return model.getState().name().replaceFirst("^MODEL_STATE_", "").toLowerCase(Locale.ROOT);
  }

  static ObjectNode json(Model model) {
    ObjectNode result =
        Terminal.object()
            .put("name", id(model))
            .put("kind", kind(model))
            .put("state", state(model))
            .put("digest", model.getDigest())
            .put("context_length", model.getContextLength())
            .put("stated_context_length", model.getStatedContextLength())
            .put("dimensions", model.getDimensions())
            .put("bytes", model.getByteCount())
            .put("message", model.getMessage())
            .put("batched", model.getBatched())
            .put("sequence_max", model.getSequenceMax())
            .put("deterministic_rows", model.getDeterministicRows())
            .put("cache_bytes_per_token", model.getCacheBytesPerToken())
            .put("resident_bytes_before", model.getResidentBytesBefore())
            .put("resident_bytes_after", model.getResidentBytesAfter());
    model.getLanguagesList().forEach(result.putArray("languages")::add);
    ArrayNode variants = result.putArray("variants");
    for (ModelVariant variant : model.getVariantsList()) {
      variants
          .addObject()
          .put("file", variant.getFile())
          .put("provider", variant.getProvider())
          .put("weights", variant.getWeights())
          .put("digest", variant.getDigest())
          .put("bytes", variant.getByteCount())
          .put("runtime_min", variant.getRuntimeMin());
    }
    return result;
  }

  /** Prints a model; of one that is not open, only what is known. */
  static void show(Terminal terminal, Model model) {
    if (terminal.json()) {
      terminal.result(json(model));
      return;
    }
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("name", id(model)));
    rows.add(List.of("kind", kind(model)));
    rows.add(List.of("state", state(model)));
    if (!model.getMessage().isEmpty()) {
      rows.add(List.of("message", Terminal.safe(model.getMessage())));
    }
    if (!model.getDigest().isEmpty()) {
      rows.add(List.of("digest", model.getDigest()));
    }
    if (model.getByteCount() > 0) {
      rows.add(List.of("size", ByteCount.of(model.getByteCount())));
    }
    if (model.getContextLength() > 0) {
      rows.add(List.of("context", context(model)));
    }
    if (model.getDimensions() > 0) {
      rows.add(List.of("dimensions", Integer.toString(model.getDimensions())));
      rows.add(
          List.of(
              "languages",
              model.getLanguagesCount() == 0
                  ? "all"
                  : Terminal.safe(String.join(", ", model.getLanguagesList()))));
    }
    if (model.getCacheBytesPerToken() > 0) {
      rows.add(List.of("KV memory", ByteCount.of(model.getCacheBytesPerToken()) + " a token"));
    }
    if (model.getSequenceMax() > 0) {
      rows.addAll(sharing(model));
    }
    if (model.getResidentBytesAfter() > 0) {
      rows.add(
          List.of(
              "resident",
              ByteCount.of(model.getResidentBytesBefore())
                  + " before it was loaded, "
                  + ByteCount.of(model.getResidentBytesAfter())
                  + " after"));
    }
    terminal.table(rows);
    if (model.getVariantsCount() > 0) {
      terminal.line("");
      terminal.table(variants(model));
    }
  }

  private static String context(Model model) {
    String served = model.getContextLength() + " tokens";
    return model.getStatedContextLength() > model.getContextLength()
        ? served
            + " of the "
            + model.getStatedContextLength()
            + " that it states; for more, set a larger "
            + SettingKey.named("inference.models.context-length-max").howToSet()
        : served;
  }

  private static List<List<String>> sharing(Model model) {
    return List.of(
        List.of(
            "sequences",
            "at most "
                + model.getSequenceMax()
                + (model.getBatched() ? ", batched in one step" : ", one a step")),
        List.of(
            "deterministic",
            model.getDeterministicRows() == 0
                ? "one sequence a step"
                : "steps of " + model.getDeterministicRows() + " rows"));
  }

  private static List<List<String>> variants(Model model) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("GRAPH", "PROVIDER", "WEIGHTS", "SIZE", "RUNTIME", "DIGEST"));
    for (ModelVariant variant : model.getVariantsList()) {
      String digest = variant.getDigest();
      rows.add(
          List.of(
              Terminal.safe(variant.getFile()),
              variant.getProvider(),
              variant.getWeights(),
              ByteCount.of(variant.getByteCount()),
              variant.getRuntimeMin(),
              digest.substring(0, Math.min(DIGEST_SHOWN, digest.length()))));
    }
    return rows;
  }
}
