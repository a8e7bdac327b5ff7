import * as z from 'zod';
import { startProduct } from '../product.ts';
import { crowd } from './crowd.ts';
import { KillBook } from './kill-book.ts';

/**
 * The product as a child process that may be killed at any place. Started with its settings as JSON in the first
 * argument; speaks with its parent over IPC, and ends when the parent does.
 */
const Settings = z.object({
  dataDir: z.string(),
  port: z.int(),
  startAt: z.string(),
  /** People of each likeness beside the seed. */
  crowd: z.int(),
  noteFile: z.string(),
});
const Message = z.discriminatedUnion('ask', [
  z.object({
    ask: z.literal('arm'),
    order: z.object({ point: z.string(), nth: z.int(), when: z.enum(['before', 'after']) }).optional(),
  }),
  z.object({ ask: z.literal('silence'), points: z.array(z.string()) }),
  z.object({ ask: z.literal('counts') }),
  z.object({ ask: z.literal('usage') }),
  z.object({ ask: z.literal('stop') }),
]);

const settings = Settings.parse(JSON.parse(process.argv[2] ?? '{}'));
const book = new KillBook(settings.noteFile);

process.on('disconnect', () => process.exit(0));
const product = await startProduct({
  dataDir: settings.dataDir,
  port: settings.port,
  clock: { mode: 'frozen', startAt: settings.startAt },
  faults: book,
  crowd: crowd(settings.crowd),
});
process.on('message', (message) => void obey(Message.parse(message)));
tell({ origin: product.origin });

async function obey(message: z.infer<typeof Message>): Promise<void> {
  if (message.ask === 'arm') {
    book.arm(message.order);
    tell({ armed: true });
  } else if (message.ask === 'silence') {
    book.silence(message.points);
    tell({ silenced: message.points.length });
  } else if (message.ask === 'counts') {
    tell({ counts: book.counts() });
  } else if (message.ask === 'usage') {
    tell({
      usage: {
        rssBytes: process.memoryUsage.rss(),
        heapBytes: process.memoryUsage().heapUsed,
        handles: process.getActiveResourcesInfo().length,
      },
    });
  } else {
    await product.close();
    process.exit(0);
  }
}

function tell(message: object): void {
  process.send?.(message);
}
