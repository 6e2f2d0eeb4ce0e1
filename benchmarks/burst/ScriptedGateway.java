package ai.adjutant.burst;

import ai.adjutant.chassis.context.RandomIds;
import ai.adjutant.chassis.transport.Endpoint;
import ai.adjutant.chassis.transport.Exposure;
import ai.adjutant.chassis.transport.ServerEnvironment;
import ai.adjutant.chassis.transport.ServiceServer;
import ai.adjutant.gateway.answer.AnswerFlow;
import ai.adjutant.gateway.escalation.AnswerPolicy;
import ai.adjutant.gateway.ground.GroundCheck;
import ai.adjutant.gateway.retrieve.EvidenceRule;
import ai.adjutant.gateway.retrieve.Passage;
import ai.adjutant.gateway.retrieve.Quote;
import ai.adjutant.gateway.retrieve.Retrieval;
import ai.adjutant.gateway.retrieve.SearchResult;
import ai.adjutant.gateway.service.ChatServices;
import ai.adjutant.gateway.tier.Answerer;
import ai.adjutant.gateway.tier.ModelUse;
import ai.adjutant.gateway.tier.Tier;
import ai.adjutant.gateway.tier.TierRequest;
import ai.adjutant.gateway.tier.TierResult;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * Serves the real gateway's questions over a scripted search, which waits as a call to the
 * retriever does, and a scripted tier, which computes as the extractive one does.
 */
final class ScriptedGateway {
  private static final long SEARCH_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
  private static final long ANSWER_NANOS = TimeUnit.MILLISECONDS.toNanos(25);
  private static final String TEXT = "The late payment fee is 6.50 euros.";

  private ScriptedGateway() {}

  /** Prints where it serves, then serves until the process is ended. */
  static void serve(int limit) throws InterruptedException {
    Retrieval retrieval = new Search();
    ChatServices services =
        new ChatServices(
            new AnswerFlow(
                retrieval,
                List.of(new Tiered()),
                new GroundCheck(texts -> Optional.empty()),
                System::nanoTime),
            retrieval,
            AnswerPolicy.DEFAULT,
            limit,
            Clock.systemUTC(),
            new RandomIds());
    ServiceServer server =
        new ServiceServer(
                "gateway",
                new Endpoint.Tcp("127.0.0.1", 0),
                services.methods(),
                null,
                new ServerEnvironment(Exposure.EDGE, new RandomIds(), new SimpleMeterRegistry())
                    .withPrompt(ChatServices.PROMPT))
            .start();
    System.out.println(server.endpoint());
    Thread.currentThread().join();
  }

  private static final class Search implements Retrieval {
    @Override
    public SearchResult search(Query query) {
      long until = System.nanoTime() + SEARCH_NANOS;
      while (System.nanoTime() < until) {
        LockSupport.parkNanos(until - System.nanoTime());
      }
      Passage passage =
          new Passage(
              query.corpus() + "/documents/d",
              "v1",
              query.corpus() + "/documents/d/chunks/0",
              "Fees",
              TEXT,
              0,
              List.of(),
              1,
              5,
              OptionalDouble.of(0.8),
              1,
              1,
              1,
              List.of());
      EvidenceRule rule = new EvidenceRule(0, false, List.of(), OptionalDouble.of(0), 0, 0);
      return new SearchResult(
          List.of(passage),
          List.of(new SearchResult.Term("fee", 2, 3, 1)),
          List.of(),
          new SearchResult.CorpusRule(rule, "", "en", false));
    }

    @Override
    public boolean stands(Passage passage) {
      return true;
    }

    @Override
    public void store(String corpus, EvidenceRule rule) {
      throw new UnsupportedOperationException("nothing is calibrated here");
    }
  }

  private static final class Tiered implements Answerer {
    @Override
    public Tier tier() {
      return Tier.EXTRACTIVE;
    }

    @Override
    public boolean offers(TierRequest request) {
      return true;
    }

    @Override
    public TierResult answer(TierRequest request, Consumer<String> onText) {
      long until = System.nanoTime() + ANSWER_NANOS;
      while (System.nanoTime() < until) {
        Thread.onSpinWait();
      }
      onText.accept(TEXT);
      Passage passage = request.found().passages().getFirst();
      return new TierResult.Answered(
          TEXT,
          List.of(new Quote(passage, TEXT, 0, TEXT.length(), 1)),
          Optional.empty(),
          ModelUse.NONE);
    }
  }
}
