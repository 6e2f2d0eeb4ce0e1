package ai.adjutant.chassis.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

final class CapturedLogTest {
  private static final String NAME = CapturedLogTest.class.getName() + ".noisy";

  private final Logger logger = Logger.getLogger(NAME);
  private final CapturedLog log = CapturedLog.of(NAME);

  @Test
  void takesWhatWasExpectedAndNamesWhatWasNot() throws Exception {
    log.start();
    IllegalStateException provoked = new IllegalStateException("provoked");
    LoggerFactory.getLogger(NAME).warn("file {} is broken", "a.pdf", provoked);
    logger.severe("something else");
    logger.info("all is well");

    LogRecord broken = log.expect("a.pdf is broken");

    assertThat(broken.getThrown()).isSameAs(provoked);
    assertThat(log.surprises()).extracting(LogRecord::getMessage).containsExactly("something else");
    log.stop();
  }

  @Test
  void countsEachRecordOnce() throws Exception {
    log.start();
    logger.warning("again");
    logger.warning("again");

    log.expect("again");

    assertThat(log.surprises()).hasSize(1);
    log.expect("again");
    assertThat(log.surprises()).isEmpty();
    log.stop();
  }

  @Test
  void letsPassWhatIsAllowed() {
    CapturedLog lenient = CapturedLog.of(NAME).allowing("model=broken");
    lenient.start();
    logger.warning("model failed: model=broken");
    logger.warning("model failed: model=good");

    assertThat(lenient.surprises())
        .extracting(LogRecord::getMessage)
        .containsExactly("model failed: model=good");
    lenient.stop();
  }

  @Test
  void waitsForARecordOfAnotherThread() throws Exception {
    log.start();
    Thread.ofVirtual().start(() -> logger.warning("late"));

    assertThat(log.expect("late").getLevel()).isEqualTo(Level.WARNING);
    log.stop();
  }

  @Test
  void leavesTheLoggerAsItWas() {
    log.start();
    assertThat(logger.getUseParentHandlers()).isFalse();

    log.stop();

    assertThat(logger.getUseParentHandlers()).isTrue();
    assertThat(logger.getHandlers()).isEmpty();
  }

  @Test
  void saysWhatCameInsteadOfWhatWasExpected() {
    CapturedLog brief = new CapturedLog(List.of(NAME), Duration.ZERO);
    brief.start();
    logger.warning("this came");

    assertThatThrownBy(() -> brief.expect("that did not"))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("that did not")
        .hasMessageContaining("this came");
    brief.stop();
  }
}
