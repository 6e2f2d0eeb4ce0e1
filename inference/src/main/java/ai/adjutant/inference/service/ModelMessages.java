package ai.adjutant.inference.service;

import ai.adjutant.inference.catalogue.Entry;
import ai.adjutant.inference.catalogue.ModelInfo;
import ai.adjutant.inference.engine.LanguageModel;
import ai.adjutant.inference.model.ModelSpec;
import ai.adjutant.inference.v1.Model;
import ai.adjutant.inference.v1.ModelKind;
import ai.adjutant.inference.v1.ModelState;
import ai.adjutant.inference.v1.ModelVariant;

/** Models, as they are written on the wire. */
final class ModelMessages {
  private ModelMessages() {}

  static Model model(Entry entry) {
    ModelInfo info = entry.info();
    Model.Builder model =
        Model.newBuilder()
            .setName(Checks.resource(entry.name()))
            .setKind(kind(entry.task()))
            .setState(state(info.state()))
            .setMessage(info.message())
            .setResidentBytesBefore(info.resident().before())
            .setResidentBytesAfter(info.resident().after());
    content(info.content(), model);
    info.sharing().ifPresent(sharing -> sharing(sharing, model));
    return model.build();
  }

  private static void content(ModelInfo.Content content, Model.Builder model) {
    model
        .setDigest(content.digest())
        .setContextLength(content.contextLength())
        .setStatedContextLength(content.statedContextLength())
        .addAllLanguages(content.languages())
        .setDimensions(content.dimensions())
        .setByteCount(content.bytes())
        .setCacheBytesPerToken(content.cacheBytesPerToken());
    for (ModelSpec.Variant variant : content.variants()) {
      model.addVariants(
          ModelVariant.newBuilder()
              .setFile(variant.file())
              .setProvider(variant.provider())
              .setWeights(variant.weights())
              .setDigest(variant.digest())
              .setByteCount(variant.bytes())
              .setRuntimeMin(variant.runtimeMin()));
    }
  }

  private static void sharing(LanguageModel.Sharing sharing, Model.Builder model) {
    model
        .setContextLength(sharing.contextLength())
        .setBatched(sharing.batched())
        .setSequenceMax(sharing.sequencesMax())
        .setDeterministicRows(sharing.deterministicRows())
        .setCacheBytesPerToken(sharing.cacheBytesPerToken());
  }

  private static ModelState state(ModelInfo.State state) {
    return switch (state) {
      case READY -> ModelState.MODEL_STATE_READY;
      case FAILED -> ModelState.MODEL_STATE_FAILED;
      case UNLOADED -> ModelState.MODEL_STATE_UNLOADED;
    };
  }

  private static ModelKind kind(Entry.Task task) {
    return switch (task) {
      case ENCODE -> ModelKind.MODEL_KIND_ENCODER;
      case RERANK -> ModelKind.MODEL_KIND_RERANKER;
      case READ -> ModelKind.MODEL_KIND_READER;
      case GENERATE -> ModelKind.MODEL_KIND_DECODER;
    };
  }
}
