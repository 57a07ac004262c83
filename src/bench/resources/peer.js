'use strict';
// Node as a contender. Arguments: the workload, and quick or full. Prints the lines that the
// harness reads from each fork. Node's pool has no empty task: fs.access is the nearest.
const fs = require('fs');
const [workload, scale] = process.argv.slice(2);
const quick = scale === 'quick';
const WARM_UP_MS = quick ? 2000 : 4000, MEASURED_MS = quick ? 1500 : 3000;
const LONG_ROUNDS = quick ? 1 : 3, TASKS = quick ? 200000 : 1000000, MILLION = 1000000;

const figure = (metric, value) => console.log(`@figure ${metric} ${value}`);
const median = (values) => {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
};
const task = (callback) => fs.access(__filename, callback);

async function rounds(round, forget) {
  for (const began = performance.now(); performance.now() - began < WARM_UP_MS;) await round();
  forget();
  for (const from = performance.now(); performance.now() - from < MEASURED_MS;) await round();
}

const flow = (tasks, outstanding) => new Promise((over) => {
  const began = performance.now();
  let submitted = 0, answered = 0;
  const submitNext = () => { submitted++; task(call); };
  const call = () => {
    answered++;
    if (submitted < tasks) submitNext();
    else if (answered === tasks) over(tasks / (performance.now() - began) * 1000);
  };
  for (let i = 0; i < outstanding; i++) submitNext();
});

async function rate(tasks, outstanding) {
  let rates = [];
  await rounds(async () => rates.push(await flow(tasks, outstanding)), () => { rates = []; });
  figure('tasks_per_s', median(rates));
}

async function latency() {
  let nanos = [];
  const ping = () => new Promise((over) => {
    const until = performance.now() + 500;
    const send = () => {
      const at = process.hrtime.bigint();
      task(() => {
        nanos.push(Number(process.hrtime.bigint() - at));
        if (performance.now() < until) send(); else over();
      });
    };
    send();
  });
  await rounds(ping, () => { nanos = []; });
  nanos.sort((a, b) => a - b);
  const quantile = (part) => nanos[Math.max(0, Math.ceil(part * nanos.length) - 1)];
  figure('p50_us', quantile(0.5) / 1000);
  figure('p99_us', quantile(0.99) / 1000);
  figure('max_us', nanos[nanos.length - 1] / 1000);
  const counts = new Map(); // to two parts in a thousand, or the line were too long
  for (const value of nanos) {
    const rounded = Number(value.toPrecision(3));
    counts.set(rounded, (counts.get(rounded) ?? 0) + 1);
  }
  console.log('@latencies ' + [...counts].map(([value, count]) => `${value}:${count}`).join(' '));
}

// A million timers of 1 to 1000 ms, then as many that are cancelled, all or a thousand in flight.
const millis = (i) => 1 + (i * 7919) % 1000;
const fire = () => new Promise((over) => {
  let left = MILLION;
  const began = performance.now();
  const call = () => { if (--left === 0) over(performance.now() - began - 1000); };
  for (let i = 0; i < MILLION; i++) setTimeout(call, millis(i));
});
const setAndCancel = (most) => {
  const inFlight = new Array(most), call = () => {}, began = performance.now();
  for (let i = 0; i < MILLION; i++) {
    const place = i % inFlight.length;
    if (i >= inFlight.length) clearTimeout(inFlight[place]);
    inFlight[place] = setTimeout(call, 1000 + millis(i));
  }
  for (const timer of inFlight) clearTimeout(timer);
  return (performance.now() - began) * 1e6 / MILLION;
};
async function timers() {
  const overruns = [], cpu = [], cancels = [], deadlines = [];
  for (let i = 0; i < 2 * LONG_ROUNDS; i++) {
    const before = process.cpuUsage();
    overruns.push(await fire());
    const used = process.cpuUsage(before);
    cpu.push((used.user + used.system) / 1e6);
    cancels.push(setAndCancel(MILLION));
    deadlines.push(setAndCancel(1000));
  }
  const measured = (values) => median(values.slice(LONG_ROUNDS));
  figure('overrun_ms', measured(overruns));
  figure('cpu_s', measured(cpu));
  figure('set_cancel_ns', measured(cancels));
  figure('deadline_ns', measured(deadlines));
}

// A tick that queues the next, a microtask that queues the next, and chains of a hundred promises.
const LENGTH = 300000, PROMISES = 100;
const chain = (length, put) => new Promise((over) => {
  let left = length;
  const began = performance.now();
  const link = () => {
    if (--left > 0) put(link); else over(length / (performance.now() - began) * 1000);
  };
  setImmediate(() => put(link));
});
const promises = (code) => {
  let last = Promise.resolve(0);
  for (let i = 0; i < PROMISES; i++) last = last.then((value) => value + 1);
  last.then(code);
};
async function chains() {
  let ticks = [], microtasks = [], chained = [];
  await rounds(async () => {
    ticks.push(await chain(LENGTH, process.nextTick));
    microtasks.push(await chain(LENGTH, queueMicrotask));
    chained.push(PROMISES * await chain(LENGTH / PROMISES, promises));
  }, () => { ticks = []; microtasks = []; chained = []; });
  figure('ticks_per_s', median(ticks));
  figure('microtasks_per_s', median(microtasks));
  figure('promises_per_s', median(chained));
}

({
  W1: () => rate(TASKS, 256),
  W1b: () => rate(MILLION, MILLION),
  W2: latency,
  W5: timers,
  W7: chains,
  start: () => task(() => console.log(`@callback ${Date.now()}`)),
})[workload]();
