import type { Model, ModelCase } from './model.ts';

const NO_PERMIT = [
  'existing-permit-held',
  'existing-permit-status',
  'existing-permit-issued-elsewhere',
  'existing-permit-in-term',
];

/** The findings that fail by what the province knows now; none where it is silent: nobody is judged by what is not known. */
export function failingNow(model: Model, type: ModelCase['type']): readonly string[] {
  if (model.silent) return [];
  const { known } = model;
  return [
    ...(known === 'local' ? ['floating-population'] : []),
    ...(known === 'nobody' ? ['registered-in-county'] : []),
    ...(type === 'EXISTING_PERMIT' ? ofPermit(model) : []),
    ...(type === 'REGISTRATION_TIME' && (known === 'too-little' || known === 'nobody')
      ? ['registered-six-months']
      : []),
  ];
}

/** The permit named in the form is judged; without it the best of the others, here only ones of this county. */
function ofPermit({ known, oldCancelled, newPermits }: Model): readonly string[] {
  if (known === 'nobody') return newPermits > 0 ? ['existing-permit-issued-elsewhere'] : NO_PERMIT;
  return known === 'too-little' || oldCancelled ? ['existing-permit-status'] : [];
}
