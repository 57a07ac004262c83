/**
 * Tasks across a Pekko cluster: a registered kind with a portable argument runs on any node that
 * has it, and is answered exactly once.
 *
 * <pre>
 *  a submitting node                                    a worker node
 *  ----------------                                     -------------
 *  ClusterTasks, ClusterPool                            ClusterWorker ──▶ the node's pool
 *        │ RemoteCall                                        ▲  │
 *        ▼                      Hello, Orders                │  │
 *  ClusterSubmitter ─────────────────────────────────────────┘  │
 *        ▲                      Welcome, Report                 │
 *        └──────────────────────────────────────────────────────┘
 * </pre>
 *
 * A worker leases its places to submitters, so that no node hoards what another could run; {@code
 * src/docs/cluster.md} has the protocol and its reasons.
 */
@NullMarked
package io.eventloop.cluster;

import org.jspecify.annotations.NullMarked;
