const { Duplex } = require('stream');
const log = console.log;
const make = (name, allowHalfOpen) => {
  const d = new Duplex({ allowHalfOpen, read() {}, write(c, e, cb) { log(name + ' sink ' + c); cb(); }, final(cb) { log(name + ' final'); cb(); } });
  for (const e of ['end', 'finish', 'close']) d.on(e, () => log(name + ' ' + e));
  return d;
};
const a = make('a', true), b = make('b', false);
for (const d of [a, b]) { d.resume(); d.write(Buffer.from('x')); d.push(null); }
setImmediate(() => { log('a writable ' + a.writable + ' b writable ' + b.writable); a.end(Buffer.from('bye')); });
