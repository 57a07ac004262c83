const { Readable, Writable } = require('stream');
const log = console.log;
let n = 0;
const r = new Readable({ highWaterMark: 2, read() { n++; this.push(n < 5 ? Buffer.from('' + n + n) : null); } });
const w = new Writable({ highWaterMark: 3, write(c, e, cb) { log('sink ' + c); setImmediate(cb); } });
for (const e of ['pause', 'resume', 'end', 'close']) r.on(e, () => log('r ' + e));
for (const e of ['pipe', 'unpipe', 'drain', 'finish', 'close']) w.on(e, () => log('w ' + e));
log(r.pipe(w) === w);
process.nextTick(() => log('tick ' + r.readableFlowing + ' ' + r.isPaused()));
