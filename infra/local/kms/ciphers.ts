import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { AwsError } from '../wire.ts';
import type { StoredKey } from './key-ring.ts';

const ID_BYTES = 36;
const IV_BYTES = 12;
const TAG_BYTES = 16;

/** Names and values that must be given again, unchanged, to decrypt. */
export type EncryptionContext = Readonly<Record<string, string>>;

/** AES-256-GCM. The blob names its key, as the real one does. */
export function seal(key: StoredKey, plaintext: Uint8Array, context: EncryptionContext = {}): Buffer {
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv('aes-256-gcm', Buffer.from(key.material, 'base64'), iv);
  cipher.setAAD(canonical(context));
  const content = Buffer.concat([cipher.update(plaintext), cipher.final()]);
  return Buffer.concat([Buffer.from(key.keyId), iv, cipher.getAuthTag(), content]);
}

/** Id of the key that sealed the blob; nonsense when nothing here did. */
export function sealedWith(blob: Uint8Array): string {
  return Buffer.from(blob.subarray(0, ID_BYTES)).toString('latin1');
}

/** @throws AwsError InvalidCiphertextException when the blob or the context was changed */
export function unseal(key: StoredKey, blob: Uint8Array, context: EncryptionContext = {}): Buffer {
  const iv = blob.subarray(ID_BYTES, ID_BYTES + IV_BYTES);
  const tag = blob.subarray(ID_BYTES + IV_BYTES, ID_BYTES + IV_BYTES + TAG_BYTES);
  try {
    const decipher = createDecipheriv('aes-256-gcm', Buffer.from(key.material, 'base64'), iv, {
      authTagLength: TAG_BYTES,
    });
    decipher.setAAD(canonical(context));
    decipher.setAuthTag(tag);
    return Buffer.concat([decipher.update(blob.subarray(ID_BYTES + IV_BYTES + TAG_BYTES)), decipher.final()]);
  } catch (cause) {
    const words = `The ciphertext refers to a key or context that does not fit: ${String(cause)}`;
    throw new AwsError('InvalidCiphertextException', words);
  }
}

function canonical(context: EncryptionContext): Buffer {
  return Buffer.from(JSON.stringify(Object.entries(context).sort(([a], [b]) => (a < b ? -1 : 1))));
}
