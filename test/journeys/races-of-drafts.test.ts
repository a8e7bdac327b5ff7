import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { HoldBook } from '../support/hold-book.ts';
import { startForJourney, type JourneyProduct } from '../support/journey-product.ts';
import type { Draft, Receipt } from './answers.ts';
import { CaseStory, openDesk, type Desk } from './case-story.ts';
import { ok, Person } from './client.ts';
import { CARD_OF_PERMIT_1, CONSENTS, FORM_OF_PERMIT_1, PAPER_CONSENTS } from './forms.ts';
import { Instruments } from './instruments.ts';
import { applicantOf } from './neighbours.ts';
import { inOrder, standsAt, writing, type Act } from './race.ts';
import { addPapers, filledDraft } from './stories.ts';

const book = new HoldBook();
const AT_COUNTER = applicantOf('window', 'EXISTING_PERMIT', 1);
let product: JourneyProduct;
let local: Instruments;
let desk: Desk;
beforeAll(async () => {
  product = await startForJourney(undefined, { faults: book, crowd: AT_COUNTER.people });
  local = new Instruments(product.origin);
});
beforeEach(async () => {
  await local.reset();
  desk = await openDesk(product.origin);
});
afterAll(() => product.stop());

const signIn = (person: string): Promise<Person> => Person.signIn(product.origin, person);
const TWO_WAYS = [
  ['the first', 0, 1],
  ['the second', 1, 0],
] as const;
type Two = readonly [Act, Act];
const pick = (acts: Two, winner: 0 | 1, loser: 0 | 1) => inOrder(book, acts[winner], acts[loser]);

describe('an entry at the window and a submission online, for one person', () => {
  it.each(TWO_WAYS)(
    'leave one case when %s comes first, and the other draft',
    async (_which, winner, loser) => {
      const holder = await signIn('permit-1');
      const own = await filledDraft(holder, FORM_OF_PERMIT_1);
      const form = { ...FORM_OF_PERMIT_1, ...CARD_OF_PERMIT_1 };
      const begun = ok(await desk.clerk.post<Draft>('/window/applications', { form }));
      const version = await addPapers(desk.clerk, `/cases/${begun.id}`, begun.version, form);
      const entry = { id: begun.id, version, form, submission: PAPER_CONSENTS };
      const acts: Two = [
        {
          writes: writing(begun.id, 'submitted'),
          run: () => desk.clerk.post<Receipt>('/window/applications', entry),
        },
        { writes: writing(own.id, 'submitted'), run: () => holder.submit(own.id, own.version, CONSENTS) },
      ];

      const answered = await pick(acts, winner, loser);

      const one = winner === 0 ? begun.id : own.id;
      const ids = (list: readonly { readonly id: string }[]) => list.map(({ id }) => id);
      const atWindow = await desk.clerk.get<{ drafts: readonly Draft[] }>('/window/applications');
      const online = await holder.get<{ drafts: readonly Draft[] }>('/applications');
      const left = winner === 0 ? { atWindow: [], online: [own.id] } : { atWindow: [begun.id], online: [] };
      expect(answered).toEqual(['202', '409 OPEN_APPLICATION_EXISTS']);
      expect({ atWindow: ids(atWindow.drafts), online: ids(online.drafts) }).toEqual(left);
      expect(await standsAt(local, desk.auditor, one, 'AwaitAcceptance')).toMatchObject({
        facts: ['submitted'],
        sms: ['received'],
      });
      expect(await local.executions()).toHaveLength(1);
    },
  );
});

describe('the same submission sent twice', () => {
  it.each([
    ['before it reads the draft', 'DRAFT#'],
    ['between the draft and the case', 'RECORD'],
  ])('gets the same receipt, held %s', async (_where, text) => {
    const holder = await signIn('permit-1');
    const { id, version } = await filledDraft(holder, FORM_OF_PERMIT_1);
    const submit: Act = { writes: [], run: () => holder.submit(id, version, CONSENTS) };

    const answered = await inOrder(book, submit, { ...submit, operation: 'GetItem', writes: [id, text] });

    expect(answered).toEqual(['202', '202']);
    expect(await standsAt(local, desk.auditor, id, 'AwaitAcceptance')).toMatchObject({
      facts: ['submitted'],
      sms: ['received'],
    });
  });
});

describe('two corrections that differ', () => {
  it.each(TWO_WAYS)('leave what %s clerk typed, and tell the other', async (_which, winner, loser) => {
    const story = await CaseStory.begin(local, desk, AT_COUNTER);
    const asked = { reasons: [{ code: 'FORM_INCORRECT', note: '户籍地址有误' }] };
    await story.decide('acceptance', 'request-correction', asked);
    await local.atState(story.id, 'AwaitCorrection');
    const path = `/cases/${story.id}`;
    const { correction } = await desk.clerk.get<{ correction: { version: number; form: object } }>(path);
    const { version, form } = correction;
    const send = (clerk: Person, registeredResidenceAddress: string): Act => ({
      writes: writing(story.id, 'corrected'),
      run: () =>
        clerk.post(`${path}/correction`, {
          version,
          form: { ...form, registeredResidenceAddress },
          ...PAPER_CONSENTS,
        }),
    });
    const acts: Two = [send(desk.clerk, '灵溪镇人民路2号'), send(desk.clerkAcceptor, '灵溪镇人民路3号')];

    const answered = await pick(acts, winner, loser);

    const kept = await story.owner.get<Draft>(`/applications/${story.id}`);
    expect(answered).toEqual(['202', '409 ACTION_NOT_ALLOWED']);
    expect(kept.form['registeredResidenceAddress']).toBe(`灵溪镇人民路${winner + 2}号`);
    expect(await standsAt(local, desk.auditor, story.id, 'AwaitAcceptance')).toMatchObject({
      facts: ['submitted', 'claimed', 'request-correction', 'corrected'],
      sms: ['received', 'correction'],
    });
  });

  it('leave the newer of two versions of the draft, and tell whoever sends the older one', async () => {
    const story = await CaseStory.begin(local, desk, applicantOf('online', 'EXISTING_PERMIT', 1));
    await story.askForPhoto();
    const older = await story.replacePhoto();
    const newer = await story.replacePhoto();

    const answers = [await story.sendCorrection(older), await story.sendCorrection(newer)];
    const late = await story.sendCorrection(older);

    expect(answers.map(({ status }) => status)).toEqual([409, 202]);
    expect(late).toMatchObject({ status: 409, body: { code: 'ACTION_NOT_ALLOWED' } });
  });
});
