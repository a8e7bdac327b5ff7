import { availableParallelism, cpus } from 'node:os';
import { report } from './figure.ts';
import type { MeasuredProduct } from './measured-product.ts';

interface Moment {
  readonly atMillis: number;
  /** Processor time of everything on the machine. */
  readonly busyMillis: number;
  /** Of the product, its database engine, and this process. */
  readonly ownMillis: number;
}

/** Processor time that processes which are no part of the measurement took meanwhile: how far to trust a figure. */
export class Strangers {
  readonly #product: MeasuredProduct;
  readonly #begun: Moment;

  private constructor(product: MeasuredProduct, begun: Moment) {
    this.#product = product;
    this.#begun = begun;
  }

  static async watch(product: MeasuredProduct): Promise<Strangers> {
    return new Strangers(product, await momentOf(product));
  }

  /** One line: their share of all processors since the watch began. @param when completes the sentence */
  async report(when: string): Promise<void> {
    const { atMillis, busyMillis, ownMillis } = await momentOf(this.#product);
    const all = (atMillis - this.#begun.atMillis) * availableParallelism();
    const own = ((ownMillis - this.#begun.ownMillis) / all) * 100;
    const busy = ((busyMillis - this.#begun.busyMillis) / all) * 100;
    report(`processors taken by others ${when}`, Math.max(0, busy - own), '%', ['taken by the bench', own]);
  }
}

async function momentOf(product: MeasuredProduct): Promise<Moment> {
  const { cpuMillis, engineMillis } = await product.usage();
  const { user, system } = process.cpuUsage();
  const busyMillis = cpus().reduce(
    (sum, { times }) => sum + times.user + times.nice + times.sys + times.irq,
    0,
  );
  return {
    atMillis: performance.now(),
    busyMillis,
    ownMillis: cpuMillis + engineMillis + (user + system) / 1_000,
  };
}
