import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ProductProcess } from '../support/journey-process.ts';
import type { Application, Events, TaskState } from './answers.ts';
import { ok, Person } from './client.ts';
import { CONSENTS, FORM_OF_PERMIT_1 } from './forms.ts';
import { Instruments } from './instruments.ts';
import { filledDraft } from './stories.ts';

let product: ProductProcess;
let tokens: Readonly<Record<'holder' | 'acceptor' | 'reviewer' | 'approver' | 'auditor', string>>;
beforeAll(async () => {
  product = await ProductProcess.start();
});
beforeEach(async () => {
  await new Instruments(product.origin).reset();
  product.deaths = 0;
  const signIn = async (person: string) => (await Person.signIn(product.origin, person)).token;
  tokens = {
    holder: await signIn('permit-1'),
    acceptor: await signIn('acceptor-1'),
    reviewer: await signIn('reviewer-1'),
    approver: await signIn('approver-1'),
    auditor: await signIn('auditor-1'),
  };
});
afterAll(() => product.stop());

/** `<before or after> <service> <operation>`, or none. */
type Crash = `${'before' | 'after'} ${string} ${string}` | 'none';
type Crashes = readonly [atSubmission: Crash, atAcceptance: Crash, atReview: Crash, atApproval: Crash];

/** Each crash is a start of the whole product, on a machine that may be busy; what comes late is no loss. */
const PATIENCE_MS = 120_000;

async function order(crash: Crash): Promise<void> {
  if (crash === 'none') return;
  const [when, service = '', operation = ''] = crash.split(' ');
  const kind = when === 'before' ? 'crash-before' : 'crash-after';
  await new Instruments(product.origin).fault({ service, operation, kind });
}

const as = (who: keyof typeof tokens) => (origin: string) => new Person(origin, tokens[who]);

/** The same write, with the same key, until it is answered. */
async function write<Body>(who: keyof typeof tokens, path: string, body: unknown): Promise<Body> {
  const key = randomUUID();
  return product.surviving(async (origin) => ok(await as(who)(origin).post<Body>(path, body, key)));
}

async function application(id: string): Promise<Application> {
  return product.surviving((origin) => as('holder')(origin).get<Application>(`/applications/${id}`));
}

async function decide(id: string, stage: string, outcome: string, crash: Crash): Promise<void> {
  const { version } = await write<TaskState>(stageOfficer(stage), `/tasks/${id}/claim`, {});
  await order(crash);
  const decision = { stage, outcome, version, comment: '情况属实。' };
  await write(stageOfficer(stage), `/tasks/${id}/decision`, decision);
}

function stageOfficer(stage: string): 'acceptor' | 'reviewer' | 'approver' {
  if (stage === 'acceptance') return 'acceptor';
  return stage === 'review' ? 'reviewer' : 'approver';
}

/** Waits until the machine asks for this opinion, restarting what dies on the way. */
async function opened(id: string, state: string | undefined): Promise<void> {
  await product.surviving((origin) => new Instruments(origin).atState(id, state));
}

/** A case from the form to its end, with at most one crash after each of four acts. */
async function caseThrough(crashes: Crashes): Promise<string> {
  const { id, version } = await filledDraft(as('holder')(product.origin), FORM_OF_PERMIT_1);
  await order(crashes[0]);
  await write('holder', `/applications/${id}/submission`, { version, ...CONSENTS });
  await opened(id, 'AwaitAcceptance');
  await decide(id, 'acceptance', 'accept', crashes[1]);
  await opened(id, 'AwaitReview');
  await decide(id, 'review', 'endorse', crashes[2]);
  await opened(id, 'AwaitApproval');
  await decide(id, 'approval', 'approve', crashes[3]);
  await opened(id, undefined);
  return id;
}

/** What must hold of a case that has come to its end, however it got there. */
async function whatIsLeft(id: string) {
  const local = new Instruments(product.origin);
  const { licences, cancellations, permits } = await local.province();
  const { intact, events } = await as('auditor')(product.origin).get<Events>(`/cases/${id}/events`);
  const sent = (await local.messages(id)).map(({ event }) => event);
  const facts = events.map(({ fact }) => fact);
  return {
    status: (await application(id)).status,
    execution: (await local.history(id)).execution.status,
    executions: (await local.executions()).length,
    licences: licences.length,
    cancellations: cancellations.length,
    inForce: permits.filter(({ holderId, status }) => holderId === 'permit-1' && status === 'NORMAL').length,
    intact,
    issued: facts.filter(({ type }) => type === 'issued').length,
    decided: facts.filter(({ type }) => type === 'decided').length,
    sent,
    unknown: facts.filter(({ type }) => type === 'message-unknown').map((fact) => fact['event']),
  };
}

const WHOLE = {
  status: 'issued',
  execution: 'SUCCEEDED',
  executions: 1,
  licences: 1,
  cancellations: 1,
  inForce: 1,
  intact: true,
  issued: 1,
  decided: 3,
} as const;
const ALL_THREE = ['received', 'accepted', 'issued'];

describe('a process killed outright at up to four places of one case', () => {
  it.each<Crashes>([
    [
      ...(['before dynamodb TransactWriteItems', 'before dynamodb TransactWriteItems'] as const),
      ...(['before states SendTaskSuccess', 'before lambda issue'] as const),
    ],
    [
      ...(['after dynamodb TransactWriteItems', 'after dynamodb TransactWriteItems'] as const),
      ...(['after states SendTaskSuccess', 'after lambda issue'] as const),
    ],
    [
      ...(['before states StartExecution', 'before lambda open-task'] as const),
      ...(['after dynamodb TransactWriteItems', 'before kms Sign'] as const),
    ],
    [
      ...(['after states StartExecution', 'after lambda open-task'] as const),
      ...(['before dynamodb TransactWriteItems', 'after kms Sign'] as const),
    ],
    [
      ...(['before s3 CopyObject', 'before states SendTaskSuccess'] as const),
      ...(['before lambda open-task', 'before province pushLicence'] as const),
    ],
    [
      ...(['after s3 CopyObject', 'after states SendTaskSuccess'] as const),
      ...(['after lambda open-task', 'after province pushLicence'] as const),
    ],
    ['before province populationFacts', 'none', 'none', 'before province cancelPermit'],
    ['after lambda check', 'none', 'none', 'after province cancelPermit'],
    ['after lambda submit', 'none', 'none', 'before lambda conclude'],
    ['before lambda open-task', 'none', 'none', 'after s3 PutObject'],
  ])(
    'loses nothing and does nothing twice: %s, %s, %s, %s',
    async (...crashes) => {
      const id = await caseThrough(crashes);

      expect(product.deaths).toBe(crashes.filter((crash) => crash !== 'none').length);
      expect(await whatIsLeft(id)).toEqual({ ...WHOLE, sent: ALL_THREE, unknown: [] });
    },
    PATIENCE_MS,
  );
});

describe('a process killed between the sending of an SMS and its record', () => {
  it(
    'does not send it again: it went out once, and is listed as unknown',
    async () => {
      const id = await caseThrough(['after sns Publish', 'after sns Publish', 'none', 'after sns Publish']);

      expect(product.deaths).toBe(3);
      expect(await whatIsLeft(id)).toEqual({ ...WHOLE, sent: ALL_THREE, unknown: ALL_THREE });
    },
    PATIENCE_MS,
  );

  it(
    'does not send it again either where it had not gone out: nobody can tell the two apart',
    async () => {
      const id = await caseThrough(['before sns Publish', 'none', 'none', 'before sns Publish']);

      expect(product.deaths).toBe(2);
      expect(await whatIsLeft(id)).toEqual({ ...WHOLE, sent: ['accepted'], unknown: ['received', 'issued'] });
    },
    PATIENCE_MS,
  );
});
