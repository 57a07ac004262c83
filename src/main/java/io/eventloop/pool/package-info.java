/**
 * The thread pool of libuv as actors: workers, the queue in front of them, and who stands in for a
 * worker that is lost.
 *
 * <p>Who owns what:
 *
 * <pre>
 *  a runtime's loop thread          a worker's thread                  the pool's owner (an actor)
 *  ------------------------         -------------------------          ---------------------------
 *  Submitter.submit(Task) ──feed──▶ PoolWorker: run, answer            spawns, watches, replaces
 *        ▲                              │                              the workers; writes off
 *        └───── ThreadpoolResult ───────┘                              a thread that is stuck
 * </pre>
 *
 * The feeds of a {@link io.eventloop.pool.Pool} are the one structure here that several threads
 * change; each is a queue made for that. All else belongs to one actor.
 */
@NullMarked
package io.eventloop.pool;

import org.jspecify.annotations.NullMarked;
