import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { AwsError } from '../wire.ts';

/** The end of the header `x-amz-checksum-…`. */
export type Checksum = 'crc32' | 'crc32c' | 'crc64nvme' | 'sha1' | 'sha256';

/** Name → value in base64. */
export type Checksums = Readonly<Partial<Record<Checksum, string>>>;

const COMPUTE: Readonly<Record<Checksum, (data: Uint8Array) => Buffer>> = {
  crc32: (data) => fourBytes(crc32(data)),
  crc32c: (data) => fourBytes(crc32c(data)),
  crc64nvme: (data) => crc64nvme(data),
  sha1: (data) => createHash('sha1').update(data).digest(),
  sha256: (data) => createHash('sha256').update(data).digest(),
};
const NAMES = Object.keys(COMPUTE) as Checksum[];
const PREFIX = 'x-amz-checksum-';

/** Base64 of the checksum of the data. */
export function checksumOf(name: Checksum, data: Uint8Array): string {
  return COMPUTE[name](data).toString('base64');
}

/** `SHA256` or `sha256` → `sha256`; undefined for none. @throws AwsError InvalidRequest for an unknown one */
export function checksumNamed(text: string | undefined): Checksum | undefined {
  if (text === undefined) return undefined;
  const name = NAMES.find((one) => one === text.toLowerCase());
  if (name !== undefined) return name;
  throw new AwsError('InvalidRequest', `Checksum algorithm ${text} is not known`);
}

/**
 * Compares every checksum that came with the data, as header, trailer or form field.
 * @param fields lower-case names
 * @returns those that came, or CRC64NVME of our own, as S3 computes where none came
 * @throws AwsError BadDigest or InvalidRequest
 */
export function verifyChecksums(fields: Readonly<Record<string, string>>, data: Uint8Array): Checksums {
  const claimed = NAMES.flatMap((name) => {
    const value = fields[`${PREFIX}${name}`];
    return value === undefined ? [] : [[name, value] as const];
  });
  for (const [name, value] of claimed) {
    const right = checksumOf(name, data);
    if (Buffer.from(value, 'base64').length !== Buffer.from(right, 'base64').length) {
      throw new AwsError('InvalidRequest', `Value for ${PREFIX}${name} header is invalid.`);
    }
    if (value !== right) {
      const words = `The ${name.toUpperCase()} you specified did not match the calculated checksum.`;
      throw new AwsError('BadDigest', words);
    }
  }
  if (claimed.length > 0) return Object.fromEntries(claimed);
  return { crc64nvme: checksumOf('crc64nvme', data) };
}

/** Headers that tell the checksums of a whole object. */
export function checksumHeaders(checksums: Checksums): Record<string, string> {
  const headers = Object.entries(checksums).map(([name, value]) => [`${PREFIX}${name}`, value]);
  return { ...Object.fromEntries(headers), [`${PREFIX}type`]: 'FULL_OBJECT' } as Record<string, string>;
}

function fourBytes(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value >>> 0);
  return bytes;
}

// Castagnoli, reflected (RFC 3720, appendix B.4).
const CRC32C_TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? (value >>> 1) ^ 0x82f63b78 : value >>> 1;
  return value;
});

function crc32c(data: Uint8Array): number {
  let value = 0xffffffff;
  for (const byte of data) value = (value >>> 8) ^ (CRC32C_TABLE[(value ^ byte) & 0xff] ?? 0);
  return value ^ 0xffffffff;
}

// CRC-64/NVME, reflected polynomial 9a6c9329ac4bc9b5 in two halves: BigInt would be ten times as slow.
const [CRC64_HIGH, CRC64_LOW] = crc64Tables();

function crc64Tables(): [high: Uint32Array, low: Uint32Array] {
  const [highs, lows] = [new Uint32Array(256), new Uint32Array(256)];
  for (let byte = 0; byte < 256; byte += 1) {
    let value = BigInt(byte);
    for (let bit = 0; bit < 8; bit += 1)
      value = value & 1n ? (value >> 1n) ^ 0x9a6c9329ac4bc9b5n : value >> 1n;
    highs[byte] = Number(value >> 32n);
    lows[byte] = Number(value & 0xffffffffn);
  }
  return [highs, lows];
}

function crc64nvme(data: Uint8Array): Buffer {
  let [high, low] = [0xffffffff, 0xffffffff];
  for (const byte of data) {
    const index = (low ^ byte) & 0xff;
    low = ((low >>> 8) | (high << 24)) ^ (CRC64_LOW[index] ?? 0);
    high = (high >>> 8) ^ (CRC64_HIGH[index] ?? 0);
  }
  return Buffer.concat([fourBytes(~high), fourBytes(~low)]);
}
