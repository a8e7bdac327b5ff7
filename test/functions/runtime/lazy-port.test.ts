import { describe, expect, it } from 'vitest';
import { lazyPort } from '../../../functions/runtime/lazy-port.ts';

interface Doubling {
  double(n: number): Promise<number>;
}

describe('a port that is loaded late', () => {
  it('loads its adapter at the first call and never again', async () => {
    let loads = 0;
    const port = lazyPort<Doubling>(async () => {
      loads += 1;
      return { double: async (n) => n * 2 };
    });
    const before = loads;

    const answers = await Promise.all([port.double(1), port.double(2)]);

    expect(answers).toEqual([2, 4]);
    expect([before, loads]).toEqual([0, 1]);
  });

  it('keeps what the adapter calls itself', async () => {
    class Counter implements Doubling {
      #calls = 0;
      async double(n: number): Promise<number> {
        this.#calls += 1;
        return n * 2 + this.#calls;
      }
    }
    const port = lazyPort<Doubling>(async () => new Counter());

    const answers = [await port.double(1), await port.double(1)];

    expect(answers).toEqual([3, 4]);
  });

  it('loads again after loading failed', async () => {
    let loads = 0;
    const port = lazyPort<Doubling>(async () => {
      loads += 1;
      if (loads === 1) throw new Error('no setting');
      return { double: async (n) => n * 2 };
    });

    await expect(port.double(1)).rejects.toThrow('no setting');

    expect(await port.double(1)).toBe(2);
  });

  it('can be awaited itself', async () => {
    const port = lazyPort<Doubling>(async () => ({ double: async (n) => n * 2 }));

    const same = await Promise.resolve(port);

    expect(await same.double(4)).toBe(8);
  });
});
