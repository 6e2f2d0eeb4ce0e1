package ai.adjutant.retriever.service;

import ai.adjutant.chassis.error.AdjutantException;
import ai.adjutant.retrieval.v1.Chunker;
import ai.adjutant.retrieval.v1.Corpus;
import ai.adjutant.retrieval.v1.CorpusServiceGrpc;
import ai.adjutant.retrieval.v1.CreateCorpusRequest;
import ai.adjutant.retrieval.v1.CreateCorpusResponse;
import ai.adjutant.retrieval.v1.DeleteCorpusRequest;
import ai.adjutant.retrieval.v1.DeleteCorpusResponse;
import ai.adjutant.retrieval.v1.Encoder;
import ai.adjutant.retrieval.v1.GetCorpusRequest;
import ai.adjutant.retrieval.v1.GetCorpusResponse;
import ai.adjutant.retrieval.v1.ListCorporaRequest;
import ai.adjutant.retrieval.v1.ListCorporaResponse;
import ai.adjutant.retrieval.v1.ReindexCorpusRequest;
import ai.adjutant.retrieval.v1.ReindexCorpusResponse;
import ai.adjutant.retrieval.v1.UpdateCorpusRequest;
import ai.adjutant.retrieval.v1.UpdateCorpusResponse;
import ai.adjutant.retriever.corpus.CorpusChange;
import ai.adjutant.retriever.corpus.CorpusRegistry;
import ai.adjutant.retriever.corpus.CorpusSettings;
import ai.adjutant.retriever.corpus.CorpusSettings.Chunking;
import ai.adjutant.retriever.corpus.Evidence;
import ai.adjutant.retriever.corpus.Rerank;
import ai.adjutant.retriever.load.Loads;
import io.grpc.stub.StreamObserver;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Serves CorpusService. */
public final class CorpusMethods extends CorpusServiceGrpc.CorpusServiceImplBase {
  private static final Set<String> CHANGEABLE = Set.of("evidence", "answer_model", "rerank");

  private final CorpusRegistry registry;
  private final Loads loads;
  private final Clock clock;

  /** Serves the corpora of a registry. */
  public CorpusMethods(CorpusRegistry registry, Loads loads, Clock clock) {
    this.registry = registry;
    this.loads = loads;
    this.clock = clock;
  }

  @Override
  public void createCorpus(
      CreateCorpusRequest request, StreamObserver<CreateCorpusResponse> observer) {
    Corpus asked = request.getCorpus();
    CorpusSettings settings =
        new CorpusSettings(
            request.getCorpusId(),
            asked.getLanguage().isEmpty() ? "en" : asked.getLanguage(),
            chunking(asked.getChunker()),
            clock.instant());
    Evidence evidence =
        asked.hasEvidence()
            ? EvidenceMessages.parse(asked.getEvidence(), clock.instant())
            : Evidence.DEFAULT;
    Corpus created =
        message(
            registry.create(
                settings,
                evidence,
                asked.getAnswerModel(),
                RerankMessages.parse(asked.getRerank())));
    reply(observer, CreateCorpusResponse.newBuilder().setCorpus(created).build());
  }

  @Override
  public void getCorpus(GetCorpusRequest request, StreamObserver<GetCorpusResponse> observer) {
    Corpus corpus = message(registry.get(ResourceNames.parseCorpus(request.getName())));
    reply(observer, GetCorpusResponse.newBuilder().setCorpus(corpus).build());
  }

  @Override
  public void listCorpora(
      ListCorporaRequest request, StreamObserver<ListCorporaResponse> observer) {
    int size = Pages.size(request.getPageSize());
    List<CorpusRegistry.Listed> page = registry.list(Pages.last(request.getPageToken()), size + 1);
    ListCorporaResponse.Builder response = ListCorporaResponse.newBuilder();
    for (CorpusRegistry.Listed listed : page.subList(0, Math.min(size, page.size()))) {
      var corpus = listed.corpus();
      response.addCorpora(
          corpus == null
              ? Corpus.newBuilder()
                  .setName(ResourceNames.corpus(listed.name()))
                  .setProblem(listed.problem())
                  .build()
              : message(corpus));
    }
    if (page.size() > size) {
      response.setNextPageToken(Pages.token(page.get(size - 1).name()));
    }
    reply(observer, response.build());
  }

  @Override
  public void updateCorpus(
      UpdateCorpusRequest request, StreamObserver<UpdateCorpusResponse> observer) {
    List<String> paths = request.getUpdateMask().getPathsList();
    if (paths.isEmpty() || !CHANGEABLE.containsAll(paths)) {
      throw new AdjutantException(
          RequestReason.BAD_UPDATE_MASK,
          "update_mask must name 'evidence', 'answer_model' or 'rerank': nothing else of a corpus"
              + " can change");
    }
    Corpus asked = request.getCorpus();
    String name = ResourceNames.parseCorpus(asked.getName());
    Optional<Evidence> evidence =
        paths.contains("evidence")
            ? Optional.of(EvidenceMessages.parse(asked.getEvidence(), clock.instant()))
            : Optional.empty();
    Optional<String> model =
        paths.contains("answer_model") ? Optional.of(asked.getAnswerModel()) : Optional.empty();
    Optional<Rerank> rerank =
        paths.contains("rerank")
            ? Optional.of(RerankMessages.parse(asked.getRerank()))
            : Optional.empty();
    Corpus updated = message(registry.update(name, new CorpusChange(evidence, model, rerank)));
    reply(observer, UpdateCorpusResponse.newBuilder().setCorpus(updated).build());
  }

  @Override
  public void deleteCorpus(
      DeleteCorpusRequest request, StreamObserver<DeleteCorpusResponse> observer) {
    String name = ResourceNames.parseCorpus(request.getName());
    loads.whileIdle(name, () -> registry.delete(name));
    reply(observer, DeleteCorpusResponse.getDefaultInstance());
  }

  @Override
  public void reindexCorpus(
      ReindexCorpusRequest request, StreamObserver<ReindexCorpusResponse> observer) {
    var unused =
        loads.reindex(ResourceNames.parseCorpus(request.getName()), new ReindexStream(observer));
  }

  private static <T> void reply(StreamObserver<T> observer, T message) {
    observer.onNext(message);
    observer.onCompleted();
  }

  private static Chunking chunking(Chunker chunker) {
    return switch (chunker) {
      case CHUNKER_UNSPECIFIED, CHUNKER_SECTIONS -> Chunking.SECTIONS;
      case CHUNKER_WHOLE -> Chunking.WHOLE;
      case UNRECOGNIZED ->
          throw new AdjutantException(
              RequestReason.BAD_VALUE, "chunker is neither CHUNKER_SECTIONS nor CHUNKER_WHOLE");
    };
  }

  private static Corpus message(ai.adjutant.retriever.corpus.Corpus corpus) {
    CorpusSettings settings = corpus.settings();
    var counts = corpus.counts();
    Corpus.Builder message =
        Corpus.newBuilder()
            .setName(ResourceNames.corpus(settings.name()))
            .setLanguage(settings.language())
            .setChunker(
                switch (settings.chunking()) {
                  case SECTIONS -> Chunker.CHUNKER_SECTIONS;
                  case WHOLE -> Chunker.CHUNKER_WHOLE;
                })
            .setEvidence(EvidenceMessages.of(corpus.evidence()))
            .setAnswerModel(corpus.answerModel())
            .setRerank(RerankMessages.of(corpus.rerank()))
            .setDocumentCount(counts.documents())
            .setChunkCount(counts.chunks())
            .setByteCount(counts.bytes())
            .setProblem(corpus.notice())
            .setTermCount(corpus.terms().added().size())
            .setReindexWanted(corpus.isReindexWanted())
            .setCreateTime(Times.of(settings.createTime()));
    counts
        .encoder()
        .ifPresent(encoder ->
            message.setEncoder(
                Encoder.newBuilder()
                    .setModel(encoder.model())
                    .setDigest(encoder.digest())
                    .setDimensions(encoder.dimensions())
                    .addAllLanguages(encoder.languages())));
    return message.build();
  }
}
