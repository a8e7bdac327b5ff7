import * as z from 'zod';
import { durationMillis } from './iso-duration.ts';
import type { Cloud } from './cloud.ts';
import type { VirtualClock } from './clock.ts';
import { FaultOrder, type FaultBook } from './faults.ts';
import type { Province } from './province/province.ts';
import type { SmsGatewayService } from './province/sms-gateway-service.ts';
import type { LocalSchedules } from './schedules.ts';
import type { SentMessage } from './sns-topics.ts';
import type { WireHandler, WireRequest, WireResponse } from './wire.ts';

/** What the instruments look into and move. */
export interface Instrumented {
  readonly clock: VirtualClock;
  readonly faults: FaultBook;
  readonly province: Province;
  readonly cloud: Cloud;
  readonly smsGateway: Pick<SmsGatewayService, 'messages'>;
  readonly api: WireHandler;
  readonly schedules: LocalSchedules;
  readonly reset: () => Promise<void>;
}

const Token = z.strictObject({ person: z.string() });
const Proof = Token.extend({ kind: z.enum(['ticket', 'ticketId']).default('ticket') });
const Clock = z.union([z.strictObject({ now: z.string() }), z.strictObject({ advance: z.string() })]);

/** One instrument: what it is sent in, what it answers. */
type Instrument = (
  instrumented: Instrumented,
  request: WireRequest,
  argument: string,
) => Promise<WireResponse>;

const INSTRUMENTS: readonly (readonly [method: string, path: RegExp, Instrument])[] = [
  ['GET', /^\/people$/u, async ({ province }) => json(200, province.people())],
  ['POST', /^\/token$/u, issueToken],
  ['POST', /^\/ticket$/u, issueProof],
  ['GET', /^\/clock$/u, async ({ clock }) => json(200, { now: clock.now(), mode: clock.mode })],
  ['POST', /^\/clock$/u, moveClock],
  ['GET', /^\/messages$/u, async (instrumented) => json(200, await messagesOf(instrumented))],
  [
    'GET',
    /^\/executions$/u,
    async ({ cloud }) => json(200, cloud.stepFunctions.executions().map(executionView)),
  ],
  ['GET', /^\/executions\/([^/]+)$/u, history],
  ['GET', /^\/province$/u, async ({ province }) => json(200, province.state())],
  ['GET', /^\/schedules$/u, async ({ schedules }) => json(200, schedules.view())],
  ['POST', /^\/wallet$/u, addToWallet],
  ['GET', /^\/faults$/u, async ({ faults }) => json(200, faults.list())],
  ['POST', /^\/faults$/u, orderFault],
  ['POST', /^\/reset$/u, resetAll],
];

const LOOPBACK = /^(?:127\.0\.0\.1|localhost|\[::1\])(?::\d+)?$/u;

/**
 * The local instruments under `/_local`: people, tokens, the business clock, messages, executions, the province, faults
 * and reset. They exist on the embedded cloud only; no deployed template has a route to them.
 */
export function createInstruments(instrumented: Instrumented): WireHandler {
  return async (request) => {
    // A page in the operator's browser may post here, or have its own name lead to this machine.
    const { host = '', origin } = request.headers;
    if (!LOOPBACK.test(host) || (origin !== undefined && !LOOPBACK.test(origin.replace(/^https?:\/\//u, ''))))
      return json(403, { message: 'The instruments answer on loopback only, and no page of another site' });
    const path = request.path.slice('/_local'.length);
    for (const [method, pattern, instrument] of INSTRUMENTS) {
      const match = pattern.exec(path);
      if (match && method === request.method)
        return attempt(() => instrument(instrumented, request, match[1] ?? ''));
    }
    return json(404, { message: `No instrument answers ${request.method} ${request.path}` });
  };
}

async function attempt(run: () => Promise<WireResponse>): Promise<WireResponse> {
  try {
    return await run();
  } catch (error) {
    if (error instanceof z.ZodError) return json(400, { message: z.prettifyError(error) });
    if (error instanceof RangeError || error instanceof SyntaxError)
      return json(400, { message: error.message });
    throw error;
  }
}

/** Signs the person in through the stand-ins and our own `POST /sessions`, as their telephone would. */
async function issueToken({ province, api }: Instrumented, request: WireRequest): Promise<WireResponse> {
  const { person } = Token.parse(bodyOf(request));
  const proof = await proofOf(province, person, 'ticket');
  return api({
    method: 'POST',
    path: '/sessions',
    rawQuery: '',
    headers: { 'content-type': 'application/json' },
    body: Buffer.from(JSON.stringify(proof)),
  });
}

/** What the sign-in hands the person's telephone or desk: the body of one `POST /sessions`. */
async function issueProof({ province }: Instrumented, request: WireRequest): Promise<WireResponse> {
  const { person, kind } = Proof.parse(bodyOf(request));
  return json(201, await proofOf(province, person, kind));
}

/** Whom the sign-in refuses has no role; they get a ticket all the same, and the refusal for it. */
async function proofOf(
  province: Province,
  person: string,
  kind: 'ticket' | 'ticketId',
): Promise<Readonly<Record<string, string>>> {
  const known = province.person(person);
  if (!known) throw new RangeError(`Nobody has the id ${person}; GET /_local/people lists them`);
  const staff = known.roles.some((role) => role !== 'applicant');
  return staff
    ? { staffToken: await province.issueStaffToken(person) }
    : { [kind]: await province.issueTicket(person, kind) };
}

async function moveClock({ clock }: Instrumented, request: WireRequest): Promise<WireResponse> {
  const order = Clock.parse(bodyOf(request));
  if ('now' in order) await clock.set(order.now);
  else {
    durationMillis(order.advance);
    await clock.advance(order.advance);
  }
  return json(200, { now: clock.now(), mode: clock.mode });
}

async function history(
  { cloud }: Instrumented,
  _request: WireRequest,
  argument: string,
): Promise<WireResponse> {
  const wanted = decodeURIComponent(argument);
  const found = cloud.stepFunctions.executions().find(({ arn, name }) => arn === wanted || name === wanted);
  if (!found) return json(404, { message: `No execution is called ${wanted}` });
  return json(200, { execution: executionView(found), events: await cloud.stepFunctions.history(found.arn) });
}

async function addToWallet({ province }: Instrumented, request: WireRequest): Promise<WireResponse> {
  const { person, licenceId } = z
    .strictObject({ person: z.string(), licenceId: z.string() })
    .parse(bodyOf(request));
  await province.addToWallet(person, licenceId);
  return json(200, { added: licenceId });
}

async function orderFault({ faults }: Instrumented, request: WireRequest): Promise<WireResponse> {
  faults.add(FaultOrder.parse(bodyOf(request)));
  return json(201, faults.list());
}

async function resetAll({ reset }: Instrumented): Promise<WireResponse> {
  await reset();
  return json(200, { reset: true });
}

/** By whomever they went; in one deployment one of the two sends all of them. */
async function messagesOf({ cloud, smsGateway }: Instrumented): Promise<unknown[]> {
  return [...(await cloud.sns.messages()), ...smsGateway.messages()].map(messageView);
}

function messageView({ to, text, parts, attributes, at }: SentMessage) {
  const { event, caseId } = attributes;
  return { to, text, parts, event, applicationId: caseId, at };
}

function executionView({
  arn,
  name,
  status,
  startedAt,
  stoppedAt,
}: ReturnType<Cloud['stepFunctions']['executions']>[number]) {
  const instant = (millis: number) => new Date(millis).toISOString();
  return {
    arn,
    applicationId: name,
    status,
    startedAt: instant(startedAt),
    ...(stoppedAt !== undefined && { stoppedAt: instant(stoppedAt) }),
  };
}

function bodyOf(request: WireRequest): unknown {
  return JSON.parse(request.body.toString('utf8') || '{}') as unknown;
}

function json(status: number, body: unknown): WireResponse {
  return {
    status,
    headers: { 'content-type': 'application/json; charset=utf-8' },
    body: JSON.stringify(body),
  };
}
