/** One effect of the product on the world: `messenger.send`, with what it was given. */
export interface Effect {
  readonly name: string;
  readonly args: readonly unknown[];
}

interface Ordered {
  readonly effect: string;
  readonly kind: 'fail-before' | 'fail-after' | 'answer' | 'meanwhile';
  readonly value: unknown;
  readonly act?: () => Promise<unknown>;
}

/** Everything that happened to a fake world, in one order, and what is to go wrong next. */
export class EffectLog {
  readonly entries: Effect[] = [];
  readonly #acts: ReadonlySet<string>;
  #orders: Ordered[] = [];

  /** @param acts the calls that count as effects; all others only look */
  constructor(acts: ReadonlySet<string>) {
    this.#acts = acts;
  }

  order(entry: Ordered): void {
    this.#orders.push(entry);
  }

  /** The port, every call of which is noted here under `<name>.<method>` once it took effect. */
  watch<Port extends object>(name: string, port: Port): Port {
    return new Proxy(port, {
      get: (target, method) => {
        const found: unknown = Reflect.get(target, method);
        if (typeof found !== 'function') return found;
        return (...args: readonly unknown[]) =>
          this.#call(`${name}.${String(method)}`, args, () => Reflect.apply(found, target, args) as unknown);
      },
    });
  }

  async #call(name: string, args: readonly unknown[], run: () => unknown): Promise<unknown> {
    const order = this.#take(name);
    if (order?.kind === 'fail-before') throw order.value;
    await order?.act?.();
    const result = order?.kind === 'answer' ? order.value : await run();
    if (this.#acts.has(name)) this.entries.push({ name, args });
    if (order?.kind === 'fail-after') throw order.value;
    return result;
  }

  #take(name: string): Ordered | undefined {
    const order = this.#orders.find(({ effect }) => effect === name);
    this.#orders = this.#orders.filter((entry) => entry !== order);
    return order;
  }
}
