package ai.adjutant.chassis.transport;

import ai.adjutant.chassis.context.RequestContext;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.ForwardingClientCall.SimpleForwardingClientCall;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;

/** Writes the context of the current request into the metadata of each call that it makes. */
final class ContextExit implements ClientInterceptor {
  @Override
  public <Q, R> ClientCall<Q, R> interceptCall(
      MethodDescriptor<Q, R> method, CallOptions options, Channel next) {
    return new SimpleForwardingClientCall<>(next.newCall(method, options)) {
      @Override
      public void start(Listener<R> listener, Metadata headers) {
        RequestContext.current().ifPresent(context -> ContextHeaders.write(context, headers));
        super.start(listener, headers);
      }
    };
  }
}
