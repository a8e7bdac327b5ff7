import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline/promises';
import { promisify } from 'node:util';
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { SFNClient } from '@aws-sdk/client-sfn';
import { type Account, openAccount } from './account.ts';
import { estimate } from './cost.ts';
import { type DeployOptions, ROOT } from './options.ts';
import type { Tools } from './run-deploy.ts';
import { synthesise } from './template.ts';

/** The tools of a real deployment: this terminal, this machine's credentials, the pinned CDK command. */
export async function realTools(options: DeployOptions): Promise<Tools> {
  return {
    print: (line) => console.log(line),
    account: await accountOf(options),
    synthesise,
    estimate,
    async run(command, args) {
      const child = spawn(command, [...args], { cwd: ROOT, stdio: ['ignore', 'inherit', 'inherit'] });
      const [code] = (await once(child, 'exit')) as [number | null];
      return code ?? 1;
    },
    async read(command, args) {
      const { stdout } = await promisify(execFile)(command, [...args], { cwd: ROOT });
      return stdout;
    },
    async publish(bucket, files) {
      const s3 = new S3Client({ region: options.region });
      for (const { key, contentType, body } of files) {
        await s3.send(
          new PutObjectCommand({
            Bucket: bucket,
            Key: key,
            ContentType: contentType,
            // Short: a correction of a page shows within minutes, without an invalidation.
            CacheControl: 'public, max-age=300',
            Body: body,
          }),
        );
      }
    },
    async ask(question) {
      const terminal = createInterface({ input: process.stdin, output: process.stdout });
      // A closed input answers nothing, which confirms nothing.
      const closed = new AbortController();
      terminal.once('close', () => closed.abort());
      try {
        return await terminal.question(question, { signal: closed.signal });
      } catch (error) {
        if (closed.signal.aborted) return '';
        throw error;
      } finally {
        terminal.close();
      }
    },
  };
}

/** The SDK's own search for credentials, of any kind; undefined when it finds none. */
async function accountOf({ region, partition, endpoint }: DeployOptions): Promise<Account | undefined> {
  try {
    const credentials = await new SFNClient({ region }).config.credentials();
    return openAccount({ region, partition, credentials, endpoint });
  } catch (error) {
    if (error instanceof Error && /Credentials|Token/u.test(error.name)) return undefined;
    throw error;
  }
}
