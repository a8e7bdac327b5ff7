import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startForJourney, type JourneyProduct } from '../support/journey-product.ts';
import type { Application } from './answers.ts';
import { ok, Person } from './client.ts';
import { jpegFile } from './files.ts';
import { CARD_OF_TIME_1, CONSENTS, FORM_OF_TIME_1 } from './forms.ts';
import { Instruments } from './instruments.ts';
import { filledDraft, submitted } from './stories.ts';

let product: JourneyProduct;
let local: Instruments;
beforeAll(async () => {
  product = await startForJourney();
  local = new Instruments(product.origin);
});
beforeEach(() => local.reset());
afterAll(() => product.stop());

const signIn = (person: string): Promise<Person> => Person.signIn(product.origin, person);

interface Waiting {
  readonly messages: readonly {
    readonly id: string;
    readonly caseId: string;
    readonly event: string;
    readonly state: string;
    readonly phone: string;
  }[];
}
interface Settled {
  readonly outcome: string;
  readonly state: string;
}

describe('a message whose answer SNS never gave', () => {
  it('is listed for the operator, sent again once at their word, and listed no more', async () => {
    await local.fault({ service: 'sns', operation: 'Publish', kind: 'error', status: 500 });
    const { id } = await submitted(await signIn('time-1'), FORM_OF_TIME_1);
    await local.atState(id, 'AwaitAcceptance');
    const [operator, acceptor] = [await signIn('operator-1'), await signIn('acceptor-1')];
    const { messages } = await operator.get<Waiting>('/messages?state=unknown');
    const before = await local.messages(id);
    const settlement = { outcome: 'resend', reason: '运营商确认未收到' };
    const path = `/messages/${messages[0]?.id}/settlement`;

    const refused = await acceptor.post(path, settlement);
    const settled = ok(await operator.post<Settled>(path, settlement));
    const again = ok(await operator.post<Settled>(path, settlement));

    expect(messages).toMatchObject([
      { id: `${id}-received-1`, caseId: id, event: 'received', state: 'unknown', phone: '139****0004' },
    ]);
    expect(before).toEqual([]);
    expect(refused.status).toBe(403);
    expect([settled, again]).toMatchObject([
      { outcome: 'resend', state: 'sent' },
      { outcome: 'resend', state: 'sent' },
    ]);
    expect((await local.messages(id)).map(({ event }) => event)).toEqual(['received']);
    expect(await operator.get<Waiting>('/messages?state=unknown')).toMatchObject({ messages: [] });
  });
});

/** Zhou Haiyan's application, as Wu Jianguo files it, who says that he is a close relative. */
const FILED_BY_ANOTHER = {
  ...FORM_OF_TIME_1,
  ...CARD_OF_TIME_1,
  mobilePhone: '13900000002',
  frail: true,
  agent: { relationship: 'close-relative', mobilePhone: '13900000002' },
} as const;

describe('an application that a stranger files as close relative', () => {
  it('is told to the holder, who withdraws it and applies themselves', async () => {
    const [holder, stranger] = [await signIn('time-1'), await signIn('permit-2')];
    const first = await submitted(holder, FORM_OF_TIME_1);
    await local.atState(first.id, 'AwaitAcceptance');
    ok(await holder.post(`/applications/${first.id}/withdrawal`, { version: 1 }));
    await local.atState(first.id);
    const draft = await filledDraft(stranger, FILED_BY_ANOTHER);
    let { version } = draft;
    for (const box of ['AGENT', 'KINSHIP']) {
      const under = `/applications/${draft.id}`;
      const verdict = await stranger.addFile(under, version, { ground: 'identity', box }, jpegFile());
      version = verdict.version;
    }
    ok(await stranger.submit(draft.id, version, CONSENTS));
    await local.atState(draft.id, 'AwaitAcceptance');

    const messages = await local.messages(draft.id);
    const blocked = await filledDraft(holder, FORM_OF_TIME_1);
    const early = await holder.submit(blocked.id, blocked.version, CONSENTS);
    const seen = await holder.get<Application>(`/applications/${draft.id}`);
    ok(await holder.post(`/applications/${draft.id}/withdrawal`, { version: seen.version }));
    await local.atState(draft.id);
    const own = await holder.submit(blocked.id, blocked.version, CONSENTS);

    expect(messages.map(({ to, event, parts }) => `${to} ${event} ${parts}`).toSorted()).toEqual([
      '+8613900000002 received 1',
      '+8613900000004 filed-for-you 1',
    ]);
    expect(early).toMatchObject({ status: 409, body: { code: 'OPEN_APPLICATION_EXISTS' } });
    expect(seen.status).toBe('submitted');
    expect(own.status).toBe(202);
  });
});
