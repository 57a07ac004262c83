package io.eventloop.cluster;

/**
 * A class that configuration may name in {@code eventloop.cluster.kinds}: it has a public
 * constructor without parameters, and yields a kind for the {@link TaskRegistry} of the node.
 */
public interface KindProvider {

  /** The kind, with its function; called once for each actor system. */
  RemoteKind<?, ?> kind();
}
