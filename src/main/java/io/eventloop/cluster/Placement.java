package io.eventloop.cluster;

import io.eventloop.value.InvalidArgTypeException;
import io.eventloop.value.InvalidArgValueException;
import java.util.Set;

/**
 * On which nodes a task may run, and which are preferred where several have a free place. Among
 * equals, the one with the least to do gets it. Immutable.
 */
public sealed interface Placement permits Placement.Preferred, Placement.Role {

  /** On any node; one of these may come first. */
  enum Preferred implements Placement {
    /** All nodes are equal. */
    ANYWHERE,
    /** The submitting node comes first. */
    LOCAL_FIRST,
    /** The submitting node comes last. */
    REMOTE_FIRST;

    @Override
    public boolean allows(Set<String> roles) {
      return true;
    }

    @Override
    public boolean prefers(boolean local) {
      return this == ANYWHERE || local == (this == LOCAL_FIRST);
    }
  }

  /** Only on nodes with this role of Pekko's cluster. */
  record Role(String name) implements Placement {
    /** Refuses a blank name. */
    public Role {
      InvalidArgTypeException.require(name, "role", "of type string");
      if (name.isBlank()) {
        throw InvalidArgValueException.of("role", "must not be blank", name);
      }
    }

    @Override
    public boolean allows(Set<String> roles) {
      return roles.contains(name);
    }

    @Override
    public boolean prefers(boolean local) {
      return true;
    }
  }

  /** Whether a node with these roles may run the task. */
  boolean allows(Set<String> roles);

  /** Whether the submitting node, or one that is not, comes first. */
  boolean prefers(boolean local);

  /** On any node: the one that has the least to do. */
  static Placement anywhere() {
    return Preferred.ANYWHERE;
  }

  /** On this node while a thread of its pool is free, else where one is; at worst it waits here. */
  static Placement localFirst() {
    return Preferred.LOCAL_FIRST;
  }

  /** On another node while a thread of its pool is free, else on this one. */
  static Placement remoteFirst() {
    return Preferred.REMOTE_FIRST;
  }

  /** On a node with this role: one of {@code pekko.cluster.roles}. */
  static Placement role(String name) {
    return new Role(name);
  }
}
