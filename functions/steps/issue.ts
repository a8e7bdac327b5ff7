import * as z from 'zod';
import { knownCase, recordFacts, SYSTEM } from '../casework/record-facts.ts';
import { remindOfEndorsement } from '../casework/reminders.ts';
import { signJws } from '../casework/sign-jws.ts';
import type { CaseDetails } from '../domain/application.ts';
import type { CaseRecord } from '../domain/case-record.ts';
import { townshipsOf } from '../domain/division.ts';
import { CompleteForm } from '../domain/form.ts';
import { makeLicenceIdentifier } from '../domain/licence-identifier.ts';
import { licenceHashOf, makePermit, type Permit, type SignedPermit } from '../domain/permit.ts';
import { defineStep, stepHandler } from '../runtime/step.ts';
import type { World } from '../ports.ts';

/**
 * Makes the electronic permit, signs it through KMS and stops the clock, in one transaction. The identifier follows
 * from the application number, so a second run makes the same permit; once it is recorded nothing is made again. The
 * permit of a synthetic case is revoked from its first moment.
 */
export const issue = defineStep({
  name: 'issue',
  input: z.object({ applicationId: z.string() }),
  output: z.strictObject({}),
  async run(world, { applicationId }) {
    const record = await knownCase(world, applicationId);
    if (record.position === 'issued') {
      const signed = record.licenceId ? await world.permits.find(record.licenceId) : undefined;
      if (signed) await promiseReminder(world, record, signed);
      return {};
    }
    const details = await world.cases.findDetails(applicationId);
    if (!details) throw new Error(`Case ${applicationId} has lost its details`);
    const permit = permitOf(world, record, details);
    const signed = await signJws(world, 'residence-permit+jws', permit);
    const { keyId, sm2 } = signed;
    const issued = await recordFacts(
      world,
      record,
      SYSTEM,
      [
        {
          type: 'issued',
          licenceId: permit.licenceId,
          licenceHash: licenceHashOf(signed),
          keyId,
          ...(sm2 && { sm2KeyId: sm2.keyId }),
        },
      ],
      {
        permit: { caseId: record.id, permit, status: record.synthetic ? 'revoked' : 'valid', ...signed },
        owes: ['issued'],
      },
    );
    await promiseReminder(world, issued, { caseId: record.id, permit });
    return {};
  },
});

/** After the permit, and again in a second run: the same promise once more is the same promise. */
async function promiseReminder(
  world: World,
  { ownerKeys: [holder], synthetic }: CaseRecord,
  about: Pick<SignedPermit, 'caseId' | 'permit'>,
): Promise<void> {
  if (holder && !synthetic) await remindOfEndorsement(world, holder, about);
}

function permitOf(world: World, record: CaseRecord, details: CaseDetails): Permit {
  const { issuer } = world.county;
  const photo = details.materials.find(({ ground, status }) => ground === 'photo' && status === 'confirmed');
  return makePermit({
    form: CompleteForm.parse(details.form),
    photoSha256: photo?.sha256 ?? '',
    licenceId: makeLicenceIdentifier({
      typeCode: issuer.licenceTypeCode,
      issuerCode: issuer.creditCode,
      serialNumber: record.applicationNumber,
      version: 1,
    }),
    issuer: issuer.name,
    townships: townshipsOf(world.county.rules),
    issuedAt: world.now(),
    replaces: oldPermits(details)[0],
  });
}

/** Numbers of the Zhejiang permits that the new one replaces. */
function oldPermits(details: CaseDetails): string[] {
  const standing = (details.facts?.permits ?? []).filter(
    ({ status }) => status === 'NORMAL' || status === 'SUSPENDED',
  );
  return standing.map(({ permitNumber }) => permitNumber);
}

export const handler = stepHandler(issue);
