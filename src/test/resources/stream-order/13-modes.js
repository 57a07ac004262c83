const { Readable } = require('stream');
const log = console.log;
const r = new Readable({ read() {} });
const s = (what) => log(what + ' ' + r.readableFlowing + ' ' + r.isPaused());
for (const e of ['pause', 'resume']) r.on(e, () => log(e));
s('new');
r.pause(); s('paused');
const data = (c) => log('data ' + c);
r.on('data', data); s('data listener');
r.push(Buffer.from('1'));
r.resume(); s('resumed');
setImmediate(() => {
  s('later');
  const readable = () => { log('readable ' + r.readableLength); log('read ' + r.read()); };
  r.on('readable', readable); s('readable listener');
  r.push(Buffer.from('2'));
  setImmediate(() => {
    r.removeListener('readable', readable); s('readable removed');
    process.nextTick(() => s('a tick later'));
    setImmediate(() => {
      r.push(Buffer.from('3'));
      r.removeListener('data', data);
      r.push(Buffer.from('4')); s('data removed');
      r.pause();
      r.push(Buffer.from('5'));
      log('length ' + r.readableLength);
      r.on('data', data);
      setImmediate(() => { s('still'); r.resume(); r.destroy(); });
    });
  });
});
