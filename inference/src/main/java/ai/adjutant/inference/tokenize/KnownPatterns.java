package ai.adjutant.inference.tokenize;

import java.util.Set;

/**
 * Regular expressions of published tokenizers, which were tried on long runs of every kind of
 * character: none of them backtracks more than a few times for each character of a text. The native
 * library's engine backtracks, and it aborts the process when it did so ten million times; whether
 * another expression can bring it there is not decided here, it is used in a child process.
 */
final class KnownPatterns {
  private static final String ENDINGS = "(?i:'s|'t|'re|'ve|'m|'ll|'d)";
  private static final String REST = "|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+";
  private static final String MARKS = "| ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*" + REST;
  private static final String BEFORE = "[^\\r\\n\\p{L}\\p{N}]?";
  private static final String UPPER = "[\\p{Lu}\\p{Lt}\\p{Lm}\\p{Lo}\\p{M}]";
  private static final String LOWER = "[\\p{Ll}\\p{Lm}\\p{Lo}\\p{M}]";
  private static final String CASED_REST = " ?[^\\s\\p{L}\\p{N}]+[\\r\\n/]*" + REST;

  private static final Set<String> KNOWN =
      Set.of(
          // GPT-2 in its two spellings
          "'s|'t|'re|'ve|'m|'ll|'d| ?\\p{L}+| ?\\p{N}+| ?[^\\s\\p{L}\\p{N}]+|\\s+(?!\\S)|\\s+",
          "'(?:[sdmt]|ll|ve|re)| ?\\p{L}+| ?\\p{N}+| ?[^\\s\\p{L}\\p{N}]+|\\s+(?!\\S)|\\s+",
          // cl100k, Llama 3, Phi 4
          ENDINGS + "|" + BEFORE + "\\p{L}+|\\p{N}{1,3}" + MARKS,
          // Qwen 2 to 3
          ENDINGS + "|" + BEFORE + "\\p{L}+|\\p{N}" + MARKS,
          // o200k
          BEFORE
              + UPPER
              + "*"
              + LOWER
              + "+"
              + ENDINGS
              + "?|"
              + BEFORE
              + UPPER
              + "+"
              + LOWER
              + "*"
              + ENDINGS
              + "?|\\p{N}{1,3}|"
              + CASED_REST,
          // Tekken
          BEFORE
              + UPPER
              + "*"
              + LOWER
              + "+|"
              + BEFORE
              + UPPER
              + "+"
              + LOWER
              + "*|\\p{N}|"
              + CASED_REST,
          // DeepSeek
          "[\\r\\n]",
          "\\s?\\p{L}+",
          "\\s?\\p{P}+",
          "[一-龥ࠀ-一가-퟿]+",
          "[一-龥\u3040-ゟ゠-ヿ]+",
          "[!\"#$%&'()*+,\\-./:;<=>?@\\[\\\\\\]^_`{|}~][A-Za-z]+|[^\\r\\n\\p{L}\\p{P}\\p{S}]?"
              + "[\\p{L}\\p{M}]+| ?[\\p{P}\\p{S}]+[\\r\\n]*"
              + REST,
          // Falcon, BLOOM
          " ?[^(\\s|[.,!?…。，、।۔،])]+",
          "[0-9][0-9][0-9]",
          // parts of many
          "\\p{N}",
          "\\p{N}{1,3}",
          "\\d",
          " {2,}",
          "\\s+");

  private KnownPatterns() {}

  static boolean has(String pattern) {
    return KNOWN.contains(pattern);
  }

  /** All of them, to be tried. */
  static Set<String> all() {
    return KNOWN;
  }
}
