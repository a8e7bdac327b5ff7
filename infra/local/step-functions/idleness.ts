/** Counts what is under way and tells when nothing is. */
export class Idleness {
  #running = 0;
  readonly #named = new Set<string>();
  #waiting: (() => void)[] = [];

  /** Something begins; call the answer once when it ends. */
  begin(): () => void {
    this.#running += 1;
    return () => {
      this.#running -= 1;
      this.#tell();
    };
  }

  /** A Lambda call begins. */
  beginNamed(name: string): void {
    this.#named.add(name);
  }

  /** It has ended, or its end no longer matters. Twice is the same as once. */
  endNamed(name: string): void {
    if (this.#named.delete(name)) this.#tell();
  }

  async reached(): Promise<void> {
    if (this.#running === 0 && this.#named.size === 0) return;
    await new Promise<void>((resolve) => {
      this.#waiting.push(resolve);
    });
  }

  #tell(): void {
    if (this.#running > 0 || this.#named.size > 0) return;
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const resolve of waiting) resolve();
  }
}
