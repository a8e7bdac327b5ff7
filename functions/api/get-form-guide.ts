import * as z from 'zod';
import { townshipsOf } from '../domain/division.ts';
import { ETHNIC_GROUPS } from '../domain/ethnic-group.ts';
import { GROUND_BOXES, RECOGNITION_TYPES } from '../domain/form-boxes.ts';
import { commitmentOf, DECLARATION, IMPORTANT_NOTICE } from '../domain/form-texts.ts';
import { MATERIAL_SLOTS, MAX_MATERIAL_BYTES, SLOT_NAMES } from '../domain/material.ts';
import { REASONS } from '../domain/refusal-reasons.ts';
import type { County } from '../domain/county.ts';
import { endpoint } from '../runtime/endpoint.ts';

const Words = z.object({ zh: z.string(), en: z.string() });
const Text = Words.extend({ version: z.string() });

/** GET /form-guide. Every value a form may hold that no person can guess: texts with versions, boxes, slots, codes. */
export const getFormGuide = endpoint({
  route: 'get-form-guide',
  summary: 'The texts to agree to, the boxes, the slots for files and the codes',
  success: {
    status: 200,
    body: z.object({
      texts: z.object({ commitment: Text, notice: Text, declaration: Text }),
      recognitionTypes: z.record(z.string(), Words),
      boxes: z.record(z.string(), z.record(z.string(), Words)),
      /** Ground and box of every file; the names of those that are no box of the form. */
      slots: z.record(z.string(), z.array(z.string())),
      slotNames: z.record(z.string(), Words),
      largestFileBytes: z.int(),
      townships: z.array(z.object({ code: z.string(), name: z.string() })),
      ethnicGroups: z.array(z.object({ code: z.string(), name: z.string() })),
      /** Codes of correction, non-acceptance and refusal; `uses` says which. */
      reasons: z.record(z.string(), Words.extend({ uses: z.array(z.string()), article: z.string() })),
    }),
  },
  async run({ county }) {
    return {
      status: 200,
      body: { ...GUIDE, ...ofCounty(county) },
      headers: { 'cache-control': 'public, max-age=300' },
    };
  },
});

/** What differs between counties. */
function ofCounty({ name, rules }: County) {
  return {
    texts: { commitment: commitmentOf(name), notice: IMPORTANT_NOTICE, declaration: DECLARATION },
    townships: townshipsOf(rules).map((township) => ({ ...township })),
  };
}

const GUIDE = {
  recognitionTypes: RECOGNITION_TYPES,
  boxes: GROUND_BOXES,
  slots: Object.fromEntries(Object.entries(MATERIAL_SLOTS).map(([ground, boxes]) => [ground, [...boxes]])),
  slotNames: SLOT_NAMES,
  largestFileBytes: MAX_MATERIAL_BYTES,
  ethnicGroups: ETHNIC_GROUPS.map(({ code, name }) => ({ code, name })),
  reasons: Object.fromEntries(
    Object.entries(REASONS).map(([code, { zh, en, uses, article }]) => [
      code,
      { zh, en, uses: [...uses], article },
    ]),
  ),
};
