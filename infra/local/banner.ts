import { styleText } from 'node:util';
import type { Product } from './product.ts';
import type { LocalPerson } from './province/seed.ts';

/** What `npm start` prints: where things are, who can sign in, what the clock shows; `ready …` stands last. */
export function banner(
  product: Product,
  about: { dataDir: string; people: readonly LocalPerson[]; note?: string },
): string {
  const { origin } = product;
  const bold = (text: string): string => styleText('bold', text, { stream: process.stdout });
  const dim = (text: string): string => styleText('dim', text, { stream: process.stdout });
  const people = about.people.map(
    ({ id, name, roles, about: what }) => `  ${id.padEnd(20)}${name}  ${dim(roles.join(', ') || what)}`,
  );
  return [
    bold('Huren 互认 — the residence permit’s recognition, on one machine'),
    '',
    `  API           ${origin}/openapi.json`,
    `  instruments   ${origin}/_local/people · token · clock · messages · executions · province · faults · reset`,
    `  AWS endpoint  ${origin}/_local/aws`,
    `  data          ${about.dataDir}`,
    `  clock         ${product.now()}`,
    ...(about.note ? [`                ${about.note}`] : []),
    '',
    bold('People') + dim(`  sign in: curl -s ${origin}/_local/token -d '{"person":"permit-1"}'`),
    ...people,
    '',
    `ready ${origin}`,
  ].join('\n');
}
