package io.eventloop.pool;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** The variable as Node 20.20.2 reads it, counted in the threads that the process has. */
class PoolSizeTest {
  private final Logger logger = (Logger) LoggerFactory.getLogger(PoolSize.class);
  private final ListAppender<ILoggingEvent> log = new ListAppender<>();

  @BeforeEach
  void listen() {
    log.start();
    logger.setAdditive(false);
    logger.addAppender(log);
  }

  @AfterEach
  void stopListening() {
    logger.detachAppender(log);
    logger.setAdditive(true);
  }

  private static int size(String text) {
    return PoolSize.fromEnvironment(Map.of("UV_THREADPOOL_SIZE", text));
  }

  @Test
  void shouldBeFourWhenTheVariableIsNotSet() {
    assertThat(PoolSize.fromEnvironment(Map.of())).isEqualTo(4);
    assertThat(log.list).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "4", "128", "1024"})
  void shouldTakeANumberInRangeWithoutAWord(String text) {
    assertThat(size(text)).isEqualTo(Integer.parseInt(text));
    assertThat(log.list).isEmpty();
  }

  // UV_THREADPOOL_SIZE=... node -e "crypto.pbkdf2('a', 'b', 1, 8, 'sha1', () => console.log(
  //     fs.readdirSync('/proc/self/task').length - before))"
  @ParameterizedTest
  @CsvSource({
    "'', 1",
    "abc, 1",
    "0x10, 1",
    "1e2, 1",
    "0, 1",
    "1025, 1024",
    "99999999999, 1024",
    "99999999999999999999999, 1024",
    "2147483648, 1024",
    "4294967296, 1",
    "-1, 1024",
    "8abc, 8",
    "3 2, 3",
    "4.7, 4",
  })
  void shouldReadAsLibuvDoesAndWarnOnceWhenItIsNoNumberInRange(String text, int expected) {
    assertThat(size(text)).isEqualTo(expected);
    assertThat(log.list).hasSize(1);
    assertThat(log.list.get(0).getLevel()).isEqualTo(Level.WARN);
    assertThat(log.list.get(0).getFormattedMessage())
        .contains("UV_THREADPOOL_SIZE = " + text, "1 to 1024", String.valueOf(expected));
  }

  @ParameterizedTest
  @CsvSource({"+3, 3", "' 8', 8", "'\t7', 7", "007, 7"})
  void shouldReadAsLibuvDoesWhenANumberIsWrittenOddly(String text, int expected) {
    assertThat(size(text)).isEqualTo(expected);
  }

  @Test
  void shouldWarnOnceOfAValueThatIsReadAgainAndAgain() {
    for (int i = 0; i < 3; i++) {
      assertThat(size("plenty")).isEqualTo(1);
      assertThat(size("5000")).isEqualTo(1024);
    }
    assertThat(log.list)
        .extracting(ILoggingEvent::getFormattedMessage)
        .satisfiesExactly(
            first -> assertThat(first).contains("plenty"),
            second -> assertThat(second).contains("5000"));
  }

  @Test
  void shouldNameWhatIsTakenInOneLine() {
    size("lots");
    assertThat(List.of(log.list.get(0).getFormattedMessage()))
        .containsExactly(
            "UV_THREADPOOL_SIZE = lots: a number from 1 to 1024 is accepted; 1 is taken");
  }
}
