import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deflateRawSync } from 'node:zlib';
import { beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { type Asset, assetsIn, machineOf, unzipped } from './assets.ts';
import { bundledAssembly, FUNCTION_COUNT } from './synthesised.ts';

/** Unpacked. Measured: 1.1 to 1.3 MB each; see bundles.test.ts. */
const LARGEST_BYTES = 1_600_000;
const STACK = 'huren-suichang';

const Functions = z.object({
  Resources: z.record(
    z.string(),
    z.object({
      Type: z.string(),
      Properties: z
        .object({ Architectures: z.array(z.string()), Code: z.object({ S3Key: z.string() }) })
        .partial()
        .optional(),
    }),
  ),
});

let outdir: string;
let assets: readonly Asset[];
beforeAll(async () => {
  outdir = await bundledAssembly();
  assets = assetsIn(outdir, STACK);
  // Bundles everything for real.
}, 240_000);

/** Logical id, architecture and code of each function. */
function functions() {
  const { Resources } = Functions.parse(
    JSON.parse(readFileSync(join(outdir, `${STACK}.template.json`), 'utf8')),
  );
  return Object.entries(Resources).flatMap(([id, { Type, Properties }]) =>
    Type === 'AWS::Lambda::Function'
      ? [
          {
            id,
            architecture: Properties?.Architectures?.[0],
            hash: Properties?.Code?.S3Key.replace(/\.zip$/u, ''),
          },
        ]
      : [],
  );
}

/** Native files that the function they lie in cannot run, a line each. */
function foreignFiles(all: readonly Asset[]): string[] {
  return functions().flatMap(({ id, architecture, hash }) =>
    (all.find((asset) => asset.hash === hash)?.files ?? []).flatMap(({ path, bytes }) => {
      const machine = machineOf(bytes);
      return machine === undefined || machine === architecture ? [] : [`${id} ${path}: ${machine}`];
    }),
  );
}

function elf(machine: number): Buffer {
  const bytes = Buffer.alloc(64);
  bytes.set([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1]);
  bytes.writeUInt16LE(machine, 18);
  return bytes;
}

describe('The code in the assembly', () => {
  it('is there for every function, and small', () => {
    const sizes = functions().map(({ id, hash }) => {
      const asset = assets.find((one) => one.hash === hash);
      return { id, sizeBytes: asset?.sizeBytes ?? 0 };
    });

    console.log(sizes.map(({ id, sizeBytes }) => `${String(sizeBytes).padStart(9)} bytes  ${id}`).join('\n'));
    expect(sizes).toHaveLength(FUNCTION_COUNT);
    expect(sizes.filter(({ sizeBytes }) => sizeBytes < 10_000 || sizeBytes > LARGEST_BYTES)).toEqual([]);
  });

  it('holds no native file for another processor', () => {
    expect(foreignFiles(assets)).toEqual([]);
  });

  it('is noticed when an x86 file slips in, and not when an arm64 one does', () => {
    const [first] = functions();
    const asset = assets.find(({ hash }) => hash === first?.hash);
    const planted = (machine: number) => [
      { hash: '', sizeBytes: 0, ...asset, files: [{ path: 'native/addon.node', bytes: elf(machine) }] },
    ];

    const [x86, arm64] = [planted(62), planted(183)].map(foreignFiles);

    expect(x86).toEqual([`${first?.id} native/addon.node: x86_64`]);
    expect(arm64).toEqual([]);
  });
});

describe('An asset', () => {
  it('is opened down to its last folder, and its zips as well', () => {
    const folder = mkdtempSync(join(tmpdir(), 'huren-asset-'));
    mkdirSync(join(folder, 'asset.a', 'deep'), { recursive: true });
    writeFileSync(join(folder, 'asset.a', 'deep', 'addon.node'), elf(62));
    writeFileSync(join(folder, 'asset.a', 'layer.zip'), zipOf('lib/addon.so', elf(183)));
    const files = { a: { source: { path: 'asset.a', packaging: 'zip' } } };
    writeFileSync(join(folder, 'one.assets.json'), JSON.stringify({ files }));

    const [asset] = assetsIn(folder, 'one');

    const found = asset?.files.map(({ path, bytes }) => [path, machineOf(bytes)]);
    expect(found).toEqual([
      ['deep/addon.node', 'x86_64'],
      ['lib/addon.so', 'arm64'],
    ]);
    rmSync(folder, { recursive: true });
  });

  it('that is no zip is refused', () => {
    expect(() => unzipped(Buffer.from('no zip'))).toThrow('This is no zip');
  });

  it.each([
    [
      'a library of macOS',
      Buffer.concat([Buffer.from('cffaedfe0c000001', 'hex'), Buffer.alloc(24)]),
      'Mach-O arm64',
    ],
    ['a library of Windows', Buffer.concat([Buffer.from('MZ'), Buffer.alloc(30)]), 'Windows'],
    ['a script', Buffer.from('exports.handler = async () => undefined;'), undefined],
  ])('may hold %s, which is told apart', (_what, bytes, machine) => {
    expect(machineOf(bytes)).toBe(machine);
  });
});

/** A zip of one deflated file. */
function zipOf(path: string, bytes: Buffer): Buffer {
  const packed = deflateRawSync(bytes);
  const name = Buffer.from(path);
  const local = Buffer.alloc(30);
  local.writeUInt32LE(0x04034b50, 0);
  local.writeUInt16LE(8, 8);
  local.writeUInt16LE(name.length, 26);
  const entry = Buffer.alloc(46);
  entry.writeUInt32LE(0x02014b50, 0);
  entry.writeUInt16LE(8, 10);
  entry.writeUInt32LE(packed.length, 20);
  entry.writeUInt16LE(name.length, 28);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(1, 10);
  end.writeUInt32LE(local.length + name.length + packed.length, 16);
  return Buffer.concat([local, name, packed, entry, name, end]);
}
