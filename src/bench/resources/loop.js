'use strict';
// The other side of the command "loop": the same work in Node. Arguments: work, seconds of warm-up,
// seconds of measurement, the directory of the files to read. Prints one figure a line.
const fs = require('fs');
const stream = require('stream');
const [work, warmUp, measured] = [process.argv[2], +process.argv[3], +process.argv[4]];
const files = process.argv[5];
const BATCH = 1000, BATCHES = 300, CHAIN = 300000, TIMERS = 1000000;
let count = 0;
const inc = () => { count++; };

const chain = (put) => (done) => {
  let left = CHAIN;
  const next = () => { if (--left > 0) put(next); else setImmediate(done, CHAIN); };
  put(next);
};
const batches = (fill) => (done) => {
  let left = BATCHES;
  const next = () => { fill(); if (--left > 0) setImmediate(next); else setImmediate(done, BATCH * BATCHES); };
  next();
};
const fill = (put) => () => { for (let i = 0; i < BATCH; i++) put(inc); };
const thens = () => { let p = Promise.resolve(); for (let i = 0; i < BATCH; i++) p = p.then(inc); };

const overruns = [];
const fire = (done) => {
  let left = TIMERS;
  for (let i = 0; i < TIMERS; i++) {
    const delay = 1 + (i * 7919) % 1000;
    const due = performance.now() + delay;
    setTimeout(() => { overruns.push(performance.now() - due); if (--left === 0) setImmediate(done, TIMERS); }, delay);
  }
};
const cancel = (delayOf) => (done) => {
  const timers = new Array(TIMERS);
  for (let i = 0; i < TIMERS; i++) timers[i] = setTimeout(inc, delayOf(i));
  for (let i = 0; i < TIMERS; i++) clearTimeout(timers[i]);
  setImmediate(done, TIMERS);
};

const checked = (error, operations) => { if (error) throw error; return operations; };
const readSmall = (atATime) => (done) => {
  const all = 10000;
  let begun = 0, left = all;
  const run = () => { if (begun < all) fs.readFile(files + '/small-' + begun++, over); };
  const over = (error) => { left -= checked(error, 1); if (left === 0) done(all); else run(); };
  for (let i = 0; i < atATime; i++) run();
};
const copy = (done) => stream.pipeline(
  fs.createReadStream(files + '/copied'), fs.createWriteStream(files + '/copy'),
  (error) => done(checked(error, 2)));
const readLarge = (done) => fs.readFile(files + '/large', (error) => done(checked(error, 1)));

const rounds = {
  'tick-chain': chain(process.nextTick), 'tick-batch': batches(fill(process.nextTick)),
  'micro-chain': chain(queueMicrotask), 'micro-batch': batches(fill(queueMicrotask)),
  'then-batch': batches(thens),
  'immediate-chain': chain(setImmediate), 'immediate-batch': batches(fill(setImmediate)),
  'timers-fire': fire,
  'timers-cancel': cancel((i) => 1000 + (i * 7919) % 60000), 'timers-cancel-same': cancel(() => 30000),
  'read-small': readSmall(64), 'read-at-once': readSmall(10000), 'read-large': readLarge, 'copy': copy,
};

const began = performance.now();
let from = 0, cpuFrom, done = 0;
function next() {
  rounds[work]((operations) => {
    const now = performance.now();
    if (from === 0 && now - began >= warmUp * 1000) {
      from = performance.now();
      cpuFrom = process.cpuUsage();
      overruns.length = 0;
    } else if (from !== 0) {
      done += operations;
      if (now - from >= measured * 1000) return report(now);
    }
    next();
  });
}
function report(now) {
  const cpu = process.cpuUsage(cpuFrom);
  if (work === 'timers-fire') {
    overruns.sort((a, b) => a - b);
    console.log('overrun-p50-ms ' + overruns[overruns.length >> 1]);
    console.log('overrun-p99-ms ' + overruns[Math.floor(overruns.length * 0.99)]);
    console.log('overrun-max-ms ' + overruns[overruns.length - 1]);
  } else {
    const rate = { 'read-small': 'files/s', 'read-at-once': 'files/s', 'read-large': 'GiB/s', 'copy': 'GiB/s' }[work] || 'per-second';
    console.log(rate + ' ' + done / (now - from) * 1000);
  }
  console.log('cpu-ns ' + (cpu.user + cpu.system) * 1000 / done);
}
next();
