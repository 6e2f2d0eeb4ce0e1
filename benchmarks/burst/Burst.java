package ai.adjutant.burst;

import ai.adjutant.chassis.transport.Channels;
import ai.adjutant.chassis.transport.Endpoint;
import ai.adjutant.chat.v1.AskRequest;
import ai.adjutant.chat.v1.AskResponse;
import ai.adjutant.chat.v1.ChatServiceGrpc;
import ai.adjutant.chat.v1.Outcome;
import com.google.rpc.RetryInfo;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.protobuf.StatusProto;
import io.grpc.stub.StreamObserver;
import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Measures how soon a gateway refuses the questions that it can't take. */
public final class Burst {
  private static final int WARM_UP = 4_000;

  private Burst() {}

  /** Asks as the command line says, or serves where it begins with "serve". */
  public static void main(String[] args) throws Exception {
    if (args.length > 0 && args[0].equals("serve")) {
      ScriptedGateway.serve(Integer.parseInt(args[1]));
      return;
    }
    Wish wish = Wish.parse(args);
    if (!wish.server().isEmpty()) {
      ask(wish, Endpoint.parse(wish.server()));
      return;
    }
    Process gateway = start(wish);
    try (BufferedReader out = gateway.inputReader()) {
      ask(wish, Endpoint.parse(String.valueOf(out.readLine())));
    } finally {
      gateway.destroy();
      gateway.waitFor();
    }
  }

  private static Process start(Wish wish) throws IOException {
    return new ProcessBuilder(
            System.getProperty("java.home") + "/bin/java",
            "--sun-misc-unsafe-memory-access=allow",
            "-Xmx512m",
            "-XX:+UseSerialGC",
            "-cp",
            System.getProperty("java.class.path"),
            Burst.class.getName(),
            "serve",
            Integer.toString(wish.limit()))
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  private static void ask(Wish wish, Endpoint gateway) throws InterruptedException {
    List<ManagedChannel> channels = new ArrayList<>();
    for (int i = 0; i < wish.connections(); i++) {
      channels.add(Channels.open(gateway));
    }
    try {
      var warmUp = round(wish.questions(WARM_UP), channels); // both virtual machines compile
      System.out.println("warm-up: " + warmUp.size() + " questions");
      print(wish, round(wish, channels));
    } finally {
      channels.forEach(ManagedChannel::shutdownNow);
    }
  }

  private static List<End> round(Wish wish, List<ManagedChannel> channels)
      throws InterruptedException {
    ConcurrentLinkedQueue<End> ends = new ConcurrentLinkedQueue<>();
    CountDownLatch left = new CountDownLatch(wish.questions());
    AskRequest request =
        AskRequest.newBuilder().setParent(wish.corpus()).setQuestion(wish.question()).build();
    long begin = System.nanoTime();
    for (int i = 0; i < wish.questions(); i++) {
      if (wish.perSecond() > 0) {
        long due = begin + (long) (i * 1e9 / wish.perSecond());
        while (System.nanoTime() < due) {
          LockSupport.parkNanos(due - System.nanoTime());
        }
      }
      ChatServiceGrpc.newStub(channels.get(i % channels.size()))
          .withExecutor(Runnable::run)
          .withDeadlineAfter(120, TimeUnit.SECONDS)
          .ask(request, new Asked(ends, left));
    }
    left.await();
    return List.copyOf(ends);
  }

  private static void print(Wish wish, List<End> ends) {
    Map<String, Integer> counts = new TreeMap<>();
    ends.forEach(end -> counts.merge(end.how(), 1, Integer::sum));
    System.out.println(
        wish.questions()
            + " questions "
            + (wish.perSecond() > 0 ? "at " + wish.perSecond() + " a second" : "at once")
            + " over "
            + wish.connections()
            + " connections: "
            + counts);
    long[] refused =
        ends.stream()
            .filter(end -> end.how().equals(End.REFUSED))
            .mapToLong(End::nanos)
            .sorted()
            .toArray();
    System.out.println(
        "false refusals (an outcome other than answered): "
            + ends.stream().filter(end -> end.how().startsWith("OUTCOME_")).count()
            + "; refused without RetryInfo: "
            + counts.getOrDefault(End.REFUSED_WITHOUT_RETRY, 0));
    if (refused.length > 0) {
      System.out.printf(
          "time to refusal, ms: p50 %.1f, p95 %.1f, max %.1f%n",
          at(refused, 0.50), at(refused, 0.95), at(refused, 1));
      System.out.println(
          "refused within 5 ms: "
              + Arrays.stream(refused).filter(nanos -> nanos <= 5_000_000).count()
              + " of "
              + refused.length);
    }
  }

  private static double at(long[] sorted, double share) {
    return sorted[(int) Math.min(sorted.length - 1L, Math.round(share * sorted.length))] / 1e6;
  }

  /** States how one question ended, and after how long. */
  private record End(String how, long nanos) {
    static final String ANSWERED = "answered";
    static final String REFUSED = "refused";
    static final String REFUSED_WITHOUT_RETRY = "refused without RetryInfo";
  }

  /** Hears of one question from its asking on. */
  private static final class Asked implements StreamObserver<AskResponse> {
    private final ConcurrentLinkedQueue<End> ends;
    private final CountDownLatch left;
    private final long startNanos = System.nanoTime();
    private String how = "no outcome";

    Asked(ConcurrentLinkedQueue<End> ends, CountDownLatch left) {
      this.ends = ends;
      this.left = left;
    }

    @Override
    public void onNext(AskResponse event) {
      if (event.hasDone()) {
        Outcome outcome = event.getDone().getOutcome();
        how = outcome == Outcome.OUTCOME_ANSWERED ? End.ANSWERED : outcome.name();
      }
    }

    @Override
    public void onError(Throwable failure) {
      long nanos = System.nanoTime() - startNanos;
      Status.Code code = Status.fromThrowable(failure).getCode();
      if (code != Status.Code.RESOURCE_EXHAUSTED) {
        how = code.name();
      } else {
        var status = StatusProto.fromThrowable(failure);
        boolean retry =
            status != null
                && status.getDetailsList().stream().anyMatch(any -> any.is(RetryInfo.class));
        how = retry ? End.REFUSED : End.REFUSED_WITHOUT_RETRY;
      }
      end(nanos);
    }

    @Override
    public void onCompleted() {
      end(System.nanoTime() - startNanos);
    }

    private void end(long nanos) {
      ends.add(new End(how, nanos));
      left.countDown();
    }
  }
}
