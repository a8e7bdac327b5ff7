import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ProductOptions } from '../../infra/local/product.ts';

/** The whole product in this process, on a directory of its own and a clock that only moves when told. */
export interface JourneyProduct {
  readonly origin: string;
  readonly dataDir: string;
  stop(): Promise<void>;
}

/** A Monday morning of an ordinary week. */
const MONDAY_MORNING = '2026-03-02T09:00:00+08:00';

/** @param more another county, people beside the seed's, a book in which calls are held, who sends the SMS, and SM2 */
export async function startForJourney(
  startAt = MONDAY_MORNING,
  more: Pick<ProductOptions, 'countyFile' | 'crowd' | 'faults' | 'smsRoute' | 'sm2'> = {},
): Promise<JourneyProduct> {
  // The product's log lines would bury the test's own; the logger reads its level when it is loaded.
  process.env['POWERTOOLS_LOG_LEVEL'] ??= 'SILENT';
  const { startProduct } = await import('../../infra/local/product.ts');
  const dataDir = await mkdtemp(join(tmpdir(), 'huren-journey-'));
  const product = await startProduct({ dataDir, port: 0, clock: { mode: 'frozen', startAt }, ...more });
  return {
    origin: product.origin,
    dataDir,
    async stop() {
      await product.close();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
