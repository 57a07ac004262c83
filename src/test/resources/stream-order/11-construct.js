const { Writable, Readable } = require('stream');
const log = console.log;
const w = new Writable({
  construct(cb) { log('constructing'); setImmediate(() => { log('constructed'); cb(); }); },
  write(c, e, cb) { log('sink ' + c); cb(); },
});
for (const e of ['finish', 'close']) w.on(e, () => log('w ' + e));
log(w.write(Buffer.from('a'), () => log('cb a')));
w.end(() => log('cb end'));
const r = new Readable({ construct(cb) { log('r constructing'); setImmediate(cb); }, read() { log('r read'); this.push(null); }, destroy(e, cb) { log('r destroy'); cb(e); } });
r.on('end', () => log('r end')).on('close', () => log('r close')).resume();
const d = new Readable({ construct(cb) { log('d constructing'); setImmediate(() => { log('d constructed'); cb(); }); }, read() {}, destroy(e, cb) { log('d destroy ' + e.message); cb(e); } });
d.on('error', (e) => log('d error ' + e.message)).on('close', () => log('d close'));
d.destroy(new Error('early'));
const f = new Writable({ construct(cb) { cb(new Error('cannot')); }, write(c, e, cb) { cb(); } });
f.on('error', (e) => log('f error ' + e.message)).on('close', () => log('f close'));
f.write(Buffer.from('x'), (e) => log('f cb ' + e.message));
