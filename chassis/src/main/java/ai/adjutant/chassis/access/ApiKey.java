package ai.adjutant.chassis.access;

import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of a key; its secret is not.
 *
 * @param id 12 lower-case hexadecimal digits, part of the key and no secret
 * @param wish what was asked for when it was made
 * @param hash SHA-256 of the whole key, in lower-case hexadecimal digits
 * @param createTime when it was made
 * @param expireTime from when on it is refused
 * @param revokeTime when it was revoked; null while it is not
 */
public record ApiKey(
    String id,
    KeyWish wish,
    String hash,
    Instant createTime,
    Instant expireTime,
    @Nullable Instant revokeTime) {
  /** Refuses what no key of ours can be. */
  public ApiKey {
    if (!KeySecret.isId(id) || !hash.matches("[0-9a-f]{64}")) {
      throw new IllegalArgumentException("no id of 12 hexadecimal digits with a SHA-256");
    }
    if (!expireTime.isAfter(createTime)) {
      throw new IllegalArgumentException("the key expires before it is made");
    }
  }

  /** Whether and why a key is accepted. */
  public enum State {
    /** It is accepted. */
    ACTIVE,
    /** Its time is over. */
    EXPIRED,
    /** Somebody revoked it. */
    REVOKED
  }

  /** Returns whether it is accepted at a time. */
  public State state(Instant now) {
    if (revokeTime != null) {
      return State.REVOKED;
    }
    return now.isBefore(expireTime) ? State.ACTIVE : State.EXPIRED;
  }

  /** Returns whether its scopes include one of these; {@code admin} includes all. */
  public boolean permitsAny(Set<Scope> wanted) {
    Set<Scope> scopes = wish.scopes();
    return scopes.contains(Scope.ADMIN) || wanted.stream().anyMatch(scopes::contains);
  }

  /** Returns its beginning, which may be shown and logged: {@code adj_0123456789ab}. */
  public String prefix() {
    return KeySecret.PREFIX + id;
  }

  /** Returns since when it is not accepted any more; empty while it is or has not ended yet. */
  Optional<Instant> ended(Instant now) {
    return switch (state(now)) {
      case ACTIVE -> Optional.empty();
      case EXPIRED -> Optional.of(expireTime);
      case REVOKED -> Optional.ofNullable(revokeTime);
    };
  }

  ApiKey revoked(Instant when) {
    return new ApiKey(id, wish, hash, createTime, expireTime, when);
  }

  /** Returns the scopes in their order. */
  public Set<Scope> scopes() {
    return EnumSet.copyOf(wish.scopes());
  }
}
