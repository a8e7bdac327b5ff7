import { readFileSync } from 'node:fs';
import { registerHooks, stripTypeScriptTypes } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';

/** A CommonJS package whose named exports Node cannot see and vite can; its other build has them. */
const WITHOUT_NAMES = '/node_modules/chinese-days/dist/index.min.js';

const COLLECTOR = new URL('collect-tests.ts', import.meta.url).href;

/**
 * Loads modules of one folder again and again: each round has its own copies of them, while packages stay
 * loaded. In place of `vitest` they get the collector. It also learns which file imports which.
 */
export class FreshModules {
  readonly #home: string;
  readonly #plain = new Map<string, string>();
  readonly #importers = new Map<string, Set<string>>();
  #round = 0;

  /** @param folder absolute path; the repository, or Stryker's copy of it */
  constructor(folder: string) {
    this.#home = `${pathToFileURL(folder).href}/`;
    registerHooks({
      resolve: (specifier, context, next) => {
        const importer = context.parentURL?.startsWith(this.#home) ? context.parentURL : undefined;
        if (specifier === 'vitest' && importer) return { url: COLLECTOR, shortCircuit: true };
        const resolved = next(specifier, context);
        const { url } = resolved;
        if (!url.startsWith(this.#home) || url.includes('/node_modules/')) return resolved;
        const [file = url] = url.split('?');
        if (importer) this.#note(file, importer.split('?')[0] ?? importer);
        // A late import belongs to the round of the module that asks for it.
        const round = importer?.split('?round=')[1] ?? this.#round;
        return { ...resolved, url: `${file}?round=${round}` };
      },
      load: (url, context, next) => {
        if (url.endsWith(WITHOUT_NAMES)) {
          return { format: 'module', source: readFileSync(new URL('index.es.js', url)), shortCircuit: true };
        }
        const [file = url] = url.split('?');
        if (!url.startsWith(this.#home) || !file.endsWith('.ts')) return next(url, context);
        const source =
          this.#plain.get(file) ?? stripTypeScriptTypes(readFileSync(fileURLToPath(file), 'utf8'));
        this.#plain.set(file, source);
        return { format: 'module', source, shortCircuit: true };
      },
    });
  }

  /** From here on modules are loaded anew. */
  begin(): void {
    this.#round += 1;
  }

  /** @param path absolute path of a module */
  async load(path: string): Promise<unknown> {
    return import(pathToFileURL(path).href);
  }

  /** The file and all files that import it, those that import it themselves first; absolute paths. */
  reachedFrom(path: string): readonly string[] {
    const reached = new Set([pathToFileURL(path).href]);
    for (const file of reached) for (const importer of this.#importers.get(file) ?? []) reached.add(importer);
    return [...reached].map((url) => fileURLToPath(url));
  }

  #note(file: string, importer: string): void {
    const importers = this.#importers.get(file) ?? new Set();
    this.#importers.set(file, importers.add(importer));
  }
}
