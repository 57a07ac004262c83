package io.eventloop.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import io.eventloop.value.Js;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What may be registered, in code and by configuration. */
class TaskRegistryTest {
  private ActorTestKit kit;

  /** A kind that configuration names. */
  public static final class Upper implements KindProvider {
    /** As configuration wants it. */
    public Upper() {}

    @Override
    public RemoteKind<?, ?> kind() {
      return RemoteKind.of("upper", String.class, String.class, text -> text.toUpperCase());
    }
  }

  private void start(String kinds) {
    kit =
        ActorTestKit.create(
            ConfigFactory.parseString(
                """
                pekko.actor.provider = cluster
                pekko.remote.artery.canonical { hostname = "127.0.0.1", port = 0 }
                pekko.cluster.jmx.enabled = off
                eventloop.cluster.kinds = [%s]
                """
                    .formatted(kinds)));
  }

  @AfterEach
  void stop() {
    kit.shutdownTestKit();
  }

  @Test
  void shouldHaveTheKindsThatConfigurationNames() {
    start("\"" + Upper.class.getName() + "\"");

    assertThat(TaskRegistry.get(kit.system()).names()).containsExactly("upper");
  }

  @Test
  void shouldRefuseAClassThatIsNoProvider() {
    start("java.lang.String");

    assertThatThrownBy(() -> TaskRegistry.get(kit.system()))
        .isInstanceOf(ConfigException.BadValue.class)
        .hasMessageContaining("eventloop.cluster.kinds")
        .hasMessageContaining(
            "java.lang.String is not accepted; a class that implements KindProvider and has a"
                + " public constructor without parameters is");
  }

  @Test
  void shouldRefuseASecondKindOfOneName() {
    start("");
    TaskRegistry registry = TaskRegistry.get(kit.system());
    RemoteKind<Js, Js> kind = RemoteKind.of("same", Js.class, Js.class, js -> js);
    registry.register(kind);
    registry.register(kind);

    assertThatThrownBy(() -> registry.register(RemoteKind.of("same", Js.class, Js.class, js -> js)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("kind \"same\" is registered already: RemoteKind(same: Js -> Js)");
  }

  @Test
  void shouldRefuseAKindWithoutAFunction() {
    start("");

    assertThatThrownBy(
            () ->
                TaskRegistry.get(kit.system())
                    .register(RemoteKind.named("far away", Js.class, Js.class)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "RemoteKind(far away: Js -> Js) has no function: one made with RemoteKind.of is"
                + " accepted");
  }

  @Test
  void shouldRefuseHandlersOfKindsThatAreNotDurable() {
    start("");

    assertThatThrownBy(
            () -> TaskRegistry.get(kit.system()).onResult(Kinds.GATED, (id, error, result) -> {}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "RemoteKind(gated: String -> String) is not durable: its answers go to its callers");
  }

  @Test
  void shouldTellAListenerUntilItHasHadEnough() {
    start("");
    TaskRegistry registry = TaskRegistry.get(kit.system());
    AtomicInteger changes = new AtomicInteger();
    Runnable end = registry.onChange(changes::incrementAndGet);

    registry.register(RemoteKind.of("one", String.class, String.class, text -> text));
    end.run();
    registry.register(RemoteKind.of("other", String.class, String.class, text -> text));

    assertThat(changes).hasValue(1);
  }
}
