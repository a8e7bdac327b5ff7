import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type JourneyProduct, startForJourney } from '../support/journey-product.ts';
import type { Sms } from './answers.ts';
import { call, ok, Person } from './client.ts';
import { CARD_OF_PERMIT_1, FORM_OF_PERMIT_1, FORM_OF_TIME_1 } from './forms.ts';
import { Instruments } from './instruments.ts';
import { submitted } from './stories.ts';

const SHILI = fileURLToPath(new URL('../../infra/counties/shili.json', import.meta.url));
const HERE = { townshipCode: '339901001', community: '试一社区', detail: '一号' };
/** Words and codes of the first county: its name, its division and its offices. */
const FIRST_COUNTY = /遂昌|suichang|331123|妙高|大柘|0578-8120110|113311230000000195/iu;

let product: JourneyProduct;
let local: Instruments;
beforeAll(async () => {
  product = await startForJourney(undefined, { countyFile: SHILI });
  local = new Instruments(product.origin);
});
afterAll(() => product.stop());

const livingHere = <Form extends object>(form: Form) => ({ ...form, currentResidenceAddress: HERE });
const signIn = (person: string): Promise<Person> => Person.signIn(product.origin, person);

interface Notice {
  readonly notice: { readonly remedies: { readonly zh: string } };
}

/** permit-1, who lives here instead; accepted and reviewed by one officer, approved by another. */
async function issued(): Promise<{ holder: Person; id: string }> {
  const holder = await signIn('permit-1');
  const { id } = await submitted(holder, livingHere(FORM_OF_PERMIT_1));
  const [both, approver] = [await signIn('deputy-1'), await signIn('approver-1')];
  await local.atState(id, 'AwaitAcceptance');
  ok(await both.claimAndDecide(id, 'acceptance', 'accept'));
  await local.atState(id, 'AwaitReview');
  ok(await both.claimAndDecide(id, 'review', 'endorse'));
  await local.atState(id, 'AwaitApproval');
  ok(await approver.claimAndDecide(id, 'approval', 'approve'));
  await local.atState(id);
  return { holder, id };
}

describe('another county', () => {
  it('issues in its own name, at its own address, and lets its acceptor review', async () => {
    const { holder, id } = await issued();

    const { permit } = await holder.get<{ permit: Record<string, string> }>(`/applications/${id}/permit`);
    expect(permit).toMatchObject({
      issuedBy: '示例县公安局',
      currentResidenceAddress: '试一街道试一社区一号',
      fullName: CARD_OF_PERMIT_1.fullName,
    });
    const sent = ok(await call<readonly Sms[]>(`${product.origin}/_local/messages`, 'GET'));
    expect(sent.length).toBeGreaterThan(0);
    expect(sent.every(({ text }) => text.startsWith('【示例公安】'))).toBe(true);
  });

  it('passes over shorter gaps only: six days are for a human, where the first county passes over ten', async () => {
    const registrations = [
      { divisionCode: '339901', registeredOn: '2025-06-01', endedOn: '2025-12-01' },
      { divisionCode: '339901', registeredOn: '2025-12-08' },
    ];

    const body = { recognitionType: 'REGISTRATION_TIME', registrations };
    const asked = ok(
      await call<{ findings: { id: string; result: string }[] }>(`${product.origin}/eligibility`, 'POST', {
        body,
      }),
    );

    const chain = asked.findings.find(({ id }) => id === 'registered-six-months');
    expect(chain?.result).toBe('cannot-tell');
  });

  it('has its own offices, which receive from its own townships', async () => {
    const holder = await signIn('time-1');
    const { id } = await submitted(holder, livingHere(FORM_OF_TIME_1));

    const view = await holder.get<{ office: string }>(`/applications/${id}`);
    expect(view.office).toBe('east');
  });

  it('takes no address of the first county', async () => {
    const holder = await signIn('time-2');

    await expect(submitted(holder, FORM_OF_TIME_1)).rejects.toThrow('TOWNSHIP_NOT_IN_COUNTY');
  });

  it('sends who is told no to its own government', async () => {
    const holder = await signIn('household-suichang');
    const { id } = await submitted(holder, livingHere(FORM_OF_TIME_1));
    await local.atState(id, 'AwaitAcceptance');
    const acceptor = await signIn('acceptor-1');
    const reasons = [
      { code: 'NOT_FLOATING_POPULATION', findingId: 'floating-population' },
      { code: 'NOT_REGISTERED_IN_COUNTY', findingId: 'registered-in-county' },
      { code: 'REGISTRATION_TOO_SHORT', findingId: 'registered-six-months' },
    ];
    ok(await acceptor.claimAndDecide(id, 'acceptance', 'refuse-to-accept', { reasons }));

    const { notice } = await holder.get<Notice>(`/applications/${id}`);
    expect(notice.remedies.zh).toContain('示例县人民政府');
  });

  it('answers with nothing of the first county', async () => {
    const supervisor = await signIn('supervisor-1');
    const [holder, clerk] = [await signIn('permit-1'), await signIn('clerk-1')];
    const { cases } = await holder.get<{ cases: { id: string }[] }>('/applications');
    const own = cases.map(({ id }) => `/applications/${id}`);

    const answers = await Promise.all([
      ...['/health', '/form-guide', '/openapi.json', '/docs', '/tracking'].map((path) =>
        clerk.send('GET', path),
      ),
      ...['/applications', ...own, `${own[0] ?? ''}/permit`].map((path) => holder.send('GET', path)),
      ...['/board', '/tasks?office=', '/statistics?from=2026-03-01&to=2026-03-31'].map((path) =>
        supervisor.send('GET', path),
      ),
      call(`${product.origin}/eligibility`, 'POST', { body: {} }),
    ]);

    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
    const leftovers = answers.flatMap(({ body }) => FIRST_COUNTY.exec(JSON.stringify(body))?.[0] ?? []);
    expect(leftovers).toEqual([]);
  });
});

describe('a data directory', () => {
  it('belongs to one county', async () => {
    const { startProduct } = await import('../../infra/local/product.ts');
    const clock = { mode: 'frozen' } as const;

    const opened = startProduct({ dataDir: product.dataDir, port: 0, clock });

    await expect(opened).rejects.toThrow(/holds the data of shili; use another DATA_DIR for suichang/u);
  });
});
