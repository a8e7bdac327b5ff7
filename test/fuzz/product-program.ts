import { startProduct } from '../../infra/local/product.ts';
import { fuzzedPeople } from './people.ts';

/**
 * The product as the program that is fuzzed: a frozen clock, the seed's people and more, its log lines on standard
 * output. The directory is its first argument; it says where it listens and ends when its parent does.
 */
process.on('disconnect', () => process.exit(0));
const product = await startProduct({
  dataDir: process.argv[2] ?? '',
  port: 0,
  clock: { mode: 'frozen', startAt: '2026-03-02T09:00:00+08:00' },
  crowd: fuzzedPeople(),
});
process.on('message', () => void product.close().then(() => process.exit(0)));
process.send?.({ origin: product.origin });
