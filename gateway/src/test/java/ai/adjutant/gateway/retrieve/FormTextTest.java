package ai.adjutant.gateway.retrieve;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class FormTextTest {
  @ParameterizedTest
  @CsvSource({
    "The RMA is here., rma",
    "RMA는 여기, RMA",
    "RMAは返品承認番号です, RMA",
    "RMAは返品承認番号です, 返品承認番号",
    "請求書のＲＭＡ番号, RMA",
    "退货单RMA怎么查, RMA",
  })
  void holdsAFormAmongOtherScripts(String text, String form) {
    assertThat(FormText.holds(FormText.plain(text), form)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"The karma is here., rma", "RMAs are here, RMA", "RMA2は, RMA", "返品番号, 返品承認"})
  void holdsNoPartOfAWord(String text, String form) {
    assertThat(FormText.holds(FormText.plain(text), form)).isFalse();
  }
}
