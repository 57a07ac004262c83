/**
 * Node's main thread as an actor: the turn with its phases, timers, ticks, microtasks and promises,
 * and the ways in from other threads.
 *
 * <p>What belongs to whom:
 *
 * <pre>
 *   outside (any thread)           RuntimeActor's mailbox            the loop's thread
 *   who tells it ──────────────▶ Execute, Call, Stop ────────────▶ Turns: a turn for each event
 *   the clock's one thread ────▶ Timeout                            Phases: poll, check, close, timers
 *   Offload, workers, I/O ────▶ Inbox ── the first one wakes ────▶  after every callback: TickQueue
 * </pre>
 *
 * The {@code Inbox} is the one structure here that several threads change. All else is the loop's.
 */
@NullMarked
package io.eventloop.loop;

import org.jspecify.annotations.NullMarked;
