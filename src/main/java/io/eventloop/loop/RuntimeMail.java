package io.eventloop.loop;

import io.eventloop.loop.RuntimeActor.Call;
import io.eventloop.loop.RuntimeActor.Connect;
import io.eventloop.loop.RuntimeActor.Execute;
import io.eventloop.loop.RuntimeActor.GetStats;
import io.eventloop.loop.RuntimeActor.GivenWorkerStopped;
import io.eventloop.loop.RuntimeActor.IoEvent;
import io.eventloop.loop.RuntimeActor.Stop;
import io.eventloop.loop.RuntimeActor.Timeout;
import io.eventloop.pool.PoolOwner;
import io.eventloop.pool.PoolWorker.ThreadpoolResult;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.PostStop;
import org.apache.pekko.actor.typed.PreRestart;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;

/**
 * Which message of a runtime goes where, the most frequent first. Not made by a {@code
 * ReceiveBuilder}: the lambdas that one takes are serializable, and no archive of class data has
 * them, so that a program would make all of them anew at each start.
 */
final class RuntimeMail extends Receive<Object> {
  private final RuntimeActor runtime;

  RuntimeMail(RuntimeActor runtime) {
    this.runtime = runtime;
  }

  @Override
  public Behavior<Object> receiveMessage(Object message) {
    if (message instanceof Signal signal) {
      return receiveOwn(signal);
    } else if (message instanceof ThreadpoolResult result) {
      return runtime.onResult(result);
    } else if (message instanceof Connect connect) {
      return runtime.onConnect(connect);
    } else if (message instanceof IoEvent event) {
      return runtime.onIoEvent(event);
    } else if (message instanceof Timeout) {
      return runtime.onTimeout();
    } else if (message instanceof Execute execute) {
      return runtime.onExecute(execute);
    } else if (message instanceof Call<?> call) {
      return runtime.onCall(call);
    } else if (message instanceof PoolOwner.Event event) {
      return runtime.onPoolEvent(event);
    } else if (message instanceof GetStats get) {
      return runtime.onGetStats(get);
    } else if (message instanceof Stop stop) {
      return runtime.onStop(stop);
    } else if (message instanceof GivenWorkerStopped stopped) {
      return runtime.onGivenWorkerStopped(stopped);
    }
    return Behaviors.unhandled();
  }

  private Behavior<Object> receiveOwn(Signal signal) {
    return switch (signal) {
      case QUEUES -> runtime.onQueues();
      case GO_ON -> runtime.onGoOn();
      case ROOM_IN_POOL -> runtime.onRoomInPool();
      case GRACE_OVER -> runtime.onGraceOver();
    };
  }

  @Override
  public Behavior<Object> receiveSignal(org.apache.pekko.actor.typed.Signal signal) {
    if (signal instanceof PreRestart || signal instanceof PostStop) {
      return runtime.onEnd();
    }
    return Behaviors.unhandled();
  }
}
