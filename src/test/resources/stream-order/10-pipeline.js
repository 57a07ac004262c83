const { Readable, Writable, Transform, PassThrough, pipeline, finished } = require('stream');
const log = console.log;
const turns = (n, f) => (n ? setImmediate(turns, n - 1, f) : f());
const say = (what) => (e) => log(what + ' ' + (e ? (e.code || '') + ' ' + e.message : e));
const sink = (name) => new Writable({ objectMode: true, write(c, e, cb) { log(name + ' sink ' + c); setImmediate(cb); } });
const watch = (name, s) => { for (const e of ['error', 'end', 'finish', 'close']) s.on(e, (x) => log(name + ' ' + e + (x ? ' ' + x.message : ''))); return s; };
pipeline(watch('a1', Readable.from([1, 2])), watch('a2', new PassThrough({ objectMode: true })), watch('a3', sink('a')), say('a done'));
turns(10, () => {
  const bad = new Transform({ objectMode: true, transform(c, e, cb) { cb(c === 2 ? new Error('no 2') : null, c); } });
  pipeline(watch('b1', Readable.from([1, 2, 3])), watch('b2', bad), watch('b3', sink('b')), say('b done'));
});
turns(20, () => {
  const r = new Readable({ objectMode: true, read() {} });
  pipeline(watch('c1', r), watch('c2', sink('c')), say('c done'));
  r.push(1);
  setImmediate(() => r.destroy());
});
turns(30, () => {
  const ac = new AbortController();
  const { pipeline: p } = require('stream/promises');
  const r = new Readable({ objectMode: true, read() {} });
  p(watch('d1', r), watch('d2', sink('d')), { signal: ac.signal }).then(() => log('d ok'), (e) => log('d ' + e.code + ' ' + e.message));
  setImmediate(() => ac.abort());
});
turns(40, () => {
  const w = new Writable({ write(c, e, cb) { cb(); } });
  finished(w, say('e finished'));
  w.end();
  const r = new Readable({ read() {} });
  finished(r, say('f finished'));
  r.destroy();
  const both = new PassThrough();
  finished(both, { readable: false }, say('g written'));
  finished(both, say('g finished'));
  both.end();
  setImmediate(() => both.resume());
  setImmediate(() => finished(w, say('h finished late')));
  const ac = new AbortController();
  finished(new PassThrough(), { signal: ac.signal }, say('i finished'));
  ac.abort();
});
