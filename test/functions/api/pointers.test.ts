import { beforeEach, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { checkEligibility } from '../../../functions/api/check-eligibility.ts';
import { enterApplication } from '../../../functions/api/enter-application.ts';
import { submitApplication } from '../../../functions/api/submit-application.ts';
import type { Caller } from '../../../functions/domain/account.ts';
import { RuleError } from '../../../functions/domain/rule-error.ts';
import { publicEndpoints } from '../../../functions/lambdas/public.ts';
import { provideWorld } from '../../../functions/runtime/container.ts';
import { http } from '../../../functions/runtime/http.ts';
import { defectsOf, problemOf } from '../../../functions/runtime/problem.ts';
import { aDraft, anOfficer, CONSENTS } from '../../support/builders.ts';
import { FakeWorld } from '../../support/fake-world.ts';
import { httpEvent } from '../../support/http-event.ts';
import { signedIn } from '../../support/signed-in.ts';

let world: FakeWorld;
beforeEach(() => {
  world = new FakeWorld();
});

/** `<pointer> <code>` of what was refused. */
async function refused(act: Promise<unknown>): Promise<string[]> {
  const error: unknown = await act.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  return error instanceof RuleError ? error.defects.map(({ pointer, code }) => `${pointer} ${code}`) : [];
}

describe('the place of a defect', () => {
  it('in a form is under /form at submission too, and in a consent where the consent was sent', async () => {
    const caller = await signedIn(world);
    await world.drafts.save(aDraft('a', [caller.sub], { form: {}, materials: [] }));
    const body = { declaration: CONSENTS.declaration, notice: { textVersion: 'notice-1999' }, version: 1 };

    const told = await refused(
      submitApplication.run(world, { path: { id: 'a' }, query: undefined, body, caller }),
    );

    expect(told).toContain('/form/recognitionType FIELD_REQUIRED');
    expect(told).toContain('/form/photo MATERIAL_MISSING');
    expect(told).toContain('/notice/textVersion TEXT_OUTDATED');
    expect(told.filter((line) => !/^\/(form|notice|commitment)\//u.test(line))).toEqual([]);
  });

  it('in a consent of the window is under /submission', async () => {
    const caller: Caller = { sub: 'lin', roles: ['clerk'], sessionId: 'of lin' };
    world.memory.staff.set('lin', anOfficer('lin', 'clerk'));
    const body = { form: {}, submission: {}, accept: false };

    const told = await refused(
      enterApplication.run(world, { path: undefined, query: undefined, body, caller }),
    );

    expect(told).toContain('/form/citizenIdNumber FIELD_REQUIRED');
    expect(told).toContain('/submission/notice/textVersion TEXT_NOT_ACCEPTED');
    expect(told.filter((line) => !/^\/(form|submission)\//u.test(line))).toEqual([]);
  });

  it('in a pre-check names a birth that lies in the future', async () => {
    const body = { birthDate: { value: '2200-01-01', source: 'applicant-claim' } } as const;

    const told = await refused(
      checkEligibility.run(world, {
        path: undefined,
        query: undefined,
        body,
        caller: { sub: 'anyone', roles: [], sessionId: '' },
      }),
    );

    expect(told).toEqual(['/birthDate DAY_IN_FUTURE']);
  });
});

describe('a value that is none of those allowed', () => {
  it('is told which are, in either language', () => {
    const parsed = z
      .object({ stage: z.enum(['acceptance', 'review']) })
      .safeParse({ stage: 'luck' }, { reportInput: true });
    const error = new RuleError('MALFORMED', defectsOf(parsed.error?.issues ?? [], ''));

    const messages = (['zh', 'en'] as const).map((language) => problemOf(error, language).errors[0]?.message);

    expect(messages).toEqual([
      '此项的取值不在允许范围内，应为：acceptance、review。',
      'This is none of the allowed values: acceptance, review.',
    ]);
  });
});

describe('half a character in a text', () => {
  it('is refused where it stands, for no store takes it', async () => {
    provideWorld(() => world);
    const json = { applicationNumber: '20260302FRVFCP98F', idLastFour: '\uD83D' };

    const answer = await http(publicEndpoints)(httpEvent('POST', '/tracking', { json }), {});

    expect(JSON.parse(answer.body ?? '')).toMatchObject({
      status: 400,
      errors: [{ pointer: '/idLastFour', code: 'FIELD_HALF_CHARACTER' }],
    });
  });
});
