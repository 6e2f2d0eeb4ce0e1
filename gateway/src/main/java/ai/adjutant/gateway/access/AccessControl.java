package ai.adjutant.gateway.access;

import ai.adjutant.chassis.access.ApiKey;
import ai.adjutant.chassis.access.KeySecret;
import ai.adjutant.chassis.access.KeyStore;
import ai.adjutant.chassis.access.Scope;
import ai.adjutant.chassis.error.AdjutantException;
import java.time.Clock;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Admits calls by the key that they show. Nothing is remembered of a key but what it takes at the
 * moment, so a key that was revoked is refused at the next call.
 */
public final class AccessControl {
  /** How many keys' use is remembered before that of idle ones is dropped. */
  private static final int USES_MAX = 2_000;

  private static final String BEARER = "Bearer ";

  private final KeyStore keys;
  private final KeyLimits defaults;
  private final Clock clock;
  private final LongSupplier nanoTime;
  private final Map<String, KeyUse> uses = new ConcurrentHashMap<>(); // by the key's id

  /**
   * Admits by these keys.
   *
   * @param defaults the limits of keys without limits of their own
   * @param clock tells when keys expire
   * @param nanoTime a clock that never goes back, for rates
   */
  public AccessControl(KeyStore keys, KeyLimits defaults, Clock clock, LongSupplier nanoTime) {
    this.keys = keys;
    this.defaults = defaults;
    this.clock = clock;
    this.nanoTime = nanoTime;
  }

  /**
   * Admits a call or refuses it.
   *
   * @param method full name, {@code adjutant.chat.v1.ChatService/Ask}
   * @param authorization what the caller sent as {@code authorization}, if anything
   * @throws AdjutantException KEY_MISSING, KEY_UNKNOWN, KEY_EXPIRED, KEY_REVOKED, SCOPE_MISSING,
   *     METHOD_CLOSED
   * @throws RetryLater KEY_RATE_EXCEEDED, KEY_CONCURRENCY_EXCEEDED
   */
  public Admission admit(String method, @Nullable String authorization) {
    if (MethodScopes.isOpen(method)) {
      return new Admission(null, () -> {});
    }
    ApiKey key = key(authorization);
    Set<Scope> anyOf = MethodScopes.of(method);
    if (anyOf.isEmpty()) {
      throw new AdjutantException(
          AccessReason.METHOD_CLOSED, "the gateway lets nobody call " + method);
    }
    if (!key.permitsAny(anyOf)) {
      throw new AdjutantException(
          AccessReason.SCOPE_MISSING,
          "this needs a key with the scope "
              + words(anyOf, " or ")
              + "; this one has "
              + words(key.scopes(), " and "),
          Map.of("needed", words(anyOf, ",")),
          null);
    }
    KeyUse use = use(key);
    use.begin(nanoTime.getAsLong());
    return new Admission("key:" + key.id(), use::end);
  }

  private ApiKey key(@Nullable String authorization) {
    if (authorization == null || authorization.isBlank()) {
      throw new AdjutantException(
          AccessReason.KEY_MISSING,
          "this gateway asks for a key; give one with --key-file FILE or in ADJUTANT_API_KEY"
              + " (programs: the metadata 'authorization: Bearer KEY')");
    }
    String text =
        authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())
            ? authorization.substring(BEARER.length()).strip()
            : "";
    ApiKey key =
        KeySecret.parse(text)
            .flatMap(keys::find)
            .orElseThrow(() ->
                new AdjutantException(
                    AccessReason.KEY_UNKNOWN,
                    "this gateway does not know the key; check that it is whole and was made"
                        + " for this gateway"));
    return switch (key.state(clock.instant())) {
      case ACTIVE -> key;
      case EXPIRED ->
          throw new AdjutantException(
              AccessReason.KEY_EXPIRED,
              "the key "
                  + key.prefix()
                  + " expired on "
                  + key.expireTime()
                  + "; ask an administrator for a new one ('./adjutant key create')");
      case REVOKED ->
          throw new AdjutantException(
              AccessReason.KEY_REVOKED,
              "the key "
                  + key.prefix()
                  + " was revoked; ask an administrator for a new one ('./adjutant key create')");
    };
  }

  private KeyUse use(ApiKey key) {
    if (uses.size() >= USES_MAX) {
      long now = nanoTime.getAsLong();
      uses.values().removeIf(use -> use.isIdle(now));
    }
    return uses.computeIfAbsent(
        key.id(),
        id ->
            new KeyUse(
                defaults.with(key.wish().requestsPerMinuteMax(), key.wish().concurrentMax()),
                nanoTime.getAsLong()));
  }

  private static String words(Set<Scope> scopes, String between) {
    return scopes.stream().sorted().map(Scope::word).collect(Collectors.joining(between));
  }
}
