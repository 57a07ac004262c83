const { Transform, PassThrough } = require('stream');
const log = console.log;
const t = new Transform({
  objectMode: true, highWaterMark: 2,
  transform(c, e, cb) { log('transform ' + c); if (c === 3) { this.push('3a'); this.push('3b'); cb(); } else if (c % 2) cb(null, c + '!'); else setImmediate(cb, null, c + '?'); },
  flush(cb) { log('flush'); cb(null, 'last'); },
});
for (const e of ['prefinish', 'finish', 'end', 'close', 'drain']) t.on(e, () => log(e));
for (let i = 1; i <= 5; i++) log('write ' + t.write(i, () => log('cb ' + i)));
t.end(() => log('cb end'));
log('lengths ' + t.writableLength + ' ' + t.readableLength);
setImmediate(() => setImmediate(() => { log('reading'); t.on('data', (c) => log('data ' + c)); }));
const p = new PassThrough();
for (const e of ['finish', 'end', 'close']) p.on(e, () => log('p ' + e));
p.end(Buffer.from('bytes'));
p.on('data', (c) => log('p data ' + c));
