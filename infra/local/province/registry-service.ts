import * as z from 'zod';
import type { WireResponse } from '../wire.ts';
import { envelope, readJson } from './answers.ts';
import type { ProvinceStore } from './province-store.ts';
import { DOSSIERS } from './tables.ts';

const Ask = z.object({ citizenIdNumber: z.string().regex(/^\d{17}[\dX]$/u) });

/** The population registry: what the province knows of one person. Somebody unknown has empty lists. */
export async function populationFacts(store: ProvinceStore, body: string): Promise<WireResponse> {
  const asked = readJson(Ask, body);
  if (asked === undefined) return envelope('4000', 'malformed');
  const dossier = store.get(DOSSIERS, asked.citizenIdNumber);
  return envelope('00', 'ok', {
    ...(dossier?.householdDivision !== undefined && { householdDivision: dossier.householdDivision }),
    registrations: dossier?.registrations ?? [],
    permits: dossier?.permits ?? [],
    evidence: dossier?.evidence ?? [],
    household: dossier?.household ?? [],
  });
}
