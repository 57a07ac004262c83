/**
 * Node's main thread as an actor: the turn with its phases, timers, ticks, microtasks and promises,
 * and the ways in from other threads.
 *
 * <p>What belongs to whom:
 *
 * <pre>
 *   outside (any thread)            RuntimeActor's mailbox           the loop's thread
 *   Offload, execute, cancel ─────▶ Execute, Admit, Stop, ... ─────▶ LoopEngine.turn:
 *   the clock's one thread   ─────▶ Timeout                            poll ─ timers
 *   I/O threads              ─────▶ IoEvent                            after every callback:
 *   workers ─▶ Inbox (the queue of results) ──── first one told ─▶     ticks, then microtasks
 * </pre>
 *
 * The {@code Inbox} is the one structure here that several threads change. All else is the loop's.
 */
@NullMarked
package io.eventloop.loop;

import org.jspecify.annotations.NullMarked;
