import { execFileSync, spawnSync } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sm2 } from 'sm-crypto-v2';

/**
 * SM2 as others do it: OpenSSL 3 where the machine has it. Elsewhere the library that the embedded cloud uses stands
 * in, and then only the example of the standard is a check from outside.
 */
const PROGRAM = 'openssl';
const OPTIONS = ['-rawin', '-digest', 'sm3', '-pkeyopt', 'distid:1234567812345678', '-keyform', 'DER'];
/** Length of a public key's DER up to its point. */
const HEAD_BYTES = 26;

/** Whether the signature is that of the message by the key. @param directory where files may be written */
export async function verifyOutside(
  directory: string,
  publicKey: Buffer,
  message: Buffer,
  signature: Uint8Array,
): Promise<boolean> {
  if (!hasOpenSsl3()) {
    const hex = Buffer.from(signature).toString('hex');
    return sm2.doVerifySignature(message, hex, publicKey.toString('hex', HEAD_BYTES), {
      der: true,
      hash: true,
    });
  }
  const files = [
    ['-inkey', await fileOf(directory, 'public.der', publicKey)],
    ['-in', await fileOf(directory, 'message', message)],
    ['-sigfile', await fileOf(directory, 'signature', signature)],
  ];
  const { status, stdout, stderr } = spawnSync(PROGRAM, [
    'pkeyutl',
    '-verify',
    '-pubin',
    ...OPTIONS,
    ...files.flat(),
  ]);
  const told = String(stdout);
  if (status === 0 && told.includes('Verified Successfully')) return true;
  if (told.includes('Verification Failure')) return false;
  throw new Error(`OpenSSL could not tell: ${told}${String(stderr)}`);
}

/** @param secret the private number, 32 bytes @returns DER */
export async function signOutside(
  directory: string,
  secret: Buffer,
  publicKey: Buffer,
  message: Buffer,
): Promise<Buffer> {
  if (!hasOpenSsl3()) {
    return Buffer.from(sm2.doSignature(message, secret.toString('hex'), { der: true, hash: true }), 'hex');
  }
  // ECPrivateKey of RFC 5915, its curve named sm2p256v1.
  const parts = [
    Buffer.from('30770201010420', 'hex'),
    secret,
    Buffer.from('a00a06082a811ccf5501822da144034200', 'hex'),
    publicKey.subarray(HEAD_BYTES),
  ];
  const files = [
    ['-inkey', await fileOf(directory, 'private.der', Buffer.concat(parts))],
    ['-in', await fileOf(directory, 'message', message)],
  ];
  return execFileSync(PROGRAM, ['pkeyutl', '-sign', ...OPTIONS, ...files.flat()]);
}

function hasOpenSsl3(): boolean {
  // Without the program there is no output at all, and LibreSSL calls itself by its own name.
  return String(spawnSync(PROGRAM, ['version']).stdout).startsWith('OpenSSL 3');
}

async function fileOf(directory: string, name: string, content: Uint8Array): Promise<string> {
  const path = join(directory, name);
  await writeFile(path, content);
  return path;
}
