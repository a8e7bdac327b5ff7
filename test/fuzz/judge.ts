import { contentOf, mismatch, type Operation } from './document.ts';
import type { FuzzedPerson } from './people.ts';
import type { Secrets } from './secrets.ts';
import { readable, type RawAnswer, type RawRequest } from './wire.ts';

/** Something wrong with an answer; `what` is the same for the same defect. */
export interface Fault {
  readonly operation: string;
  readonly what: string;
  readonly detail: string;
}

export interface Judged {
  readonly operation: Operation;
  readonly sent: RawRequest;
  readonly answer: RawAnswer;
  readonly caller: FuzzedPerson | undefined;
}

const STACK =
  /\n\s+at |node:internal|\.ts:\d+|\/functions\/|node_modules|TypeError|ZodError|ValidationException/u;
/** A task token of the machine, a signed session, a key of the cloud. */
const TOKEN = /taskToken|"token"|secretAccessKey|eyJhbGciOi[\w-]+\.[\w-]+\.[\w-]+|arn:aws/iu;
/** They answer tokens and signatures: that is what they are for. */
const ANSWERS_TOKENS = new Set(['open-session', 'get-permit', 'get-openapi', 'get-docs']);
/** An officer may see the form in these: of a case they have claimed, or typed, or type a correction of. */
const SHOWS_FORMS = new Set(['get-case', 'enter-application', 'get-application']);

/** Everything that is wrong with an answer, held against the document. */
export function faultsOf(judged: Judged, secrets: Secrets): Fault[] {
  const { operation, answer } = judged;
  const found = [...againstDocument(judged), ...leaks(judged, secrets)];
  return found.map(([what, detail]) => ({
    operation: operation.id,
    what: `${answer.status} ${what}`,
    detail,
  }));
}

type Found = readonly [what: string, detail: string];

function againstDocument({ operation, answer }: Judged): Found[] {
  const { status, headers, text } = answer;
  if (status >= 500) return [['a fault of ours', text.slice(0, 300)]];
  const content = contentOf(operation, status);
  if (!content) return [['status is not in the document', text.slice(0, 300)]];
  const type = (headers['content-type'] ?? '').split(';')[0] ?? '';
  const types = Object.keys(content);
  if (types.length === 0)
    return text === '' ? [] : [['body where the document has none', text.slice(0, 200)]];
  const described = content[type];
  if (!described) return [['content type is not in the document', `${type}, not ${types.join(', ')}`]];
  if (!type.endsWith('json')) return text === '' ? [['empty body', '']] : [];
  const body = parsed(text);
  if (body === undefined) return [['body is no JSON', text.slice(0, 200)]];
  const wrong = mismatch(described.schema, `${operation.id} ${status} ${type}`, body);
  if (wrong !== undefined) return [['body differs from its schema', `${wrong}: ${text.slice(0, 300)}`]];
  if (type !== 'application/problem+json') return [];
  const said = (body as { status: number }).status;
  return said === status ? [] : [['problem names another status', String(said)]];
}

function leaks({ operation, sent, answer, caller }: Judged, secrets: Secrets): Found[] {
  const { text, headers } = answer;
  const request = `${sent.target} ${readable(sent.target)} ${sent.body?.toString('utf8') ?? ''}`;
  const isDocument = operation.id === 'get-openapi' || operation.id === 'get-docs';
  const stack = isDocument ? undefined : STACK.exec(text)?.[0];
  const token = ANSWERS_TOKENS.has(operation.id)
    ? undefined
    : TOKEN.exec(text + (headers['location'] ?? ''))?.[0];
  const officer = caller !== undefined && !caller.roles.includes('applicant');
  const masked = text.includes('"masked":true') && !text.includes('"correction":{');
  const excused = officer && SHOWS_FORMS.has(operation.id) && !masked;
  const others = excused ? [] : secrets.givenAway(text, request, caller);
  return [
    ...(stack !== undefined && !request.includes(stack)
      ? [['stack trace in the answer', stack] as const]
      : []),
    ...(token !== undefined && !request.includes(token) ? [['token in the answer', token] as const] : []),
    ...(others.length > 0 ? [['other people in the answer', others.join(', ')] as const] : []),
  ];
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
