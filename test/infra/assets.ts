import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { inflateRawSync } from 'node:zlib';
import * as z from 'zod';

const Assets = z.object({
  files: z.record(z.string(), z.object({ source: z.object({ path: z.string(), packaging: z.string() }) })),
});

/** One file of an asset. */
export interface AssetFile {
  readonly path: string;
  readonly bytes: Buffer;
}

/** What would be uploaded under one hash. */
export interface Asset {
  readonly hash: string;
  readonly files: readonly AssetFile[];
  readonly sizeBytes: number;
}

/** Every asset of an assembly, opened: a folder that is zipped at deployment, or a zip that is one already. */
export function assetsIn(outdir: string, stack: string): readonly Asset[] {
  const manifest = Assets.parse(JSON.parse(readFileSync(join(outdir, `${stack}.assets.json`), 'utf8')));
  return Object.entries(manifest.files)
    .filter(([, { source }]) => !source.path.endsWith('.template.json'))
    .map(([hash, { source }]) => {
      const files = filesAt(join(outdir, source.path), '');
      return { hash, files, sizeBytes: files.reduce((sum, { bytes }) => sum + bytes.length, 0) };
    });
}

function filesAt(path: string, name: string): AssetFile[] {
  if (!existsSync(path)) throw new Error(`${path} is in no assembly`);
  if (statSync(path).isDirectory())
    return readdirSync(path).flatMap((one) => filesAt(join(path, one), join(name, one)));
  const bytes = readFileSync(path);
  return path.endsWith('.zip') ? unzipped(bytes) : [{ path: name, bytes }];
}

const END = 0x06054b50;
const ENTRY = 0x02014b50;
const DEFLATED = 8;

/** The files of a zip, by its central directory. @throws for what is no zip, and for what is packed in another way */
export function unzipped(zip: Buffer): AssetFile[] {
  const end = zip.lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06]));
  if (end < 0 || zip.readUInt32LE(end) !== END) throw new Error('This is no zip');
  const files: AssetFile[] = [];
  let at = zip.readUInt32LE(end + 16);
  for (let left = zip.readUInt16LE(end + 10); left > 0; left -= 1) {
    if (zip.readUInt32LE(at) !== ENTRY) throw new Error('The directory of the zip is broken');
    const [method, packed] = [zip.readUInt16LE(at + 10), zip.readUInt32LE(at + 20)];
    const [nameLength, extra, comment] = [28, 30, 32].map((offset) => zip.readUInt16LE(at + offset));
    const path = zip.toString('utf8', at + 46, at + 46 + (nameLength ?? 0));
    const header = zip.readUInt32LE(at + 42);
    const begin = header + 30 + zip.readUInt16LE(header + 26) + zip.readUInt16LE(header + 28);
    const bytes = zip.subarray(begin, begin + packed);
    if (method !== 0 && method !== DEFLATED) throw new Error(`${path} is packed by method ${method}`);
    if (!path.endsWith('/')) files.push({ path, bytes: method === 0 ? bytes : inflateRawSync(bytes) });
    at += 46 + (nameLength ?? 0) + (extra ?? 0) + (comment ?? 0);
  }
  return files;
}

/** ELF's `e_machine`, and Mach-O's `cputype`, by the names that Lambda uses. */
const ELF: Readonly<Record<number, string>> = { 62: 'x86_64', 183: 'arm64' };
const MACH_O: Readonly<Record<number, string>> = { 0x01000007: 'x86_64', 0x0100000c: 'arm64' };

/** For which processor a native file is made; `undefined` for any other file. */
export function machineOf(bytes: Buffer): string | undefined {
  if (bytes.length < 20) return undefined;
  const magic = bytes.readUInt32BE(0);
  if (magic === 0x7f454c46) {
    const machine = bytes[5] === 2 ? bytes.readUInt16BE(18) : bytes.readUInt16LE(18);
    return ELF[machine] ?? `ELF machine ${machine}`;
  }
  // Lambda runs no Mach-O and no PE at all; both are told apart so that the finding says what was packed.
  if (magic === 0xcffaedfe) return `Mach-O ${MACH_O[bytes.readUInt32LE(4)] ?? 'unknown'}`;
  if (magic === 0xcafebabe) return 'Mach-O for several';
  if (bytes.toString('latin1', 0, 2) === 'MZ') return 'Windows';
  return undefined;
}
