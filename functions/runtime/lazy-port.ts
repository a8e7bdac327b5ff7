import { remembered } from '../adapters/remembered.ts';

/**
 * A port whose adapter is loaded at the first call of any of its methods: a Lambda pays only for the clients it uses.
 * A failure to load is the call's failure, and the next call loads again.
 * @param load imports and makes the adapter
 */
export function lazyPort<Port extends { [Method in keyof Port]: (...args: never[]) => Promise<unknown> }>(
  load: () => Promise<Port>,
): Port {
  const loaded = remembered(load);
  return new Proxy({} as Port, {
    get(_target, name) {
      // Whoever awaits the port itself gets the port, not a call of `then`.
      if (typeof name === 'symbol' || name === 'then') return undefined;
      return async (...args: readonly unknown[]): Promise<unknown> => {
        const port = await loaded();
        const method: unknown = Reflect.get(port, name);
        if (typeof method !== 'function') throw new TypeError(`The port has no ${name}`);
        return Reflect.apply(method, port, args) as unknown;
      };
    },
  });
}
