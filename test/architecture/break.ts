/** One law broken on purpose. */
export interface Break {
  readonly law: string;
  /** What is done against it, in words. */
  readonly broken: string;
  /** File that is changed, or made, from the root. */
  readonly path: string;
  /** The broken text; empty text comes in for a file that is not there. */
  readonly turn: (text: string) => string;
  /** Words from the name of the test that must catch it; `tsc` where the compiler does. */
  readonly caughtBy: string;
}

/** Puts a line before everything else. */
export function before(line: string): (text: string) => string {
  return (text) => `${line}\n${text}`;
}

/** Puts lines after everything else. */
export function after(lines: string): (text: string) => string {
  return (text) => `${text}\n${lines}\n`;
}

/** Puts `to` in the place of `from`. @throws Error when it is not there: the break no longer breaks anything */
export function instead(from: string | RegExp, to: string): (text: string) => string {
  return (text) => {
    const turned = text.replace(from, to);
    if (turned === text) throw new Error(`“${String(from)}” is not there any more`);
    return turned;
  };
}
