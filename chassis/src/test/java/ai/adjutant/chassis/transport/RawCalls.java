package ai.adjutant.chassis.transport;

import ai.adjutant.chat.v1.StatusServiceGrpc;
import com.google.common.io.ByteStreams;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.Marshaller;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** A method whose messages are any bytes. */
final class RawCalls {
  static final MethodDescriptor<byte[], byte[]> GET_STATUS =
      MethodDescriptor.<byte[], byte[]>newBuilder(Bytes.ANY, Bytes.ANY)
          .setFullMethodName(StatusServiceGrpc.getGetStatusMethod().getFullMethodName())
          .setType(MethodDescriptor.MethodType.UNARY)
          .build();

  private RawCalls() {}

  private enum Bytes implements Marshaller<byte[]> {
    ANY;

    @Override
    public InputStream stream(byte[] value) {
      return new ByteArrayInputStream(value);
    }

    @Override
    public byte[] parse(InputStream stream) {
      try {
        return ByteStreams.toByteArray(stream);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
