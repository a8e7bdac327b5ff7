/** One line of the bench: a measured value, and what it is held against in the same run. */
export interface Figure {
  readonly figure: string;
  readonly value: number;
  readonly unit: string;
  /** What the value is held against: a limit that cannot be passed, or another program. */
  readonly peer?: string;
  /** In the same unit. */
  readonly peerValue?: number;
  /** `value` divided by `peerValue`. */
  readonly ratio?: number;
}

/** Prints one JSON line. */
export function report(figure: string, value: number, unit: string, peer?: readonly [string, number]): void {
  const line: Figure = {
    figure,
    value: rounded(value),
    unit,
    ...(peer && { peer: peer[0], peerValue: rounded(peer[1]), ratio: rounded(value / peer[1]) }),
  };
  console.log(JSON.stringify(line));
}

/** The middle one. NaN for an empty list. */
export function median(values: readonly number[]): number {
  return share(values, 0.5);
}

/** The least value that this share of all values does not pass. @param part 0 … 1 */
export function share(values: readonly number[], part: number): number {
  const sorted = values.toSorted((one, other) => one - other);
  return sorted[Math.max(0, Math.ceil(sorted.length * part) - 1)] ?? Number.NaN;
}

/** Seconds of real time that it took. */
export async function secondsOf(work: () => Promise<unknown>): Promise<number> {
  const begun = performance.now();
  await work();
  return (performance.now() - begun) / 1_000;
}

/** Three digits that count. */
function rounded(value: number): number {
  return Number.isFinite(value) ? Number(value.toPrecision(3)) : -1;
}
