package ai.adjutant.text;

import java.util.Set;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.ko.POS;

/**
 * Tells by what a language shows whether a word can name something: its part of speech in Korean
 * and Japanese, capitals in German, endings of adverbs in English. Where nothing shows, it can.
 */
enum Naming {
  /** Nouns, foreign words and numbers by Nori's tags. */
  KOREAN {
    @Override
    Reader reader(TokenStream tokens, String text) {
      var speech =
          tokens.addAttribute(
              org.apache.lucene.analysis.ko.tokenattributes.PartOfSpeechAttribute.class);
      return (start, end) -> {
        POS.Tag tag = speech.getLeftPOS();
        return tag == null || NOUNS.contains(tag);
      };
    }
  },
  /** Nouns by Kuromoji's tags. */
  JAPANESE {
    @Override
    Reader reader(TokenStream tokens, String text) {
      var speech =
          tokens.addAttribute(
              org.apache.lucene.analysis.ja.tokenattributes.PartOfSpeechAttribute.class);
      return (start, end) -> {
        String tag = speech.getPartOfSpeech();
        return tag == null || tag.startsWith("名詞");
      };
    }
  },
  /** Words with a capital or a digit. */
  GERMAN {
    @Override
    Reader reader(TokenStream tokens, String text) {
      return (start, end) -> marked(text, start, end);
    }
  },
  /** All but adverbs; those with a capital or a digit in any case. */
  ENGLISH {
    @Override
    Reader reader(TokenStream tokens, String text) {
      return (start, end) ->
          (start > 0 && marked(text, start, end)) || !text.substring(start, end).endsWith("ly");
    }
  },
  /** All. */
  OTHER {
    @Override
    Reader reader(TokenStream tokens, String text) {
      return (start, end) -> true;
    }
  };

  private static final Set<POS.Tag> NOUNS =
      Set.of(
          POS.Tag.NNG,
          POS.Tag.NNP,
          POS.Tag.NNB,
          POS.Tag.NNBC,
          POS.Tag.XR,
          POS.Tag.NR,
          POS.Tag.SL,
          POS.Tag.SH,
          POS.Tag.SN,
          POS.Tag.UNKNOWN);

  /** Reads the word at which a token stream stands. */
  interface Reader {
    /** Returns whether the word between these offsets can name something. */
    boolean names(int start, int end);
  }

  /** Reads the words of a text as its tokens come. */
  abstract Reader reader(TokenStream tokens, String text);

  static Naming of(String language) {
    return switch (language) {
      case "ko" -> KOREAN;
      case "ja" -> JAPANESE;
      case "de" -> GERMAN;
      case "en" -> ENGLISH;
      default -> OTHER;
    };
  }

  private static boolean marked(String text, int start, int end) {
    return text.substring(start, end)
        .codePoints()
        .anyMatch(c -> Character.isUpperCase(c) || Character.isDigit(c));
  }
}
