package io.eventloop.loop;

/** What the runtime, or its pool, tells it to look at. */
enum Signal {
  /** The loop was idle, and something has come into the queue in front of it. */
  QUEUES,
  /** The loop has not come to rest, and lets others have the thread in between. */
  GO_ON,
  ROOM_IN_POOL,
  GRACE_OVER
}
