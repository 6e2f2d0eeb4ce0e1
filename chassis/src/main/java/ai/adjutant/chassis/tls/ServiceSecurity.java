package ai.adjutant.chassis.tls;

import ai.adjutant.chassis.error.AdjutantException;
import io.grpc.ChannelCredentials;
import io.grpc.InsecureChannelCredentials;
import io.grpc.InsecureServerCredentials;
import io.grpc.ServerCredentials;
import io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.NettySslContextChannelCredentials;
import io.grpc.netty.NettySslContextServerCredentials;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * What protects the connections of one service: nothing, which only loopback allows, or TLS with an
 * identity from files. Between services both sides show a certificate of the own CA that names the
 * service; the gateway's clients show none.
 *
 * <p>Any thread may call. With TLS one thread looks for changed files until {@link #close}.
 */
public final class ServiceSecurity implements AutoCloseable {
  /**
   * How long a connection may be resumed without showing certificates again; bounds how long a CA
   * that was taken out of the file still opens connections.
   */
  private static final long SESSION_SECONDS = 300;

  private final @Nullable ReloadingIdentity identity;
  private final @Nullable ScheduledExecutorService watcher;
  private final ServiceRole self;

  private ServiceSecurity(
      ServiceRole self,
      @Nullable ReloadingIdentity identity,
      @Nullable ScheduledExecutorService watcher) {
    this.self = self;
    this.identity = identity;
    this.watcher = watcher;
  }

  /** Returns no protection: plain text, for loopback and within a process. */
  public static ServiceSecurity plaintext(ServiceRole self) {
    return new ServiceSecurity(self, null, null);
  }

  /**
   * Reads a service's identity and keeps it as its files are.
   *
   * @param reload pause between two looks at the files
   * @throws AdjutantException TLS_FILE_REFUSED or CERTIFICATE_REFUSED, naming the file
   */
  public static ServiceSecurity open(
      TlsFiles files, ServiceRole self, Duration reload, Clock clock) {
    ReloadingIdentity identity = new ReloadingIdentity(files, self, clock);
    ScheduledExecutorService watcher =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("tls-files-" + self.word()).factory());
    var unused =
        watcher.scheduleWithFixedDelay(
            identity::check, reload.toMillis(), reload.toMillis(), TimeUnit.MILLISECONDS);
    return new ServiceSecurity(self, identity, watcher);
  }

  /** Returns whether connections are encrypted. */
  public boolean encrypted() {
    return identity != null;
  }

  /** Returns what this service's server shows and asks of those who connect. */
  public ServerCredentials serving() {
    ReloadingIdentity present = identity;
    if (present == null) {
      return InsecureServerCredentials.create();
    }
    SslContextBuilder builder =
        SslContextBuilder.forServer(present.keys()).sessionTimeout(SESSION_SECONDS);
    Set<ServiceRole> callers = callers(self);
    if (!callers.isEmpty()) {
      builder.trustManager(present.trust(callers)).clientAuth(ClientAuth.REQUIRE);
    }
    try {
      return NettySslContextServerCredentials.create(
          GrpcSslContexts.configure(builder, SslProvider.JDK).build());
    } catch (SSLException e) {
      throw new IllegalStateException("this Java can't serve TLS", e);
    }
  }

  /** Returns what this service shows and asks when it calls another. */
  public ChannelCredentials calling(ServiceRole peer) {
    ReloadingIdentity present = identity;
    if (present == null) {
      return InsecureChannelCredentials.create();
    }
    SslContextBuilder builder =
        SslContextBuilder.forClient()
            .keyManager(present.keys())
            .trustManager(present.trust(Set.of(peer)))
            .sessionTimeout(SESSION_SECONDS);
    try {
      return NettySslContextChannelCredentials.create(
          GrpcSslContexts.configure(builder, SslProvider.JDK).build());
    } catch (SSLException e) {
      throw new IllegalStateException("this Java can't speak TLS", e);
    }
  }

  /** Who may connect with a certificate; nobody needs one at the gateway, where keys count. */
  private static Set<ServiceRole> callers(ServiceRole self) {
    return switch (self) {
      case GATEWAY -> Set.of();
      case RETRIEVER -> Set.of(ServiceRole.GATEWAY);
      case INFERENCE -> EnumSet.of(ServiceRole.GATEWAY, ServiceRole.RETRIEVER);
    };
  }

  @Override
  public void close() {
    ScheduledExecutorService present = watcher;
    if (present != null) {
      present.shutdownNow();
    }
  }
}
