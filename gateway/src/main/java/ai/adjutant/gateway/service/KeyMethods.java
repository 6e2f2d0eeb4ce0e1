package ai.adjutant.gateway.service;

import ai.adjutant.access.v1.CreateKeyRequest;
import ai.adjutant.access.v1.CreateKeyResponse;
import ai.adjutant.access.v1.Key;
import ai.adjutant.access.v1.KeyScope;
import ai.adjutant.access.v1.KeyServiceGrpc;
import ai.adjutant.access.v1.KeyState;
import ai.adjutant.access.v1.ListKeysRequest;
import ai.adjutant.access.v1.ListKeysResponse;
import ai.adjutant.access.v1.RevokeKeyRequest;
import ai.adjutant.access.v1.RevokeKeyResponse;
import ai.adjutant.chassis.access.ApiKey;
import ai.adjutant.chassis.access.KeyReason;
import ai.adjutant.chassis.access.KeyStore;
import ai.adjutant.chassis.access.KeyWish;
import ai.adjutant.chassis.access.Scope;
import ai.adjutant.chassis.context.RequestContext;
import ai.adjutant.chassis.error.AdjutantException;
import com.google.protobuf.Timestamp;
import io.grpc.stub.StreamObserver;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code KeyService}: makes, lists and revokes the keys of this gateway. */
public final class KeyMethods extends KeyServiceGrpc.KeyServiceImplBase {
  private static final Logger log = LoggerFactory.getLogger(KeyMethods.class);
  private static final String COLLECTION = "keys/";
  private static final int PAGE_MAX = 1_000;

  private final KeyStore keys;
  private final Clock clock;

  /** Serves these keys. */
  public KeyMethods(KeyStore keys, Clock clock) {
    this.keys = keys;
    this.clock = clock;
  }

  @Override
  public void createKey(CreateKeyRequest request, StreamObserver<CreateKeyResponse> observer) {
    Set<Scope> scopes = EnumSet.noneOf(Scope.class);
    request.getScopesList().forEach(scope -> scopes.add(scope(scope)));
    KeyWish wish =
        new KeyWish(
            request.getDisplayName(),
            scopes,
            request.getRequestsPerMinuteMax(),
            request.getConcurrentMax());
    KeyStore.Created created = keys.create(wish, life(request.getLife()));
    log.info("{} made the key {}", principal(), created.key().prefix());
    observer.onNext(
        CreateKeyResponse.newBuilder()
            .setKey(message(created.key()))
            .setSecret(created.secret().reveal())
            .build());
    observer.onCompleted();
  }

  @Override
  public void listKeys(ListKeysRequest request, StreamObserver<ListKeysResponse> observer) {
    if (request.getPageSize() < 0) {
      throw refused("page_size is " + request.getPageSize() + ", not 0 to " + PAGE_MAX);
    }
    int size = request.getPageSize() == 0 ? PAGE_MAX : Math.min(request.getPageSize(), PAGE_MAX);
    List<ApiKey> all = keys.list();
    // the token is the id of the last key that was seen
    int from = 0;
    if (!request.getPageToken().isEmpty()) {
      from = all.stream().map(ApiKey::id).toList().indexOf(request.getPageToken()) + 1;
      if (from == 0) {
        throw refused("page_token is none of this list; begin again without one");
      }
    }
    List<ApiKey> page = all.subList(from, Math.min(from + size, all.size()));
    ListKeysResponse.Builder response = ListKeysResponse.newBuilder();
    page.forEach(key -> response.addKeys(message(key)));
    if (from + page.size() < all.size()) {
      response.setNextPageToken(page.getLast().id());
    }
    observer.onNext(response.build());
    observer.onCompleted();
  }

  @Override
  public void revokeKey(RevokeKeyRequest request, StreamObserver<RevokeKeyResponse> observer) {
    if (!request.getName().startsWith(COLLECTION)) {
      throw refused("name is not keys/ID");
    }
    ApiKey revoked = keys.revoke(request.getName().substring(COLLECTION.length()));
    log.info("{} revoked the key {}", principal(), revoked.prefix());
    observer.onNext(RevokeKeyResponse.newBuilder().setKey(message(revoked)).build());
    observer.onCompleted();
  }

  private Key message(ApiKey key) {
    Key.Builder message =
        Key.newBuilder()
            .setName(COLLECTION + key.id())
            .setDisplayName(key.wish().name())
            .setPrefix(key.prefix())
            .setState(
                switch (key.state(clock.instant())) {
                  case ACTIVE -> KeyState.KEY_STATE_ACTIVE;
                  case EXPIRED -> KeyState.KEY_STATE_EXPIRED;
                  case REVOKED -> KeyState.KEY_STATE_REVOKED;
                })
            .setCreateTime(timestamp(key.createTime()))
            .setExpireTime(timestamp(key.expireTime()))
            .setRequestsPerMinuteMax(key.wish().requestsPerMinuteMax())
            .setConcurrentMax(key.wish().concurrentMax());
    Instant revoked = key.revokeTime();
    if (revoked != null) {
      message.setRevokeTime(timestamp(revoked));
    }
    key.scopes().forEach(scope -> message.addScopes(scope(scope)));
    return message.build();
  }

  private static Scope scope(KeyScope scope) {
    return switch (scope) {
      case KEY_SCOPE_ASK -> Scope.ASK;
      case KEY_SCOPE_LOAD -> Scope.LOAD;
      case KEY_SCOPE_ADMIN -> Scope.ADMIN;
      case KEY_SCOPE_UNSPECIFIED, UNRECOGNIZED ->
          throw refused("scopes holds one that is none of ASK, LOAD, ADMIN");
    };
  }

  private static KeyScope scope(Scope scope) {
    return switch (scope) {
      case ASK -> KeyScope.KEY_SCOPE_ASK;
      case LOAD -> KeyScope.KEY_SCOPE_LOAD;
      case ADMIN -> KeyScope.KEY_SCOPE_ADMIN;
    };
  }

  private static Duration life(com.google.protobuf.Duration life) {
    try {
      return Duration.ofSeconds(life.getSeconds(), life.getNanos());
    } catch (DateTimeException | ArithmeticException e) {
      throw refused("life is no duration");
    }
  }

  private static Timestamp timestamp(Instant time) {
    return Timestamp.newBuilder()
        .setSeconds(time.getEpochSecond())
        .setNanos(time.getNano())
        .build();
  }

  private static AdjutantException refused(String message) {
    return new AdjutantException(KeyReason.KEY_REFUSED, message);
  }

  private static String principal() {
    return RequestContext.current().map(RequestContext::principal).orElse(RequestContext.ANONYMOUS);
  }
}
