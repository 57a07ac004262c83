package io.eventloop.modules.stream;

/** How many chunks a bridge asks a publisher for. */
final class Demand {
  private Demand() {}

  /**
   * As many as there is room for, and only if that is worth asking: not while more than half of it
   * is on its way. Of bytes one chunk at a time, since nobody knows how long it is.
   *
   * @param asked how many are on their way
   * @return 0 for none now
   */
  static int next(boolean objects, int mark, int length, int asked) {
    int room = objects ? Math.max(1, mark - length) : 1;
    return asked <= room / 2 ? room - asked : 0;
  }
}
