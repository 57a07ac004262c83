const { Readable } = require('stream');
const log = console.log;
(async () => {
  for await (const c of Readable.from([1, 2, 3])) log('value ' + c);
  log('over');
  const r = new Readable({ objectMode: true, read() {} });
  r.on('close', () => log('r close'));
  r.push('x'); r.push('y');
  for await (const c of r) { log('broke at ' + c); break; }
  log('destroyed ' + r.destroyed);
  const e = new Readable({ objectMode: true, read() { this.destroy(new Error('failed')); } });
  try { for await (const c of e) log('never'); } catch (x) { log('caught ' + x.message); }
  const s = Readable.from([1, null]);
  s.on('error', (x) => log(x.code + ' ' + x.message)).on('data', (c) => log('data ' + c));
})();
