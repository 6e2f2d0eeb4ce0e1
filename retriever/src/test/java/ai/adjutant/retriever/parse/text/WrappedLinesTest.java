package ai.adjutant.retriever.parse.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WrappedLinesTest {
  @Test
  void joinsTheLinesOfAParagraph() {
    String text =
        """
        Customers who move house keep their number as long as the new home lies
        within the same area. They tell us two weeks before, and we switch the
        line on the day.
        Ask for the form.

        - The form is free of charge and can be had in each of our shops, or by
        post.
        - It must be signed.\
        """;

    assertThat(WrappedLines.join(text))
        .isEqualTo(
            """
            Customers who move house keep their number as long as the new home lies within the \
            same area. They tell us two weeks before, and we switch the line on the day.
            Ask for the form.

            - The form is free of charge and can be had in each of our shops, or by post.
            - It must be signed.\
            """);
  }

  @Test
  void leavesOtherTextAlone() {
    String list = "Apples\nPears\nPlums from the old garden behind the house on the hill top\nNuts";
    assertThat(WrappedLines.join(list)).isEqualTo(list);
    String longLines = ("x".repeat(40) + " ").repeat(10) + "\n" + "y".repeat(300) + "\nz\n" + "a b";
    assertThat(WrappedLines.join(longLines)).isEqualTo(longLines);
    assertThat(WrappedLines.join("")).isEmpty();
  }
}
