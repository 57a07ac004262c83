package io.eventloop.modules.dns;

import static io.eventloop.modules.Calls.SETTINGS;
import static io.eventloop.modules.Calls.outcomeOf;
import static io.eventloop.modules.Calls.thrownBy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.eventloop.NodeRuntime;
import io.eventloop.Program;
import io.eventloop.loop.AbortController;
import io.eventloop.loop.AbortException;
import io.eventloop.pool.CallOptions;
import io.eventloop.pool.TaskKind;
import io.eventloop.value.InvalidArgTypeException;
import io.eventloop.value.InvalidArgValueException;
import io.eventloop.value.Outcome;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Look-ups that need no network; the messages are those of Node 20.20.2. */
class DnsTest {
  private static final LookupOptions DEFAULT = LookupOptions.DEFAULT;

  @Test
  void shouldFindLocalhost() {
    assertThat(lookup("localhost", DEFAULT.withFamily(4)).valueOrNull())
        .isEqualTo(new LookupAddress("127.0.0.1", 4));
    assertThat(lookupAll("localhost", DEFAULT).valueOrNull())
        .contains(new LookupAddress("127.0.0.1", 4));
  }

  @Test
  void shouldMapAddressesOfTheOtherFamily() {
    int hints = Dns.V4MAPPED | Dns.ALL;
    assertThat(lookupAll("localhost", DEFAULT.withFamily(6).withHints(hints)).valueOrNull())
        .contains(new LookupAddress("::ffff:127.0.0.1", 6));
  }

  @ParameterizedTest
  @CsvSource({
    "127.0.0.1, 4",
    "255.255.255.255, 4",
    "::1, 6",
    "FE80::1%eth0, 6",
    "::ffff:1.2.3.4, 6"
  })
  void shouldAnswerAnAddressWithItselfInATick(String address, int family) {
    List<Object> order = new ArrayList<>();
    NodeRuntime.run(
        SETTINGS,
        loop -> {
          loop.dns().lookup(address, DEFAULT.withFamily(6), (error, found) -> order.add(found));
          loop.dns().lookupAll(address, DEFAULT, (error, found) -> order.add(found));
          loop.setImmediate(() -> order.add("immediate"));
          order.add("main");
        });
    LookupAddress itself = new LookupAddress(address, family);
    assertThat(order).containsExactly("main", itself, List.of(itself), "immediate");
  }

  @Test
  void shouldAnswerNoNameWithNothing() {
    assertThat(lookup("", DEFAULT)).isEqualTo(Outcome.success(null));
    assertThat(lookup(null, DEFAULT)).isEqualTo(Outcome.success(null));
    assertThat(lookupAll("", DEFAULT).valueOrNull()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"[::1]", "256.1.1.1.1", "foo bar", "a\0b", "a..b"})
  void shouldNotFindWhatIsNoName(String name) {
    Outcome<LookupAddress> outcome = lookup(name, DEFAULT);
    assertThat(outcome.error())
        .isInstanceOf(DnsException.class)
        .hasMessageMatching("getaddrinfo (ENOTFOUND|EAI_AGAIN) \\Q" + name + "\\E");
    DnsException error = (DnsException) outcome.error();
    assertThat(error.errno()).isEqualTo(error.code().equals("ENOTFOUND") ? -3008 : -3001);
    assertThat(error.syscall()).isEqualTo("getaddrinfo");
    assertThat(error.hostname()).isEqualTo(name);
  }

  @Test
  void shouldRefuseANameThatIsTooLong() {
    String name = "x".repeat(300);
    assertThat(lookup(name, DEFAULT).error())
        .isInstanceOf(DnsException.class)
        .hasMessage("getaddrinfo EINVAL " + name);
  }

  @Test
  void shouldWriteAddressesAsNodeDoes() throws Exception {
    assertThat(text("0:0:0:0:0:0:0:1")).isEqualTo("::1");
    assertThat(text("2001:db8:0:0:1:0:0:1")).isEqualTo("2001:db8::1:0:0:1");
    assertThat(text("2001:0db8:0:1:1:1:1:1")).isEqualTo("2001:db8:0:1:1:1:1:1");
    assertThat(text("fe80:0:0:0:0:0:0:0")).isEqualTo("fe80::");
    assertThat(text("1:2:3:4:5:6:7:8")).isEqualTo("1:2:3:4:5:6:7:8");
  }

  private static String text(String address) throws Exception {
    return IpText.of(InetAddress.getByName(address)).address();
  }

  @Test
  void shouldFindWhatAnAddressIsCalled() {
    Outcome<LookupService> outcome =
        outcomeOf((loop, callback) -> loop.dns().lookupService("127.0.0.1", 54_321, callback));
    assertThat(outcome.valueOrNull()).isEqualTo(new LookupService("localhost", "54321"));
  }

  @Test
  void shouldSettleThePromiseWhenThereIsNoCallback() {
    List<Object> values = new ArrayList<>();
    NodeRuntime.run(
        SETTINGS,
        loop -> {
          loop.dns().lookup("127.0.0.1").then(values::add);
          loop.dns().lookupAll("::1", DEFAULT).then(values::add);
          loop.dns().lookupService("127.0.0.1", -1).catchAccept(e -> values.add(e.getMessage()));
        });
    assertThat(values)
        .containsExactlyInAnyOrder(
            new LookupAddress("127.0.0.1", 4),
            List.of(new LookupAddress("::1", 6)),
            "Port should be >= 0 and < 65536. Received type number (-1).");
  }

  @Test
  void shouldLeaveHalfOfTheThreadsToOthers() throws Exception {
    CountDownLatch release = new CountDownLatch(1);
    List<String> order = new ArrayList<>();
    NodeRuntime.run(
        SETTINGS.withPoolSize(2),
        loop -> {
          loop.submit(
              TaskKind.DNS,
              () -> release.await(30, TimeUnit.SECONDS),
              CallOptions.DEFAULT,
              (error, released) -> order.add("slow " + released));
          loop.dns().lookup("localhost", (error, found) -> order.add("lookup"));
          loop.fs()
              .access(
                  ".",
                  (error, none) -> {
                    order.add("access");
                    release.countDown();
                  });
        });
    assertThat(order).containsExactly("access", "slow true", "lookup");
  }

  @Test
  void shouldBeCalledOffByASignal() {
    CountDownLatch release = new CountDownLatch(1);
    List<Throwable> errors = new ArrayList<>();
    NodeRuntime.run(
        SETTINGS,
        loop -> {
          loop.submit(TaskKind.DNS, () -> release.await(30, TimeUnit.SECONDS));
          AbortController controller = new AbortController();
          Dns dns = loop.dns().withSignal(controller.signal());
          dns.lookup("127.0.0.1", (error, found) -> errors.add(error));
          dns.lookup("localhost", (error, found) -> errors.add(error));
          controller.abort();
          release.countDown();
        });
    assertThat(errors).hasSize(2).allMatch(AbortException.class::isInstance);
  }

  @Test
  void shouldRefuseWhatIsNotAcceptedInNodesWords() {
    assertThatThrownBy(() -> DEFAULT.withFamily(5))
        .isInstanceOf(InvalidArgValueException.class)
        .hasMessage("The property 'options.family' must be one of: 0, 4, 6. Received 5");
    assertThatThrownBy(() -> DEFAULT.withHints(1))
        .isInstanceOf(InvalidArgValueException.class)
        .hasMessage("The argument 'hints' is invalid. Received 1");
    assertRefused(
        InvalidArgTypeException.class,
        "The \"callback\" argument must be of type function. Received null",
        loop -> loop.dns().lookup("localhost", DEFAULT, null));
    assertRefused(
        InvalidArgValueException.class,
        "The argument 'address' is invalid. Received 'foo'",
        loop -> loop.dns().lookupService("foo", 1, null));
    assertRefused(
        BadPortException.class,
        "Port should be >= 0 and < 65536. Received type number (65536).",
        loop -> loop.dns().lookupService("::1", 65_536, null));
  }

  private static void assertRefused(Class<?> type, String message, Program program) {
    assertThat(thrownBy(program)).isInstanceOf(type).hasMessage(message);
  }

  private static Outcome<LookupAddress> lookup(String name, LookupOptions options) {
    return outcomeOf((loop, callback) -> loop.dns().lookup(name, options, callback));
  }

  private static Outcome<List<LookupAddress>> lookupAll(String name, LookupOptions options) {
    return outcomeOf((loop, callback) -> loop.dns().lookupAll(name, options, callback));
  }
}
