package io.eventloop.loop.model;

import io.eventloop.loop.model.Action.Kind;
import io.eventloop.loop.model.Action.Link;
import io.eventloop.loop.model.Action.Start;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * Makes a random program of a seed: 5 to 40 actions, most of them registered by the callbacks of
 * others. The same seed and pace make the same program.
 */
final class ProgramGenerator {
  private static final int MAX_DEPTH = 4;

  /** The durations of timers and of busy times. */
  enum Pace {
    /** Small numbers, so that much is due in the same millisecond. */
    FINE(List.of(0, 1, 1, 2, 3, 5), List.of(1, 1, 2, 3, 6)),
    /** So far apart that a real clock seldom changes the order. */
    COARSE(List.of(24, 90, 331), List.of(7, 41, 139)),
    /** No timers at all: time stands still. */
    NONE(List.of(), List.of(1));

    final List<Integer> delays;
    final List<Integer> busyTimes;

    Pace(List<Integer> delays, List<Integer> busyTimes) {
      this.delays = delays;
      this.busyTimes = busyTimes;
    }
  }

  private final SplittableRandom random;
  private final Pace pace;
  private final List<String> timers = new ArrayList<>();
  private final List<String> immediates = new ArrayList<>();
  private final List<String> chains = new ArrayList<>();
  private final List<String> deferred = new ArrayList<>();
  private int budget;
  private int labels;

  private ProgramGenerator(SplittableRandom random, Pace pace) {
    this.random = random;
    this.pace = pace;
  }

  static Program program(long seed, Pace pace) {
    return new ProgramGenerator(new SplittableRandom(seed), pace).program(seed);
  }

  private Program program(long seed) {
    budget = random.nextInt(5, 41);
    List<Action> main = new ArrayList<>();
    while (budget > 0) {
      main.add(action(0));
    }
    if (chance(10)) {
      main.add(new Action.Throw(label("error")));
    }
    return new Program(seed, chance(75) ? Optional.of(handler()) : Optional.empty(), main);
  }

  /** Registers little and throws nothing, else it would never end. */
  private List<Action> handler() {
    List<Action> body = new ArrayList<>();
    if (chance(30)) {
      body.add(new Action.Tick(label("tick of handler"), List.of()));
    }
    if (chance(20)) {
      body.add(new Action.Microtask(label("microtask of handler"), List.of()));
    }
    if (chance(30)) {
      body.add(new Action.Immediate(label("immediate of handler"), List.of()));
    }
    if (chance(15) && !pace.delays.isEmpty()) {
      body.add(new Action.Timeout(label("timeout of handler"), delay(), List.of()));
    }
    return body;
  }

  private List<Action> body(int depth) {
    List<Action> body = new ArrayList<>();
    int wanted = depth >= MAX_DEPTH ? 0 : random.nextInt(4);
    for (int made = 0; made < wanted && budget > 0; made++) {
      body.add(action(depth));
    }
    if (chance(12)) {
      body.add(new Action.Throw(label("error")));
    }
    return body;
  }

  private Action action(int depth) {
    budget--;
    int next = depth + 1;
    int choice = random.nextInt(100);
    if (pace.delays.isEmpty() && choice >= 42) {
      choice = 57 + random.nextInt(43);
      choice = choice >= 72 && choice < 86 ? 57 : choice; // an immediate for each timer
    }
    if (choice < 14) {
      return new Action.Tick(label("tick"), body(next));
    } else if (choice < 24) {
      return new Action.Microtask(label("microtask"), body(next));
    } else if (choice < 42) {
      return chain(next);
    } else if (choice < 57) {
      return new Action.Timeout(known(timers, label("timeout")), delay(), body(next));
    } else if (choice < 72) {
      return new Action.Immediate(known(immediates, label("immediate")), body(next));
    } else if (choice < 76) {
      int runs = random.nextInt(1, 4);
      return new Action.Interval(known(timers, label("interval")), delay(), runs, body(next));
    } else if (choice < 86) {
      return new Action.Busy(pick(pace.busyTimes));
    } else {
      return onEarlier(choice);
    }
  }

  /** An action on the handle of an earlier one; a line of the log if there is none. */
  private Action onEarlier(int choice) {
    if (choice < 89 && !timers.isEmpty()) {
      return new Action.Clear(pick(timers), true);
    } else if (choice < 91 && !immediates.isEmpty()) {
      return new Action.Clear(pick(immediates), false);
    } else if (choice < 93 && !timers.isEmpty()) {
      return new Action.Unref(pick(chance(70) || immediates.isEmpty() ? timers : immediates));
    } else if (choice < 94 && !timers.isEmpty()) {
      return new Action.Refresh(pick(timers));
    } else if (choice < 97 && !deferred.isEmpty()) {
      return new Action.Settle(pick(deferred), chance(35));
    } else if (choice < 99 && !chains.isEmpty()) {
      return new Action.Attach(pick(chains), links(1, MAX_DEPTH));
    }
    return new Action.Log(label("log"));
  }

  private Action.Chain chain(int depth) {
    String label = label("promise");
    int choice = random.nextInt(100);
    if (choice < 40) {
      return new Action.Chain(known(chains, label), Start.RESOLVED, List.of(), links(0, depth));
    } else if (choice < 60) {
      return new Action.Chain(known(chains, label), Start.REJECTED, List.of(), links(0, depth));
    } else if (choice < 75) {
      List<Action> executor = body(depth);
      return new Action.Chain(known(chains, label), Start.EXECUTOR, executor, links(0, depth));
    }
    known(deferred, label);
    return new Action.Chain(known(chains, label), Start.DEFERRED, List.of(), links(0, depth));
  }

  private List<Link> links(int min, int depth) {
    List<Link> links = new ArrayList<>();
    int wanted = random.nextInt(min, 4);
    for (int made = 0; made < wanted; made++) {
      int choice = random.nextInt(100);
      if (choice < 50) {
        links.add(new Link(label("then"), Kind.THEN, body(depth + 1), List.of()));
      } else if (choice < 80) {
        links.add(new Link(label("catch"), Kind.CATCH, body(depth + 1), List.of()));
      } else {
        List<Action> body = body(depth + 1);
        Action.Chain returned = chain(Math.max(depth + 1, MAX_DEPTH - 1));
        links.add(new Link(label("adopt"), Kind.ADOPT, body, List.of(returned)));
      }
    }
    return links;
  }

  private String label(String kind) {
    return kind + " " + ++labels;
  }

  private static String known(List<String> list, String label) {
    list.add(label);
    return label;
  }

  private int delay() {
    return pick(pace.delays);
  }

  private <T> T pick(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }

  private boolean chance(int percent) {
    return random.nextInt(100) < percent;
  }
}
