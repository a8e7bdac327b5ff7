import type { SmokeFile, Slot } from './door.ts';
import { paper, picture } from '../local/demo/files.ts';

/** What the smoke test must know before it can fill in a form. */
export interface Guide {
  readonly townships: readonly { readonly code: string }[];
  readonly texts: Readonly<Record<'commitment' | 'notice' | 'declaration', { readonly version: string }>>;
}

/** Annex 1, filled in for the invented person. Who that is comes from the sign-in; nothing here names anybody. */
export function formFor({ townships }: Guide): Readonly<Record<string, unknown>> {
  return {
    registeredResidenceDivision: '110101',
    registeredResidenceAddress: '合成试件一号',
    currentResidenceAddress: {
      townshipCode: townships[0]?.code ?? '',
      community: '试件社区',
      detail: '一号',
    },
    recognitionType: 'REGISTRATION_TIME',
    proofs: { employment: ['LABOR_CONTRACT'] },
  };
}

/** What is agreed to, in the versions in force. */
export function consentsFor({ texts }: Guide): Readonly<Record<string, unknown>> {
  const of = (name: keyof Guide['texts']): { textVersion: string } => ({ textVersion: texts[name].version });
  return { commitment: of('commitment'), notice: of('notice'), declaration: of('declaration') };
}

/** Its papers: always the same bytes, so that they are kept only once however often it runs. */
export const PAPERS: readonly (readonly [Slot, SmokeFile])[] = [
  [{ ground: 'photo', box: 'APPLICANT' }, picture(200)],
  [
    { ground: 'employment', box: 'LABOR_CONTRACT' },
    paper('smoke.pdf', 'Synthetic case of a smoke test. Not a contract.'),
  ],
];
