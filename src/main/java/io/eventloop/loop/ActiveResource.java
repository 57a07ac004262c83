package io.eventloop.loop;

import java.util.Objects;
import java.util.Optional;

/**
 * Something that keeps a loop running, as an entry of Node's {@code
 * process.getActiveResourcesInfo()}.
 *
 * @param type {@code Timeout} or {@code Immediate}, as in Node; the kind of a task, for example
 *     {@code "fs task"}; what an I/O request is, for example {@code "HTTP GET"}; what a handle is,
 *     as in Node, for example {@code "TCPSocketWrap"}; or {@code "close callback"}
 * @param callSite where it was registered; empty unless {@code eventloop.track-call-sites} is on,
 *     and for calls from outside the loop
 */
public record ActiveResource(String type, Optional<StackTraceElement> callSite) {
  /** Refuses what is missing. */
  public ActiveResource {
    Objects.requireNonNull(type, "type");
    Objects.requireNonNull(callSite, "callSite");
  }

  @Override
  public String toString() {
    return callSite.map(place -> type + " at " + place).orElse(type);
  }
}
