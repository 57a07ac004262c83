package io.eventloop.loop.model;

import io.eventloop.loop.model.Action.Link;
import java.util.List;
import java.util.stream.Collectors;

/** A program as JavaScript: what a failing test prints, and what node is asked about. */
final class JavaScript {
  /**
   * The lines are written at the end, so that writing takes no time from the loop. A preloaded
   * script may bring a {@code busy} of its own.
   */
  private static final String PRELUDE =
      """
      'use strict';
      const lines = [], timers = {}, refreshes = {}, promises = {}, settlers = {};
      const log = (line) => lines.push(line + '\\n');
      const spin = (ms) => { const end = performance.now() + ms; while (performance.now() < end); };
      const busy = globalThis.busy ?? spin;
      const bare = (label) => Object.assign(new Error(label), { stack: '' });
      const settle = (label, how) =>
        settlers[label]?.[how](how === 'reject' ? bare('rejection of ' + label) : undefined);
      const refresh = (label) => {
        refreshes[label] = (refreshes[label] ?? 0) + 1;
        if (refreshes[label] <= 2) timers[label]?.refresh();
      };
      const interval = (label, ms, runs, body) => {
        const own = timers[label] = setInterval(() => {
          if (--runs === 0) clearInterval(own);
          body();
        }, ms);
      };
      process.on('exit', () => require('fs').writeSync(1, lines.join('')));
      """;

  private final StringBuilder text = new StringBuilder();

  private JavaScript() {}

  static String of(Program program) {
    JavaScript script = new JavaScript();
    script.text.append("// seed ").append(program.seed()).append('\n').append(PRELUDE);
    program
        .handler()
        .ifPresent(
            body ->
                script
                    .text
                    .append("process.on('uncaughtException', (error, origin) => {\n")
                    .append("  log('caught ' + error.message + ' (' + origin + ')');\n")
                    .append(statements(body, "  "))
                    .append("});\n"));
    script.text.append(statements(program.main(), "")).append("log('end of main');\n");
    return script.text.toString();
  }

  private static String statements(List<Action> body, String indent) {
    return body.stream()
        .map(action -> indent + statement(action, indent) + ";\n")
        .collect(Collectors.joining());
  }

  private static String statement(Action action, String indent) {
    if (action instanceof Action.Log log) {
      return "log(" + quoted(log.label()) + ")";
    } else if (action instanceof Action.Busy busy) {
      return "busy(" + busy.millis() + ")";
    } else if (action instanceof Action.Throw thrown) {
      return "throw bare(" + quoted(thrown.label()) + ")";
    } else if (action instanceof Action.Tick tick) {
      return "process.nextTick(" + function(tick.label(), tick.body(), indent) + ")";
    } else if (action instanceof Action.Microtask microtask) {
      return "queueMicrotask(" + function(microtask.label(), microtask.body(), indent) + ")";
    } else if (action instanceof Action.Chain chain) {
      return chain(chain, indent);
    } else if (action instanceof Action.Attach attach) {
      return "promises[" + quoted(attach.target()) + "]?" + links(attach.links(), indent);
    } else if (action instanceof Action.Settle settle) {
      String how = settle.reject() ? "'reject'" : "'resolve'";
      return "settle(" + quoted(settle.target()) + ", " + how + ")";
    }
    return timed(action, indent);
  }

  private static String timed(Action action, String indent) {
    if (action instanceof Action.Timeout timeout) {
      String body = function(timeout.label(), timeout.body(), indent);
      return handle(timeout.label()) + " = setTimeout(" + body + ", " + timeout.millis() + ")";
    } else if (action instanceof Action.Interval interval) {
      String body = function(interval.label(), interval.body(), indent);
      String label = quoted(interval.label());
      return "interval(%s, %d, %d, %s)".formatted(label, interval.millis(), interval.runs(), body);
    } else if (action instanceof Action.Immediate immediate) {
      String body = function(immediate.label(), immediate.body(), indent);
      return handle(immediate.label()) + " = setImmediate(" + body + ")";
    } else if (action instanceof Action.Clear clear) {
      return (clear.timer() ? "clearTimeout(" : "clearImmediate(") + handle(clear.target()) + ")";
    } else if (action instanceof Action.Unref unref) {
      return handle(unref.target()) + "?.unref()";
    } else if (action instanceof Action.Refresh refresh) {
      return "refresh(" + quoted(refresh.target()) + ")";
    }
    throw new IllegalArgumentException(action.toString());
  }

  private static String chain(Action.Chain chain, String indent) {
    String label = quoted(chain.label());
    String first =
        switch (chain.start()) {
          case RESOLVED -> "Promise.resolve()";
          case REJECTED -> "Promise.reject(bare('rejection of ' + " + label + "))";
          case EXECUTOR ->
              "new Promise((resolve) => {\n"
                  + block(chain.label(), chain.executor(), indent)
                  + indent
                  + "  resolve();\n"
                  + indent
                  + "})";
          case DEFERRED ->
              "new Promise((resolve, reject) => { settlers["
                  + label
                  + "] = { resolve, reject }; })";
        };
    return "(promises[" + label + "] = " + first + ")" + links(chain.links(), indent);
  }

  private static String links(List<Link> links, String indent) {
    return links.stream().map(link -> link(link, indent)).collect(Collectors.joining());
  }

  private static String link(Link link, String indent) {
    return switch (link.kind()) {
      case THEN -> ".then(" + function(link.label(), link.body(), indent) + ")";
      case CATCH ->
          ".catch((error) => {\n"
              + (indent + "  log(" + quoted(link.label() + " of ") + " + error.message);\n")
              + statements(link.body(), indent + "  ")
              + indent
              + "})";
      case ADOPT ->
          ".then(() => {\n"
              + block(link.label(), link.body(), indent)
              + (indent + "  return " + chain(link.returned().get(0), indent + "  ") + ";\n")
              + indent
              + "})";
    };
  }

  private static String function(String label, List<Action> body, String indent) {
    if (body.isEmpty()) {
      return "() => log(" + quoted(label) + ")";
    }
    return "() => {\n" + block(label, body, indent) + indent + "}";
  }

  private static String block(String label, List<Action> body, String indent) {
    return indent + "  log(" + quoted(label) + ");\n" + statements(body, indent + "  ");
  }

  private static String handle(String label) {
    return "timers[" + quoted(label) + "]";
  }

  private static String quoted(String label) {
    return "'" + label + "'";
  }
}
