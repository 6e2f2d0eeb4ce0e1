package ai.adjutant.chassis.access;

import ai.adjutant.chassis.error.AdjutantException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The keys of one gateway, durable in its data folder. One process at a time, which holds the lock
 * of the gateway's data; changes are on disk when a call returns. Any thread may call.
 */
public final class KeyStore {
  /** How many keys there may be; those that ended long ago don't count. */
  private static final int KEYS_MAX = 1_000;

  /** Longest life of a key. */
  public static final Duration LIFE_MAX = Duration.ofDays(3_653);

  /** How long ended keys are listed. */
  private static final Duration ENDED_KEPT = Duration.ofDays(90);

  private final KeyFile file;
  private final Clock clock;
  private final int keysMax;
  private final SecureRandom random = new SecureRandom();
  private final Object writing = new Object();
  private volatile Map<String, ApiKey> keys; // by id, oldest first; replaced whole

  KeyStore(Path data, Clock clock, int keysMax) {
    this.file = new KeyFile(data.resolve("gateway"));
    this.clock = clock;
    this.keysMax = keysMax;
    this.keys = byId(file.read());
  }

  /**
   * Reads the keys of a gateway.
   *
   * @param data the data folder of the process
   * @throws AdjutantException KEY_FILE_REFUSED when the file is damaged, saying what to do
   */
  public static KeyStore open(Path data, Clock clock) {
    return new KeyStore(data, clock, KEYS_MAX);
  }

  /**
   * A key that was just made.
   *
   * @param key what is kept of it
   * @param secret the key itself, which nobody can show again
   */
  public record Created(ApiKey key, KeySecret secret) {}

  /**
   * Makes a key.
   *
   * @param life until it expires; up to {@link #LIFE_MAX}
   * @throws AdjutantException KEY_REFUSED, TOO_MANY_KEYS, KEY_FILE_NOT_WRITABLE
   */
  public Created create(KeyWish wish, Duration life) {
    if (!life.isPositive() || life.compareTo(LIFE_MAX) > 0) {
      throw KeyWish.refused("a key expires after up to " + LIFE_MAX.toDays() + " days");
    }
    synchronized (writing) {
      Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
      List<ApiKey> kept =
          new ArrayList<>(keys.values().stream().filter(key -> isListed(key, now)).toList());
      if (kept.size() >= keysMax) {
        throw new AdjutantException(
            KeyReason.TOO_MANY_KEYS,
            "there are "
                + keysMax
                + " keys, which is the most; those that were revoked or expired "
                + ENDED_KEPT.toDays()
                + " days ago are dropped");
      }
      KeySecret secret = KeySecret.random(random);
      while (keys.containsKey(secret.id())) {
        secret = KeySecret.random(random);
      }
      ApiKey key = new ApiKey(secret.id(), wish, secret.hash(), now, now.plus(life), null);
      kept.add(key);
      replace(kept);
      return new Created(key, secret);
    }
  }

  private static boolean isListed(ApiKey key, Instant now) {
    return key.ended(now).map(end -> end.plus(ENDED_KEPT).isAfter(now)).orElse(true);
  }

  /** Returns all keys, the oldest first, ended ones too. */
  public List<ApiKey> list() {
    return List.copyOf(keys.values());
  }

  /**
   * Revokes a key: from now on no call with it is accepted. A key that is revoked stays as it is.
   *
   * @throws AdjutantException KEY_NOT_FOUND, KEY_FILE_NOT_WRITABLE
   */
  public ApiKey revoke(String id) {
    synchronized (writing) {
      ApiKey key = keys.get(id);
      if (key == null) {
        throw new AdjutantException(
            KeyReason.KEY_NOT_FOUND,
            "there is no key "
                + (KeySecret.isId(id) ? id : "of this id")
                + "; './adjutant key list' shows them");
      }
      if (key.revokeTime() != null) {
        return key;
      }
      ApiKey revoked = key.revoked(clock.instant().truncatedTo(ChronoUnit.SECONDS));
      Map<String, ApiKey> changed = new LinkedHashMap<>(keys);
      changed.put(id, revoked);
      replace(changed.values());
      return revoked;
    }
  }

  /** Returns the key that a caller has shown, whatever its state; empty where there is none. */
  public Optional<ApiKey> find(KeySecret shown) {
    return Optional.ofNullable(keys.get(shown.id())).filter(key -> shown.hasHash(key.hash()));
  }

  /** Writes first: what is not on disk is not in force. */
  private void replace(Collection<ApiKey> changed) {
    List<ApiKey> all = List.copyOf(changed);
    file.write(all);
    keys = byId(all);
  }

  private static Map<String, ApiKey> byId(List<ApiKey> all) {
    Map<String, ApiKey> found = new LinkedHashMap<>();
    all.forEach(key -> found.put(key.id(), key));
    return found;
  }
}
