// Makes cases.tsv: what Node makes of data that is whole, cut off, broken, or followed by more.
// node cases.js > cases.tsv
const zlib = require('zlib');
const crypto = require('crypto');

let seed = 1;
const random = (below) => {
  seed = (seed * 1103515245 + 12345) & 0x7fffffff;
  return (seed >> 8) % below;
};

const md5 = (data) => crypto.createHash('md5').update(data).digest('hex');

function outcome(call, data) {
  try {
    return 'ok ' + md5(zlib[call + 'Sync'](data));
  } catch (error) {
    return `${error.code} ${error.errno} ${error.message}`;
  }
}

function print(call, data) {
  console.log([call, data.toString('hex'), outcome(call, data)].join('\t'));
}

const tails = ['00', '0000', '0011', '1f', '1f8b', '1f8b08', 'ff', '0505', '001f8b08'];
const texts = ['', 'hello hello hello world', 'x'.repeat(5000)];
const compress = {
  gunzip: [zlib.gzipSync],
  inflate: [zlib.deflateSync],
  inflateRaw: [zlib.deflateRawSync],
  unzip: [zlib.gzipSync, zlib.deflateSync],
};

for (const call in compress) {
  for (const make of compress[call]) {
    for (const text of texts) {
      const whole = make(Buffer.from(text));
      print(call, whole);
      print(call, Buffer.concat([whole, whole]));
      print(call, Buffer.concat([whole, Buffer.alloc(2), whole]));
      for (const tail of tails) {
        print(call, Buffer.concat([whole, Buffer.from(tail, 'hex')]));
      }
      for (let cut = 0; cut < 4; cut++) {
        print(call, whole.subarray(0, random(whole.length)));
      }
      for (let at = 0; at < whole.length; at++) {
        const broken = Buffer.from(whole);
        broken[at] ^= 1 << random(8);
        print(call, broken);
      }
    }
  }
}
