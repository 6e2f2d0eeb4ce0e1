package ai.adjutant.gateway.ground;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which words of a sentence are names, and which texts hold them. */
final class NamesTest {
  @Test
  void aNameIsACapitalThatIsNotTheSentencesOwn() {
    assertThat(Names.of("The fee is paid to Anna Berg in March."))
        .containsExactly("Anna", "Berg", "March");
    assertThat(Names.of("Anna Berg pays.")).containsExactlyInAnyOrder("Anna", "Berg");
    assertThat(Names.of("The Corsair seats 8.")).containsExactly("Corsair");
    assertThat(Names.of("Smoking is allowed.")).isEmpty();
    assertThat(Names.of("It says: \"Members pay nothing.\"")).isEmpty();
    assertThat(Names.of("I pay.")).isEmpty();
    assertThat(Names.of("")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "Whoever lives in Germany pays., The German office., true",
    "It is run by the UN in Geneva., The United Nations in Geneva., true",
    "It is run by NATO in Geneva., The United Nations in Geneva., false",
    "Ask Carl about it., Ask Anna about it., false",
    "Ask Carl about it., ask CARL about it., true",
  })
  void aTextHoldsANameByItsBeginningOrItsInitials(String sentence, String text, boolean held) {
    assertThat(new Names(List.of(text)).holdAll(sentence)).isEqualTo(held);
  }
}
