package io.eventloop.modules.crypto;

/**
 * What {@code scrypt} costs: Node's options, and its defaults. As in Node, 0 stands for the
 * default. Immutable; each {@code with} method returns a changed copy.
 *
 * @param cost Node's {@code N}, a power of two above 1
 * @param blockSize Node's {@code r}
 * @param parallelization Node's {@code p}
 * @param maxmem how much memory may be used, in bytes; about {@code 128 * cost * blockSize} is
 * @see <a
 *     href="https://nodejs.org/docs/latest-v20.x/api/crypto.html#cryptoscryptpassword-salt-keylen-options-callback">
 *     Node: crypto.scrypt</a>
 */
public record ScryptOptions(long cost, long blockSize, long parallelization, long maxmem) {

  /** A cost of 16384, a block size of 8, a parallelization of 1, and 32 MiB at most. */
  public static final ScryptOptions DEFAULT = new ScryptOptions(16_384, 8, 1, 32 << 20);

  /** A copy with this cost. */
  public ScryptOptions withCost(long newCost) {
    return new ScryptOptions(newCost, blockSize, parallelization, maxmem);
  }

  /** A copy with this block size. */
  public ScryptOptions withBlockSize(long newBlockSize) {
    return new ScryptOptions(cost, newBlockSize, parallelization, maxmem);
  }

  /** A copy with this parallelization. */
  public ScryptOptions withParallelization(long newParallelization) {
    return new ScryptOptions(cost, blockSize, newParallelization, maxmem);
  }

  /** A copy that may use this much memory, in bytes. */
  public ScryptOptions withMaxmem(long newMaxmem) {
    return new ScryptOptions(cost, blockSize, parallelization, newMaxmem);
  }

  /** A copy with the defaults in place of zeros. */
  ScryptOptions filled() {
    return new ScryptOptions(
        cost == 0 ? DEFAULT.cost : cost,
        blockSize == 0 ? DEFAULT.blockSize : blockSize,
        parallelization == 0 ? DEFAULT.parallelization : parallelization,
        maxmem == 0 ? DEFAULT.maxmem : maxmem);
  }
}
