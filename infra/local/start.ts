import { resolve } from 'node:path';
import { BUNDLED_EDITIONS } from '../../functions/domain/bundled-calendar.ts';
import { banner } from './banner.ts';
import { wantedCounty } from './county.ts';
import { diskTrouble } from './disk.ts';
import { startProduct } from './product.ts';
import { localPeople } from './province/seed.ts';
import { wantedSmsRoute, wantsSm2 } from './settings.ts';
import { firstInstant } from './start-clock.ts';

/** `npm start`: the whole product on loopback, its data kept in `DATA_DIR`, until it is stopped. */
const port = Number(process.env['PORT'] ?? 8787);
const dataDir = resolve(process.env['DATA_DIR'] ?? '.data');

if (!Number.isInteger(port) || port < 0 || port > 65_535) {
  console.error(`PORT must be a number from 0 to 65535, not “${process.env['PORT'] ?? ''}”.`);
  process.exit(2);
}

try {
  const begins = firstInstant(BUNDLED_EDITIONS, new Date());
  const product = await startProduct({
    dataDir,
    port,
    smsRoute: wantedSmsRoute(),
    sm2: wantsSm2(),
    countyFile: wantedCounty(),
    clock: { mode: 'ticking', startAt: begins.at },
    onBroken: stopBroken,
  });
  console.log(banner(product, { dataDir, people: localPeople(), note: begins.note }));
  const stop = (): void => {
    // What is acknowledged is on the disk already: a close that hangs may be cut off.
    setTimeout(() => process.exit(0), 5_000).unref();
    void product.close().then(() => process.exit(0));
  };
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
} catch (error) {
  console.error(explain(error));
  process.exit(1);
}

/** Everything acknowledged is on the disk: a start takes up from there. */
function stopBroken(error: unknown): void {
  console.error(explain(error));
  process.exit(1);
}

/** What went wrong, and what to do next. */
function explain(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (code === 'EADDRINUSE')
    return `Port ${port} is taken. Stop what listens there, or choose another: PORT=8788 npm start`;
  if (code === 'LEVEL_LOCKED' || code === 'LEVEL_DATABASE_NOT_OPEN') {
    return `Another process holds ${dataDir}. Stop it first, or use another directory: DATA_DIR=/some/where npm start`;
  }
  if (error instanceof RangeError) return error.message;
  const trouble = diskTrouble(error, dataDir);
  if (trouble !== undefined) return trouble;
  return `The product cannot go on: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`;
}
