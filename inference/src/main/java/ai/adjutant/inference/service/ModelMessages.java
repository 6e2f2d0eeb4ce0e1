package ai.adjutant.inference.service;

import ai.adjutant.inference.catalogue.Entry;
import ai.adjutant.inference.embed.EncoderFacts;
import ai.adjutant.inference.engine.LanguageModel;
import ai.adjutant.inference.model.ModelSpec;
import ai.adjutant.inference.read.RerankerFacts;
import ai.adjutant.inference.v1.Model;
import ai.adjutant.inference.v1.ModelKind;
import ai.adjutant.inference.v1.ModelState;
import ai.adjutant.inference.v1.ModelVariant;

/** Models, as they are written on the wire. */
final class ModelMessages {
  private ModelMessages() {}

  static Model model(Entry entry) {
    Model.Builder model =
        Model.newBuilder().setName(Checks.resource(entry.name())).setKind(kind(entry.task()));
    switch (entry) {
      case Entry.Encoder encoder -> {
        EncoderFacts facts = encoder.embedder().facts();
        model
            .setState(ModelState.MODEL_STATE_READY)
            .setDigest(facts.digest())
            .setContextLength(facts.contextLength())
            .setDimensions(facts.dimensions())
            .setByteCount(facts.bytes());
        resident(encoder.resident(), model);
      }
      case Entry.Reranker reranker -> {
        RerankerFacts facts = reranker.model().facts();
        model
            .setState(ModelState.MODEL_STATE_READY)
            .setDigest(facts.digest())
            .setContextLength(facts.contextLength())
            .setByteCount(facts.bytes());
        resident(reranker.resident(), model);
      }
      case Entry.Generator generator -> {
        model.setState(ModelState.MODEL_STATE_READY);
        spec(generator.model().spec(), model);
        sharing(generator.model().sharing(), model);
        resident(generator.resident(), model);
      }
      case Entry.Unloaded unloaded -> {
        model.setState(ModelState.MODEL_STATE_UNLOADED);
        unloaded.spec().ifPresent(spec -> spec(spec, model));
      }
      case Entry.Failed failed ->
          model.setState(ModelState.MODEL_STATE_FAILED).setMessage(failed.message());
    }
    return model.build();
  }

  private static void spec(ModelSpec spec, Model.Builder model) {
    model
        .setDigest(spec.files().digest())
        .setContextLength(spec.contextLength())
        .setStatedContextLength(spec.statedContextLength())
        .setByteCount(spec.files().bytes())
        .setCacheBytesPerToken(spec.footprint().cacheBytesPerToken());
    for (ModelSpec.Variant variant : spec.variants()) {
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

  private static void resident(Entry.Resident resident, Model.Builder model) {
    model.setResidentBytesBefore(resident.before()).setResidentBytesAfter(resident.after());
  }

  private static ModelKind kind(Entry.Task task) {
    return switch (task) {
      case ENCODE -> ModelKind.MODEL_KIND_ENCODER;
      case RERANK -> ModelKind.MODEL_KIND_RERANKER;
      case GENERATE -> ModelKind.MODEL_KIND_DECODER;
    };
  }
}
