package io.eventloop.loop.model;

import io.eventloop.loop.model.Action.Link;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Runs the actions of one program on a host. */
final class Interpreter {
  private final Host host;
  private final Map<String, Host.Handle> handles = new HashMap<>();
  private final Map<String, Host.Pledge> promises = new HashMap<>();
  private final Map<String, Host.Settler> settlers = new HashMap<>();

  private final Map<String, Integer> refreshes = new HashMap<>();

  private Interpreter(Host host) {
    this.host = host;
  }

  /** The main callback of the program. */
  static Runnable main(Program program, Host host) {
    return () -> {
      Interpreter interpreter = new Interpreter(host);
      program
          .handler()
          .ifPresent(
              body ->
                  host.onUncaughtException(
                      (error, origin) -> {
                        host.log("caught " + error.getMessage() + " (" + origin + ")");
                        interpreter.run(body);
                      }));
      interpreter.run(program.main());
      host.log("end of main");
    };
  }

  private void run(List<Action> body) {
    body.forEach(this::run);
  }

  private Runnable callback(String label, List<Action> body) {
    return () -> {
      host.log(label);
      run(body);
    };
  }

  private void run(Action action) {
    if (action instanceof Action.Log log) {
      host.log(log.label());
    } else if (action instanceof Action.Busy busy) {
      host.busy(busy.millis());
    } else if (action instanceof Action.Throw thrown) {
      throw new ProgramError(thrown.label());
    } else if (action instanceof Action.Tick tick) {
      host.nextTick(callback(tick.label(), tick.body()));
    } else if (action instanceof Action.Microtask microtask) {
      host.queueMicrotask(callback(microtask.label(), microtask.body()));
    } else if (action instanceof Action.Chain chain) {
      chain(chain);
    } else if (action instanceof Action.Attach attach) {
      withIfThere(promises, attach.target(), promise -> links(promise, attach.links()));
    } else if (action instanceof Action.Settle settle) {
      withIfThere(settlers, settle.target(), settler -> settle(settler, settle));
    } else {
      runTimed(action);
    }
  }

  private void runTimed(Action action) {
    if (action instanceof Action.Timeout timeout) {
      Runnable body = callback(timeout.label(), timeout.body());
      handles.put(timeout.label(), host.setTimeout(body, timeout.millis()));
    } else if (action instanceof Action.Interval interval) {
      interval(interval);
    } else if (action instanceof Action.Immediate immediate) {
      Runnable body = callback(immediate.label(), immediate.body());
      handles.put(immediate.label(), host.setImmediate(body));
    } else if (action instanceof Action.Clear clear) {
      withIfThere(handles, clear.target(), Host.Handle::clear);
    } else if (action instanceof Action.Unref unref) {
      withIfThere(handles, unref.target(), Host.Handle::unref);
    } else if (action instanceof Action.Refresh refresh) {
      if (refreshes.merge(refresh.target(), 1, Integer::sum) <= 2) { // else it could go on for ever
        withIfThere(handles, refresh.target(), Host.Handle::refresh);
      }
    } else {
      throw new IllegalArgumentException(action.toString());
    }
  }

  /** A handle may not be there yet, or never be. */
  private static <T> void withIfThere(Map<String, T> map, String label, Consumer<T> use) {
    T there = map.get(label);
    if (there != null) {
      use.accept(there);
    }
  }

  private void interval(Action.Interval interval) {
    Runnable body = callback(interval.label(), interval.body());
    int[] left = {interval.runs()};
    Host.Handle[] own = new Host.Handle[1]; // the label may name a later one by then
    own[0] =
        host.setInterval(
            () -> {
              if (--left[0] == 0) {
                own[0].clear();
              }
              body.run();
            },
            interval.millis());
    handles.put(interval.label(), own[0]);
  }

  private static void settle(Host.Settler settler, Action.Settle settle) {
    if (settle.reject()) {
      settler.reject(new ProgramError("rejection of " + settle.target()));
    } else {
      settler.resolve();
    }
  }

  private Host.Pledge chain(Action.Chain chain) {
    Host.Pledge first =
        switch (chain.start()) {
          case RESOLVED -> host.resolved();
          case REJECTED -> host.rejected(new ProgramError("rejection of " + chain.label()));
          case EXECUTOR ->
              host.newPromise(
                  settler -> {
                    callback(chain.label(), chain.executor()).run();
                    settler.resolve();
                  });
          case DEFERRED -> host.newPromise(settler -> settlers.put(chain.label(), settler));
        };
    promises.put(chain.label(), first);
    return links(first, chain.links());
  }

  private Host.Pledge links(Host.Pledge first, List<Link> links) {
    Host.Pledge last = first;
    for (Link link : links) {
      Runnable body = callback(link.label(), link.body());
      last =
          switch (link.kind()) {
            case THEN -> last.then(body);
            case CATCH ->
                last.catchError(
                    error -> {
                      host.log(link.label() + " of " + error.getMessage());
                      run(link.body());
                    });
            case ADOPT ->
                last.thenCompose(
                    () -> {
                      body.run();
                      return chain(link.returned().get(0));
                    });
          };
    }
    return last;
  }
}
