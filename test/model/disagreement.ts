/** The product did what the rules do not say, or did not do what they say. */
export class Disagreement extends Error {
  override readonly name = 'Disagreement';
}

/** @throws Disagreement naming both sides */
export function agree(what: string, real: unknown, rules: unknown): void {
  const [is, should] = [JSON.stringify(real), JSON.stringify(rules)];
  if (is !== should) throw new Disagreement(`${what}: the product has ${is}, the rules say ${should}`);
}

/** @throws Disagreement */
export function hold(property: string, holds: boolean, seen?: unknown): void {
  if (!holds) throw new Disagreement(`${property}${seen === undefined ? '' : `: ${JSON.stringify(seen)}`}`);
}
