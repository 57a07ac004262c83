const { Writable } = require('stream');
const log = console.log;
const w = new Writable({ highWaterMark: 3, write(c, e, cb) { log('sink ' + c); cb(); } });
for (const e of ['drain', 'prefinish', 'finish', 'close']) w.on(e, () => log(e + ' length ' + w.writableLength));
const same = () => log('same');
log(w.write(Buffer.from('a'), () => log('cb a')));
log(w.write(Buffer.from('bcd'), same));
log(w.write(Buffer.from('e'), same));
log(w.write(Buffer.from('f')));
log('need ' + w.writableNeedDrain);
process.nextTick(() => {
  log('tick');
  w.end(Buffer.from('z'), () => log('cb end'));
  log('ended ' + w.writableEnded + ' finished ' + w.writableFinished);
  process.nextTick(() => log('tick after end'));
  Promise.resolve().then(() => log('micro after end'));
});
setImmediate(() => log('immediate destroyed ' + w.destroyed));
