package io.eventloop.bench.cluster;

import java.util.Locale;
import org.apache.pekko.actor.typed.ActorSystem;

/** What is compared. */
public enum Side {
  EVENTLOOP("loop.cluster().submit: each task is answered once, whatever becomes of its node") {
    @Override
    void serve(ActorSystem<?> system) {
      LoopDoor.serve(system);
    }

    @Override
    public Door open(ActorSystem<?> system) {
      return new LoopDoor(system);
    }
  },

  ROUTER("plain Pekko: a group router, round robin, and ask; what is lost stays lost") {
    @Override
    void serve(ActorSystem<?> system) {
      Routee.spawnAll(system);
    }

    @Override
    public Door open(ActorSystem<?> system) {
      return new RouterDoor(system);
    }
  };

  private final String what;

  Side(String what) {
    this.what = what;
  }

  public String what() {
    return what;
  }

  /** Makes this node a worker, with four threads. */
  abstract void serve(ActorSystem<?> system);

  /** Makes this node a submitter. */
  public abstract Door open(ActorSystem<?> system);

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
