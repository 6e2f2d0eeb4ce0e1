package ai.adjutant.retriever.parse.validity;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LanguageTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "en | The fee is due at the end of the month and it can be paid in the shop.",
        "de | Die Gebühr ist am Ende des Monats fällig und kann auch in dem Laden bezahlt werden.",
        "fr | Les frais sont dus à la fin du mois et peuvent être payés dans le magasin.",
        "es | La cuota se paga al final del mes y se puede pagar en la tienda con la tarjeta.",
        "it | La tassa è dovuta alla fine del mese e si può pagare nel negozio con la carta.",
        "nl | De kosten moeten aan het einde van de maand worden betaald, en dat kan in de winkel.",
        "pt | A taxa é devida no fim do mês e não pode ser paga na loja com o cartão do banco.",
        "ko | 요금은 월말에 납부해야 하며 매장에서 결제할 수 있습니다.",
        "ja | 料金は月末に支払う必要があり、店舗で支払うことができます。",
        "zh | 费用应在月底支付，可以在商店支付。",
        "ru | Плата вносится в конце месяца, и её можно внести в магазине или на сайте.",
        "el | Το τέλος καταβάλλεται στο τέλος του μήνα.",
        "ar | يتم دفع الرسوم في نهاية الشهر",
        "ko | 고객은 iPhone 15 Pro 와 Galaxy S24 Ultra 요금제를 선택할 수 있습니다"
      })
  void tellsTheLanguage(String language, String text) {
    assertThat(Language.of(text)).isEqualTo(language);
  }

  @Test
  void saysNothingWhenUnsure() {
    assertThat(Language.of("")).isEmpty();
    assertThat(Language.of("12345 67890")).isEmpty();
    assertThat(Language.of("SKU Widget Gadget Sprocket Flange Bracket Washer")).isEmpty();
  }
}
