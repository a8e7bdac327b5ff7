import * as z from 'zod';
import { crowd } from '../crash/crowd.ts';
import { startProduct } from '../product.ts';
import { CountingBook } from './counting-book.ts';

/** The product as a child process that tells what it has used. Its settings are JSON in the first argument. */
const Settings = z.object({ dataDir: z.string(), startAt: z.string(), crowd: z.int() });
const Message = z.object({ ask: z.enum(['usage', 'heap', 'stop']) });

const settings = Settings.parse(JSON.parse(process.argv[2] ?? '{}'));
const book = new CountingBook();

process.on('disconnect', () => process.exit(0));
const product = await startProduct({
  dataDir: settings.dataDir,
  port: 0,
  clock: { mode: 'frozen', startAt: settings.startAt },
  faults: book,
  // As many as cases: whom no case is about would only be in the way of the figures.
  crowd: crowd(settings.crowd, ['permit']),
});
process.on('message', (message) => void obey(Message.parse(message).ask));
process.send?.({ origin: product.origin });

async function obey(ask: 'usage' | 'heap' | 'stop'): Promise<void> {
  if (ask === 'usage') {
    const { user, system } = process.cpuUsage();
    const rssBytes = process.memoryUsage.rss();
    process.send?.({ cpuMillis: (user + system) / 1_000, rssBytes, counts: book.take() });
    return;
  }
  if (ask === 'heap') {
    globalThis.gc?.();
    process.send?.({ heapBytes: process.memoryUsage().heapUsed });
    return;
  }
  await product.close();
  process.exit(0);
}
