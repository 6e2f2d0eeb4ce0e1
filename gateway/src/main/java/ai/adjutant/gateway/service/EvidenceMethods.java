package ai.adjutant.gateway.service;

import ai.adjutant.chassis.error.AdjutantException;
import ai.adjutant.chat.v1.CalibrateEvidenceRequest;
import ai.adjutant.chat.v1.CalibrateEvidenceResponse;
import ai.adjutant.chat.v1.EvidenceServiceGrpc;
import ai.adjutant.chat.v1.SampleQuestion;
import ai.adjutant.gateway.answer.AnswerFlow;
import ai.adjutant.gateway.answer.Question;
import ai.adjutant.gateway.evidence.Calibration;
import ai.adjutant.gateway.evidence.Estimate;
import ai.adjutant.gateway.evidence.Sample;
import ai.adjutant.gateway.retrieve.Retrieval;
import io.grpc.Context;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.util.ArrayList;
import java.util.List;
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
  private final Retrieval retrieval;

  EvidenceMethods(AnswerFlow flow, Retrieval retrieval) {
    this.flow = flow;
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
    Retrieval.StoredRule before = retrieval.rule(corpus);
    List<Sample> samples = samples(corpus, questions);
    Calibration calibration = Calibration.fit(samples, rate);
    int answerable = (int) samples.stream().filter(Sample::answerable).count();
    if (!request.getValidateOnly()) {
      retrieval.store(
          corpus,
          new Retrieval.StoredRule(
              calibration.threshold(),
              true,
              calibration.weightsFitted() ? calibration.model().weights() : List.of(),
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

  private List<Sample> samples(String corpus, List<SampleQuestion> questions) {
    List<Callable<Sample>> searches = new ArrayList<>();
    for (int i = 0; i < questions.size(); i++) {
      SampleQuestion sample = questions.get(i);
      Question question = Requests.question(corpus, sample, i + 1);
      searches.add(() -> new Sample(flow.signals(question), sample.getAnswerable()));
    }
    try (ExecutorService pool =
        Executors.newFixedThreadPool(
            SEARCHES_AT_ONCE, Thread.ofVirtual().name("calibrate-", 0).factory())) {
      List<Future<Sample>> running = new ArrayList<>();
      for (Callable<Sample> search : searches) {
        running.add(pool.submit(Context.current().wrap(search)));
      }
      return collect(running, pool);
    }
  }

  private static List<Sample> collect(List<Future<Sample>> running, ExecutorService pool) {
    List<Sample> samples = new ArrayList<>();
    try {
      for (Future<Sample> search : running) {
        samples.add(search.get());
      }
      return samples;
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

  private static ai.adjutant.chat.v1.Estimate message(Estimate estimate) {
    return ai.adjutant.chat.v1.Estimate.newBuilder()
        .setMean(estimate.mean())
        .setLow(estimate.low())
        .setHigh(estimate.high())
        .build();
  }
}
