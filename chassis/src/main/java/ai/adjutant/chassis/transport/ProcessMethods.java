package ai.adjutant.chassis.transport;

import ai.adjutant.chassis.threads.ThreadShare;
import ai.adjutant.process.v1.GetProcessRequest;
import ai.adjutant.process.v1.GetProcessResponse;
import ai.adjutant.process.v1.ProcessServiceGrpc;
import io.grpc.stub.StreamObserver;
import java.util.List;

/** {@code ProcessService}: what a service takes of its machine. */
public final class ProcessMethods extends ProcessServiceGrpc.ProcessServiceImplBase {
  private final List<ThreadShare> threads;

  /** Reports these shares of the thread budget. */
  public ProcessMethods(List<ThreadShare> threads) {
    this.threads = List.copyOf(threads);
  }

  @Override
  public void getProcess(GetProcessRequest request, StreamObserver<GetProcessResponse> observer) {
    GetProcessResponse.Builder process =
        GetProcessResponse.newBuilder()
            .setProcessorCount(Runtime.getRuntime().availableProcessors());
    for (ThreadShare share : threads) {
      process.addThreads(
          ai.adjutant.process.v1.ThreadShare.newBuilder()
              .setUse(share.use())
              .setCount(share.count()));
    }
    observer.onNext(process.build());
    observer.onCompleted();
  }
}
