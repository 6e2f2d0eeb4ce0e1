package ai.adjutant.chassis.access;

import ai.adjutant.chassis.file.Sha256;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A whole key, {@code adj_ID_SECRET}; never printed but by {@link #reveal}. */
public final class KeySecret {
  static final String PREFIX = "adj_";

  private static final int ID_BYTES = 6;

  /** 256 bits can't be guessed, so that a plain hash without salt or stretching keeps them. */
  private static final int SECRET_BYTES = 32;

  private static final Pattern ID = Pattern.compile("[0-9a-f]{12}");
  private static final Pattern FORM = Pattern.compile("adj_([0-9a-f]{12})_[A-Za-z0-9_-]{43}");

  private final String id;
  private final String text;

  private KeySecret(String id, String text) {
    this.id = id;
    this.text = text;
  }

  static KeySecret random(SecureRandom random) {
    byte[] id = new byte[ID_BYTES];
    random.nextBytes(id);
    byte[] secret = new byte[SECRET_BYTES];
    random.nextBytes(secret);
    String name = HexFormat.of().formatHex(id);
    return new KeySecret(
        name, PREFIX + name + "_" + Base64.getUrlEncoder().withoutPadding().encodeToString(secret));
  }

  /** Reads what a caller sent; empty where it has not the form of a key. */
  public static Optional<KeySecret> parse(String text) {
    Matcher parts = FORM.matcher(text);
    return parts.matches() ? Optional.of(new KeySecret(parts.group(1), text)) : Optional.empty();
  }

  static boolean isId(String text) {
    return ID.matcher(text).matches();
  }

  String id() {
    return id;
  }

  String hash() {
    return Sha256.of(text.getBytes(StandardCharsets.US_ASCII));
  }

  /** Whether this is the key of a hash; takes the same time wherever they differ. */
  boolean hasHash(String hash) {
    return MessageDigest.isEqual(
        hash().getBytes(StandardCharsets.US_ASCII), hash.getBytes(StandardCharsets.US_ASCII));
  }

  /** Returns the key itself, to show or send it. */
  public String reveal() {
    return text;
  }

  @Override
  public String toString() {
    return PREFIX + id + "_…";
  }
}
