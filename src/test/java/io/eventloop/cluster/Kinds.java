package io.eventloop.cluster;

import io.eventloop.loop.AsyncLocal;
import io.eventloop.testing.Gate;
import io.eventloop.value.Js;
import io.eventloop.value.SystemException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.MDC;

/** Kinds of task for tests: all nodes are in one JVM, so that gates and counters are shared. */
final class Kinds {

  /** An argument of a user's own type. */
  record Order(String name, int amount, List<String> tags, Map<String, Double> prices) {}

  /** A result of a user's own type. */
  record Receipt(String name, double total) {}

  /** Which a task waits at. */
  static final AtomicReference<Gate> GATE = new AtomicReference<>(new Gate());

  static final AsyncLocal<String> TENANT = AsyncLocal.portable("tenant", String.class);

  static final RemoteKind<Js, Js> ECHO = RemoteKind.of("echo", Js.class, Js.class, js -> js);

  static final RemoteKind<Order, Receipt> PRICE =
      RemoteKind.of(
          "price",
          Order.class,
          Receipt.class,
          order ->
              new Receipt(
                  order.name(),
                  order.amount() * order.tags().stream().mapToDouble(order.prices()::get).sum()));

  static final RemoteKind<String, String> FAILING =
      RemoteKind.of(
          "failing",
          String.class,
          String.class,
          path -> {
            throw SystemException.ofFile("ENOENT", "open", path, null);
          });

  /** Waits for the gate, and yields its argument. */
  static final RemoteKind<String, String> GATED =
      RemoteKind.of("gated", String.class, String.class, name -> GATE.get().yielding(name).call());

  /** The same, and does not heed interrupts. */
  static final RemoteKind<String, String> DEAF =
      RemoteKind.of("deaf", String.class, String.class, name -> GATE.get().deaf(name).call());

  /** Waits for the gate too, and never twice. */
  static final RemoteKind<String, String> ONCE =
      RemoteKind.of("once", String.class, String.class, name -> GATE.get().yielding(name).call())
          .runningOnce();

  /** What the task sees around it. */
  static final RemoteKind<String, String> CONTEXT =
      RemoteKind.of(
          "context",
          String.class,
          String.class,
          key -> Thread.currentThread().getName() + " " + MDC.get(key) + " " + TENANT.get());

  static final List<RemoteKind<?, ?>> ALL =
      List.of(ECHO, PRICE, FAILING, GATED, DEAF, ONCE, CONTEXT);

  private Kinds() {}

  static Gate newGate() {
    Gate gate = new Gate();
    GATE.set(gate);
    return gate;
  }
}
