import { fork } from 'node:child_process';
import { once } from 'node:events';
import { openSync, closeSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const NODE = fileURLToPath(new URL('../../node_modules/.bin/node', import.meta.url));
const PROGRAM = fileURLToPath(new URL('product-program.ts', import.meta.url));

/** The whole product in a process of its own, with everything it writes kept in a file. */
export interface ProductUnderTest {
  readonly origin: string;
  readonly dataDir: string;
  /** Everything on its standard output and error so far. */
  log(): Promise<string>;
  stop(): Promise<void>;
}

export async function startProductUnderTest(): Promise<ProductUnderTest> {
  const place = await mkdtemp(join(tmpdir(), 'huren-fuzz-'));
  const dataDir = join(place, 'data');
  const logFile = join(place, 'log.txt');
  const out = openSync(logFile, 'a');
  const child = fork(PROGRAM, [dataDir], {
    execPath: NODE,
    execArgv: [],
    env: { ...process.env, POWERTOOLS_LOG_LEVEL: 'INFO' },
    stdio: ['ignore', out, out, 'ipc'],
  });
  closeSync(out);
  const exited = once(child, 'exit');
  const early = exited.then(async () => {
    throw new Error(`The product ended before it was ready: ${await readFile(logFile, 'utf8')}`);
  });
  const [told] = (await Promise.race([once(child, 'message'), early])) as [{ origin: string }];
  // From here on it may end: `stop` makes it.
  early.catch(() => undefined);
  return {
    origin: told.origin,
    dataDir,
    log: () => readFile(logFile, 'utf8'),
    async stop() {
      child.send({ stop: true });
      await exited;
      await rm(place, { recursive: true, force: true });
    },
  };
}
