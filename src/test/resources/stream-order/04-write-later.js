const { Writable } = require('stream');
const log = console.log;
const w = new Writable({
  highWaterMark: 4,
  write(c, e, cb) { log('sink ' + c); setImmediate(() => { log('answer'); cb(); }); },
  writev(cs, cb) { log('sink all ' + cs.map((x) => x.chunk).join()); setImmediate(() => { log('answer all'); cb(); }); },
  final(cb) { log('final'); setImmediate(cb); },
});
for (const e of ['drain', 'prefinish', 'finish', 'close']) w.on(e, () => log(e));
log(w.write(Buffer.from('ab'), () => log('cb ab')));
log(w.write(Buffer.from('cd'), () => log('cb cd')));
log(w.write(Buffer.from('ef')));
w.once('drain', () => {
  w.cork();
  log(w.write(Buffer.from('g'), () => log('cb g')));
  log(w.write(Buffer.from('h'), () => log('cb h')));
  log('corked ' + w.writableCorked + ' length ' + w.writableLength);
  process.nextTick(() => { w.uncork(); w.end(() => log('cb end')); log('ending'); });
});
