package ai.adjutant.text;

import java.util.List;

/**
 * Describes a token that names exactly one thing: a part, a form, an article, a version.
 *
 * @param forms normal forms, the most exact one first: {@code FORM24071} before {@code 24071}
 * @param start first UTF-16 code unit in the text
 * @param end one past the last
 * @param certain whether it is an identifier by its look alone; the others ({@code MP3}, {@code
 *     mid-2020}) are where a corpus knows them as such
 */
public record Identifier(List<String> forms, int start, int end, boolean certain) {
  /** Copies the forms. */
  public Identifier {
    forms = List.copyOf(forms);
    if (forms.isEmpty()) {
      throw new IllegalArgumentException("an identifier has a form");
    }
  }

  /** Returns the identifier as the text writes it. */
  public String of(String text) {
    return text.substring(start, end);
  }
}
