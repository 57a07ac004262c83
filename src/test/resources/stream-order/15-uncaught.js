const { Readable, Writable } = require('stream');
const log = console.log;
process.on('uncaughtException', (e) => log('uncaught ' + e.message));
const r = new Readable({ read() {} });
r.on('close', () => log('close'));
r.destroy(new Error('unheard'));
const w = new Writable({ write(c, e, cb) { throw new Error('from the sink'); } });
w.on('error', (e) => log('error ' + e.message));
try { w.write(Buffer.from('x')); } catch (e) { log('thrown ' + e.message); }
const d = new Readable({ read() {} });
d.on('data', () => { throw new Error('from the listener'); });
d.push(Buffer.from('1')); d.push(Buffer.from('2'));
try { w.write(null); } catch (e) { log(e.code + ' ' + e.message); }
try { w.write(5); } catch (e) { log(e.code); }
