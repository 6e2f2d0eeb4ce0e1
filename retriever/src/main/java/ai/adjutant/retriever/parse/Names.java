package ai.adjutant.retriever.parse;

import ai.adjutant.chassis.error.AdjutantException;
import java.util.Locale;

/** Reads what names of files and members say. */
public final class Names {
  /** Bounds a name, in UTF-16 code units. */
  public static final int CHARACTERS_MAX = DocumentReader.NAME_CHARACTERS_MAX;

  private Names() {}

  /**
   * Refuses a name that can't name a document.
   *
   * @throws AdjutantException BAD_NAME
   */
  public static void check(String name) {
    if (name.isBlank()) {
      throw bad(name, "is empty");
    }
    if (name.length() > CHARACTERS_MAX) {
      throw bad(name.substring(0, 40) + "…", "is longer than " + CHARACTERS_MAX + " characters");
    }
    if (name.startsWith("/") || name.matches("[A-Za-z]:[/\\\\].*")) {
      throw bad(name, "is absolute");
    }
    if (name.indexOf('\\') >= 0 || name.chars().anyMatch(Character::isISOControl)) {
      throw bad(name, "holds a backslash or a control character");
    }
    for (String step : name.split("/", -1)) {
      if (step.equals("..") || step.equals(".")) {
        throw bad(name, "leads out of its folder");
      }
    }
  }

  private static AdjutantException bad(String name, String what) {
    String shown = name.replaceAll("\\p{Cntrl}", "?");
    return new AdjutantException(
        ParseReason.BAD_NAME, "the name \"" + shown + "\" " + what + "; rename the file");
  }

  /** Returns the last step of an id: {@code c.txt} of {@code a/b.zip!/c.txt}. */
  public static String file(String id) {
    return id.substring(id.lastIndexOf('/') + 1);
  }

  /** Returns the ending in lower case, without the dot; empty when there is none. */
  public static String ending(String id) {
    String file = file(id);
    int dot = file.lastIndexOf('.');
    return dot <= 0 ? "" : file.substring(dot + 1).toLowerCase(Locale.ROOT);
  }

  /** Returns the file's name without its ending. */
  public static String title(String id) {
    String file = file(id);
    int dot = file.lastIndexOf('.');
    return dot <= 0 ? file : file.substring(0, dot);
  }
}
