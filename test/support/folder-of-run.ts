import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  interface ProvidedContext {
    /** Where the test files of one run leave each other what takes long to make. */
    folderOfRun: string;
  }
}

/** Before all tests of a run: a folder for what they share. @returns what takes it away again */
export function setup({ provide }: TestProject): () => void {
  const folder = mkdtempSync(join(tmpdir(), 'huren-run-'));
  provide('folderOfRun', folder);
  return () => {
    rmSync(folder, { recursive: true, force: true });
  };
}
