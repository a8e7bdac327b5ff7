import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** What the command line said: its JSON, or the error's code with its words. */
export interface Said {
  readonly json: Readonly<Record<string, unknown>>;
  readonly error?: { readonly code: string; readonly words: string };
}

/** Debian's `aws`, unmodified, led to a product by `--endpoint-url` and nothing else. */
export class AwsCli {
  readonly #endpoint: string;
  readonly #env: Readonly<Record<string, string>>;

  private constructor(endpoint: string, env: Readonly<Record<string, string>>) {
    this.#endpoint = endpoint;
    this.#env = env;
  }

  /** @throws Error in plain words where there is no `aws` */
  static async of({ origin, dataDir }: { origin: string; dataDir: string }): Promise<AwsCli> {
    const { accessKeyId, secretAccessKey } = JSON.parse(
      await readFile(`${dataDir}/credentials.json`, 'utf8'),
    ) as { accessKeyId: string; secretAccessKey: string };
    const env = {
      PATH: '/usr/bin:/bin:/usr/local/bin',
      HOME: dataDir,
      AWS_ACCESS_KEY_ID: accessKeyId,
      AWS_SECRET_ACCESS_KEY: secretAccessKey,
      AWS_DEFAULT_REGION: 'cn-northwest-1',
      AWS_EC2_METADATA_DISABLED: 'true',
      AWS_PAGER: '',
    };
    try {
      await run('aws', ['--version'], { env });
    } catch (cause) {
      throw new Error('There is no aws on this machine: apt-get install -y awscli', { cause });
    }
    return new AwsCli(`${origin}/_local/aws`, env);
  }

  async version(): Promise<string> {
    return (await run('aws', ['--version'], { env: this.#env })).stdout.trim();
  }

  /** One command that succeeds. @throws Error with what the service refused */
  async did(...command: readonly string[]): Promise<Said['json']> {
    const { json, error } = await this.say(...command);
    if (error) throw new Error(`${command.join(' ')}: ${error.code} ${error.words}`);
    return json;
  }

  /** One command; an error of the service is an answer, anything else is thrown. */
  async say(...command: readonly string[]): Promise<Said> {
    const args = [...command, '--endpoint-url', this.#endpoint, '--output', 'json'];
    try {
      const { stdout } = await run('aws', args, { env: this.#env });
      return { json: (stdout.trim() === '' ? {} : JSON.parse(stdout)) as Said['json'] };
    } catch (error) {
      const text = error instanceof Error && 'stderr' in error ? String(error.stderr) : '';
      const [, code = '', words = ''] = /An error occurred \(([^)]+)\)[^:]*: ([^]*)/u.exec(text) ?? [];
      if (code === '') throw error;
      return { json: {}, error: { code, words: words.trim() } };
    }
  }
}

/** Not built: 501, and the operation's name in the words. */
export function refused({ error }: Said, name: string): void {
  assert.ok(error?.code === 'NotImplemented' || error?.code === '501', JSON.stringify(error));
  assert.ok(error.words.includes(name), error.words);
}
