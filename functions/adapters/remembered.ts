/**
 * What `load` gave, asked for once and kept for the life of the container; a failure is not kept, so the next call
 * asks again. Only for what does not change with time.
 */
export function remembered<Value>(load: () => Promise<Value>): () => Promise<Value> {
  let kept: Promise<Value> | undefined;
  return () => {
    kept ??= load().catch((error: unknown) => {
      kept = undefined;
      throw error;
    });
    return kept;
  };
}
