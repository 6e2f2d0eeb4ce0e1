package ai.adjutant.retriever.term;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Names a pair of forms as they are compared: in small letters, signs as blanks.
 *
 * @param shortForm "fcr"
 * @param longForm "first contact resolution"; empty for a word, or for every long form
 */
public record TermKey(String shortForm, String longForm) implements Comparable<TermKey> {
  private static final Pattern SIGNS = Pattern.compile("[^\\p{L}\\p{N}]+");

  /** Returns the key of a pair as documents and people write it. */
  public static TermKey of(String shortForm, String longForm) {
    return new TermKey(form(shortForm), form(longForm));
  }

  /** Returns one form as it is compared. */
  public static String form(String text) {
    String plain = Normalizer.normalize(text, Normalizer.Form.NFKC); // wide letters are letters
    return SIGNS.matcher(plain.toLowerCase(Locale.ROOT)).replaceAll(" ").strip();
  }

  /** Returns the key of all long forms of this short form. */
  public TermKey anyLongForm() {
    return new TermKey(shortForm, "");
  }

  /** Orders by the bytes of short and long form, as an index does. */
  @Override
  public int compareTo(TermKey other) {
    int order = Arrays.compareUnsigned(bytes(shortForm), bytes(other.shortForm));
    return order != 0 ? order : Arrays.compareUnsigned(bytes(longForm), bytes(other.longForm));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
