import { generateKeyPairSync, randomBytes, randomUUID } from 'node:crypto';
import { readIfPresent, writeFileDurably } from '../store.ts';
import { Turns } from '../turns.ts';
import { AwsError } from '../wire.ts';
import { newSm2Key } from './sm2.ts';

/** The kinds of key that are built. */
export const KEY_USAGE = {
  ECC_NIST_P256: 'SIGN_VERIFY',
  /** In China only, as at AWS. */
  SM2: 'SIGN_VERIFY',
  HMAC_256: 'GENERATE_VERIFY_MAC',
  SYMMETRIC_DEFAULT: 'ENCRYPT_DECRYPT',
} as const;
export type KeySpec = keyof typeof KEY_USAGE;

/** A key with its material: PKCS #8 for a pair on P-256, bare bytes else, all base64. */
export interface StoredKey {
  readonly keyId: string;
  readonly spec: KeySpec;
  readonly material: string;
  /** Milliseconds since the epoch, real time. */
  readonly createdAtMillis: number;
  /** Nothing is done with it until it is enabled again. */
  readonly disabled?: true;
}

interface Content {
  readonly keys: Readonly<Record<string, StoredKey>>;
  /** `alias/…` → key id */
  readonly aliases: Readonly<Record<string, string>>;
}

/** All keys of the embedded KMS, in one file that only its owner may read. */
export class KeyRing {
  readonly #file: string;
  readonly #arnPrefix: string;
  #content: Content;
  readonly #turns = new Turns();

  private constructor(file: string, arnPrefix: string, content: Content) {
    this.#file = file;
    this.#arnPrefix = arnPrefix;
    this.#content = content;
  }

  /** @param arnPrefix `arn:aws:kms:<region>:<account>:` */
  static async open(file: string, arnPrefix: string): Promise<KeyRing> {
    const text = await readIfPresent(file);
    const content: Content = text === undefined ? { keys: {}, aliases: {} } : (JSON.parse(text) as Content);
    return new KeyRing(file, arnPrefix, content);
  }

  arnOf(key: StoredKey): string {
    return `${this.#arnPrefix}key/${key.keyId}`;
  }

  aliasArn(alias: string): string {
    return `${this.#arnPrefix}${alias}`;
  }

  aliases(): [alias: string, keyId: string][] {
    return Object.entries(this.#content.aliases);
  }

  /** @param id key id, key ARN, `alias/…` or alias ARN @throws AwsError NotFoundException */
  find(id: string): StoredKey {
    const name = id.startsWith(this.#arnPrefix) ? id.slice(this.#arnPrefix.length) : id;
    const keyId = name.startsWith('alias/') ? this.#content.aliases[name] : name.replace(/^key\//u, '');
    const key = keyId === undefined ? undefined : this.#content.keys[keyId];
    if (key !== undefined) return key;
    throw new AwsError(
      'NotFoundException',
      `${name.startsWith('alias/') ? 'Alias' : 'Key'} ${id} is not found`,
    );
  }

  /** Disables the key or enables it again; on the disk before this resolves. @throws AwsError NotFoundException */
  setDisabled(id: string, disabled: boolean): Promise<void> {
    return this.#turns.take(async () => {
      const { disabled: _before, ...key } = this.find(id);
      const changed: StoredKey = { ...key, ...(disabled && { disabled }) };
      await this.#keep({ ...this.#content, keys: { ...this.#content.keys, [key.keyId]: changed } });
    });
  }

  async #keep(next: Content): Promise<void> {
    await writeFileDurably(this.#file, JSON.stringify(next, undefined, 2), 0o600);
    this.#content = next;
  }

  /**
   * The key behind the alias; made, with its alias, when there is none. It is on the disk before this resolves.
   * @throws AwsError AlreadyExistsException when the alias stands for a key of another kind, UnsupportedOperationException
   *   for SM2 outside China
   */
  ensure(alias: string, spec: KeySpec): Promise<StoredKey> {
    return this.#turns.take(async () => {
      if (spec === 'SM2' && !this.#arnPrefix.startsWith('arn:aws-cn:')) {
        throw new AwsError('UnsupportedOperationException', 'SM2 keys are offered in China Regions only');
      }
      if (this.#content.aliases[alias] !== undefined) {
        const found = this.find(alias);
        if (found.spec === spec) return found;
        throw new AwsError('AlreadyExistsException', `${alias} is a key of kind ${found.spec}, not ${spec}`);
      }
      const key = { keyId: randomUUID(), spec, material: newMaterial(spec), createdAtMillis: Date.now() };
      const { keys, aliases } = this.#content;
      await this.#keep({ keys: { ...keys, [key.keyId]: key }, aliases: { ...aliases, [alias]: key.keyId } });
      return key;
    });
  }
}

function newMaterial(spec: KeySpec): string {
  if (spec === 'SM2') return newSm2Key().toString('base64');
  if (spec !== 'ECC_NIST_P256') return randomBytes(32).toString('base64');
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return privateKey.export({ format: 'der', type: 'pkcs8' }).toString('base64');
}
