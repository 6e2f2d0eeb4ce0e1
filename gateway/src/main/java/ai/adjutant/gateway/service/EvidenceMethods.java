package ai.adjutant.gateway.service;

import ai.adjutant.chassis.error.AdjutantException;
import ai.adjutant.chat.v1.CalibrateEvidenceRequest;
import ai.adjutant.chat.v1.CalibrateEvidenceResponse;
import ai.adjutant.chat.v1.EvidenceServiceGrpc;
import ai.adjutant.chat.v1.SampleQuestion;
import ai.adjutant.gateway.answer.AnswerFlow;
import ai.adjutant.gateway.answer.Question;
import ai.adjutant.gateway.escalation.AnswerPolicy;
import ai.adjutant.gateway.evidence.Calibration;
import ai.adjutant.gateway.evidence.Sample;
import ai.adjutant.gateway.evidence.Signals;
import ai.adjutant.gateway.retrieve.EvidenceRule;
import ai.adjutant.gateway.retrieve.Retrieval;
import ai.adjutant.gateway.retrieve.SearchResult;
import ai.adjutant.statistics.Interval;
import io.grpc.Context;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** {@code EvidenceService}. */
final class EvidenceMethods extends EvidenceServiceGrpc.EvidenceServiceImplBase {
  private static final int QUESTIONS_MAX = 5_000;
  private static final int SEARCHES_AT_ONCE = 4;
  private static final double FALSE_REFUSALS = 0.1;

  private final AnswerFlow flow;
  private final AnswerPolicy policy;
  private final Retrieval retrieval;

  EvidenceMethods(AnswerFlow flow, AnswerPolicy policy, Retrieval retrieval) {
    this.flow = flow;
    this.policy = policy;
    this.retrieval = retrieval;
  }

  @Override
  public void calibrateEvidence(
      CalibrateEvidenceRequest request, StreamObserver<CalibrateEvidenceResponse> observer) {
    String corpus = Requests.corpus(request.getParent());
    double rate =
        request.getFalseRefusalRate() == 0 ? FALSE_REFUSALS : request.getFalseRefusalRate();
    if (!(rate >= 0 && rate <= 0.5)) {
      throw Requests.refuse("false_refusal_rate " + rate + " is not between 0 and 0.5");
    }
    List<SampleQuestion> questions = request.getQuestionsList();
    check(questions);
    List<SearchResult> searched = searches(corpus, questions);
    EvidenceRule before = searched.getFirst().corpus().evidence();
    List<Sample> samples = samples(questions, searched);
    Calibration calibration = Calibration.fit(samples, rate);
    int answerable = (int) samples.stream().filter(Sample::answerable).count();
    if (!request.getValidateOnly()) {
      retrieval.store(
          corpus,
          new EvidenceRule(
              calibration.threshold(),
              true,
              calibration.weightsFitted() ? calibration.model().weights() : List.of(),
              OptionalDouble.of(calibration.wordsThreshold()),
              answerable,
              samples.size() - answerable));
    }
    CalibrateEvidenceResponse.Builder response =
        CalibrateEvidenceResponse.newBuilder()
            .setPreviousThreshold(before.threshold())
            .setThreshold(calibration.threshold())
            .setRefusedAnswerable(message(calibration.refusedAnswerable()))
            .setAnswerableCount(answerable)
            .setUnanswerableCount(samples.size() - answerable)
            .setWeightsFitted(calibration.weightsFitted());
    calibration.refusedUnanswerable().ifPresent(e -> response.setRefusedUnanswerable(message(e)));
    calibration.auc().ifPresent(e -> response.setAuc(message(e)));
    observer.onNext(response.build());
    observer.onCompleted();
  }

  private static void check(List<SampleQuestion> questions) {
    if (questions.size() > QUESTIONS_MAX) {
      throw Requests.refuse(
          questions.size() + " sample questions are too many; " + QUESTIONS_MAX + " is the most");
    }
    long answerable = questions.stream().filter(SampleQuestion::getAnswerable).count();
    if (answerable < Calibration.ANSWERABLE_MIN) {
      throw new AdjutantException(
          ChatReason.TOO_FEW_QUESTIONS,
          answerable
              + " answerable sample questions are too few to fit a threshold; give at least "
              + Calibration.ANSWERABLE_MIN
              + ", better 50");
    }
  }

  private static List<Sample> samples(List<SampleQuestion> questions, List<SearchResult> searched) {
    List<Sample> samples = new ArrayList<>();
    for (int i = 0; i < questions.size(); i++) {
      SearchResult found = searched.get(i);
      if (!found.missing().isEmpty()) {
        throw new AdjutantException(
            ChatReason.SEARCH_INCOMPLETE,
            "a threshold can't be fitted while a part of the search is missing: "
                + found.missing().getFirst().message());
      }
      samples.add(new Sample(Signals.of(found), questions.get(i).getAnswerable()));
    }
    return samples;
  }

  private List<SearchResult> searches(String corpus, List<SampleQuestion> questions) {
    List<Callable<SearchResult>> searches = new ArrayList<>();
    for (int i = 0; i < questions.size(); i++) {
      Question question = Requests.question(corpus, questions.get(i), i + 1);
      searches.add(() -> flow.search(question, policy));
    }
    try (ExecutorService pool =
        Executors.newFixedThreadPool(
            SEARCHES_AT_ONCE, Thread.ofVirtual().name("calibrate-", 0).factory())) {
      List<Future<SearchResult>> running = new ArrayList<>();
      for (Callable<SearchResult> search : searches) {
        running.add(pool.submit(Context.current().wrap(search)));
      }
      return collect(running, pool);
    }
  }

  private static List<SearchResult> collect(
      List<Future<SearchResult>> running, ExecutorService pool) {
    List<SearchResult> results = new ArrayList<>();
    try {
      for (Future<SearchResult> search : running) {
        results.add(search.get());
      }
      return results;
    } catch (ExecutionException e) {
      pool.shutdownNow();
      throw e.getCause() instanceof RuntimeException cause
          ? cause
          : new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      pool.shutdownNow();
      Thread.currentThread().interrupt();
      throw Status.CANCELLED.withDescription("interrupted").asRuntimeException();
    }
  }

  private static ai.adjutant.chat.v1.Estimate message(Interval interval) {
    return ai.adjutant.chat.v1.Estimate.newBuilder()
        .setMean(interval.mean())
        .setLow(interval.low())
        .setHigh(interval.high())
        .build();
  }
}
