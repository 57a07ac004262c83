const { Readable } = require('stream');
const log = console.log;
const r = new Readable({ highWaterMark: 4, read() { log('read'); } });
for (const e of ['pause', 'resume', 'end', 'close']) r.on(e, () => log(e));
r.on('readable', () => {
  log('readable ' + r.readableLength);
  let c;
  while ((c = r.read(2)) !== null) log('got ' + c);
  log('left ' + r.readableLength);
});
log('push ' + r.push(Buffer.from('abc')));
log('push ' + r.push(Buffer.from('de')));
setImmediate(() => {
  log('push ' + r.push(Buffer.from('f')));
  setImmediate(() => {
    log('push ' + r.push(Buffer.from('g')));
    log('unshift ' + r.unshift(Buffer.from('-')));
    log('all ' + r.read());
    log('end ' + r.push(null));
    process.nextTick(() => log('tick'));
  });
});
