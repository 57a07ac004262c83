// Prints what each call of fs says and does, for each of these paths in a directory of its own: the
// value or the message of the error, and what is in the directory then, if that has changed. A line
// for both forms, or one for each where they differ.
'use strict';
const fs = require('fs'), os = require('os'), path = require('path');
const LONG = 'x'.repeat(300);
const PATHS = ['f', 'd', 'full', 'f/', 'f/x', 'nowhere', 'nowhere/', 'nowhere/x', 'd/', 'd/.', 'full/..',
  'ld', 'lf', 'ld/', 'lf/', 'dang', 'dang/', 'loop', 'loop/x', '<long>', '', '.'];
const FROM = ['f', 'd', 'full', 'nowhere', 'f/', 'f/x', 'ld', 'lf', 'dang', 'loop', '', 'full/x'];
const TO = ['new', 'new/', 'g', 'd', 'e', 'full', 'nowhere/x', 'f', 'f/x', 'ld', 'lf', 'dang', 'loop', '', 'd/x',
  '<long>'];
const TIME = new Date(1000);

const ONE = {
  'readFile': (call, p) => call('readFile', p, 'utf8'),
  'writeFile': (call, p) => call('writeFile', p, 'x'),
  'writeFile wx': (call, p) => call('writeFile', p, 'x', { flag: 'wx' }),
  'appendFile': (call, p) => call('appendFile', p, 'x'),
  'open r': (call, p) => call('open', p, 'r'),
  'open r+': (call, p) => call('open', p, 'r+'),
  'open w': (call, p) => call('open', p, 'w'),
  'open wx': (call, p) => call('open', p, 'wx'),
  'open a': (call, p) => call('open', p, 'a'),
  'open a+': (call, p) => call('open', p, 'a+'),
  'stat': (call, p) => call('stat', p),
  'lstat': (call, p) => call('lstat', p),
  'access': (call, p) => call('access', p),
  'access X_OK': (call, p) => call('access', p, 1),
  'readdir': (call, p) => call('readdir', p),
  'readdir recursive': (call, p) => call('readdir', p, { recursive: true }),
  'readdir withFileTypes': (call, p) => call('readdir', p, { withFileTypes: true }),
  'readdir recursive withFileTypes': (call, p) => call('readdir', p, { recursive: true, withFileTypes: true }),
  'mkdir': (call, p) => call('mkdir', p),
  'mkdir recursive': (call, p) => call('mkdir', p, { recursive: true }),
  'rm': (call, p) => call('rm', p),
  'rm force': (call, p) => call('rm', p, { force: true }),
  'rm recursive': (call, p) => call('rm', p, { recursive: true }),
  'rm recursive force': (call, p) => call('rm', p, { recursive: true, force: true }),
  'rmdir': (call, p) => call('rmdir', p),
  'unlink': (call, p) => call('unlink', p),
  'truncate': (call, p) => call('truncate', p, 3),
  'readlink': (call, p) => call('readlink', p),
  'realpath': (call, p) => call('realpath', p),
  'utimes': (call, p) => call('utimes', p, TIME, TIME),
};
const TWO = {
  'rename': (call, p, q) => call('rename', p, q),
  'copyFile': (call, p, q) => call('copyFile', p, q),
  'copyFile EXCL': (call, p, q) => call('copyFile', p, q, fs.constants.COPYFILE_EXCL),
  'symlink': (call, p, q) => call('symlink', p, q),
};

const callback = (name, ...args) => new Promise((resolve, reject) =>
  fs[name](...args, (error, value) => error ? reject(error) : resolve(value)));
const promise = (name, ...args) => fs.promises[name](...args);

function layout() {
  const root = fs.mkdtempSync(path.join(os.tmpdir(), 'calls-'));
  for (const name of ['f', 'g']) fs.writeFileSync(root + '/' + name, 'hello');
  for (const name of ['d', 'e', 'full']) fs.mkdirSync(root + '/' + name);
  fs.writeFileSync(root + '/full/x', '');
  for (const [name, target] of [['ld', 'd'], ['lf', 'f'], ['dang', 'nowhere'], ['loop', 'loop']]) {
    fs.symlinkSync(target, root + '/' + name);
  }
  return root;
}
const inside = (root, name) => name === '' ? name : root + '/' + name.replace('<long>', LONG);

function tree(directory, prefix = '') {
  if (!fs.existsSync(directory)) return 'gone';
  return fs.readdirSync(directory, { withFileTypes: true }).map((entry) => {
    const name = prefix + entry.name, file = directory + '/' + entry.name;
    if (entry.isDirectory()) return name + '/ ' + tree(file, name + '/');
    return name + (entry.isSymbolicLink() ? '@' + fs.readlinkSync(file) : '=' + fs.readFileSync(file, 'utf8'));
  }).sort().join(' ').trim();
}

const kind = (file) => file.isDirectory() ? '/' : file.isSymbolicLink() ? '@' : '';
function shown(value) {
  if (value === undefined) return '';
  if (typeof value === 'number') { fs.closeSync(value); return 'open'; }
  if (typeof value === 'string') return value;
  if (Array.isArray(value)) return value.map((e) => typeof e === 'string' ? e : e.path + ' ' + e.name + kind(e)).sort().join(',');
  if (value instanceof fs.Stats) return (value.isFile() ? value.size : '') + kind(value);
  value.close();
  return 'open';
}

// The message says it all, else the code is shown too.
function why(error) {
  const text = (error.message.match(/: (.*?), /) || [])[1];
  const message = `${error.code}: ${text}, ${error.syscall}`
    + (error.path === undefined ? '' : ` '${error.path}'`) + (error.dest === undefined ? '' : ` -> '${error.dest}'`);
  const all = message === error.message && error.errno === -os.constants.errno[error.code];
  return error.message + (all ? '' : ' ' + error.code);
}

async function said(form, call, names) {
  const root = layout(), before = tree(root);
  let what;
  try {
    what = 'OK ' + shown(await call(form, ...names.map((name) => inside(root, name))));
  } catch (error) {
    what = why(error);
  }
  const after = tree(root);
  fs.rmSync(root, { recursive: true, force: true });
  return (what.trim() + (after === before ? '' : ' # ' + after)).replaceAll(root, '%').replaceAll(LONG, '<long>')
    .replace('OK ' + process.cwd(), 'OK <cwd>');
}

async function show(name, call, ...names) {
  const one = await said(callback, call, names), other = await said(promise, call, names);
  const head = name + ' ' + names.map((n) => `'${n}'`).join(' ');
  if (one === other) console.log(`${head}: ${one}`);
  else console.log(`${head}, callback: ${one}\n${head}, promise: ${other}`);
}

(async () => {
  for (const name in ONE) {
    for (const p of PATHS) {
      if (!(name.startsWith('rm recursive') && p === 'full/..')) await show(name, ONE[name], p); // by chance
    }
  }
  for (const name in TWO) for (const p of FROM) for (const q of TO) await show(name, TWO[name], p, q);
})();
