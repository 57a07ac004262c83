package io.eventloop.pool;

/**
 * A runtime that is none: what its tasks are answered is theirs to note.
 *
 * @param whenRoom runs when a full pool has room again
 */
record Attached(Runnable whenRoom) implements Submitter.Client {
  Attached() {
    this(() -> {});
  }

  @Override
  public void answered(int threadId, Job<?> job) {}

  @Override
  public void roomAvailable() {
    whenRoom.run();
  }
}
