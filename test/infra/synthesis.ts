import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { bundle, type Bundler } from '../../infra/aws/bundle.ts';
import { permitApp } from '../../infra/aws/permit-app.ts';
import { addPermitStack } from '../../infra/aws/permit-stack.ts';

/** Stands for a function's code where only the template matters; names its entry, so that bundles differ. */
export const tinyBundle: Bundler = ({ entry, into }) => {
  mkdirSync(into, { recursive: true });
  writeFileSync(join(into, 'index.js'), `exports.handler = async () => ${JSON.stringify(entry)};\n`);
};

/** Synthesises a county for a region, which takes seconds. @returns the folder of the assembly */
export function makeAssembly(region: string, county: string, bundler = tinyBundle): string {
  const outdir = mkdtempSync(join(tmpdir(), 'huren-synth-'));
  const app = permitApp(outdir);
  addPermitStack(app, { county, region, bundler });
  app.synth();
  return outdir;
}

/** Suichang in China with the functions' real code; `folders.json` in it says in which folder each entry's code is. */
export function makeBundledAssembly(): string {
  const folders: Record<string, string> = {};
  const noting: Bundler = (request) => {
    bundle(request);
    folders[request.entry] = basename(request.into);
  };
  const outdir = makeAssembly('cn-northwest-1', 'suichang', noting);
  writeFileSync(join(outdir, 'folders.json'), JSON.stringify(folders));
  return outdir;
}
