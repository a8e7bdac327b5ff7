import type { Operation } from './document.ts';
import { faultsOf } from './judge.ts';
import type { FuzzedPerson } from './people.ts';
import type { Pool } from './pool.ts';
import type { Secrets } from './secrets.ts';
import type { Tally } from './tally.ts';
import { exchange, readable, type RawAnswer, type RawRequest } from './wire.ts';

/** One request of a run, with who sends it. */
export interface Call {
  readonly operation: Operation;
  readonly sent: RawRequest;
  readonly caller: FuzzedPerson | undefined;
  /** Id in the path. */
  readonly about: string | undefined;
  readonly routed: boolean;
}

/** The one way by which a run speaks with the product: every answer is counted, judged and read for its ids. */
export class Exchanges {
  readonly #origin: string;
  readonly #pool: Pool;
  readonly #secrets: Secrets;
  readonly #tally: Tally;

  constructor(
    origin: string,
    parts: { readonly pool: Pool; readonly secrets: Secrets; readonly tally: Tally },
  ) {
    this.#origin = origin;
    this.#pool = parts.pool;
    this.#secrets = parts.secrets;
    this.#tally = parts.tally;
  }

  async send({ operation, sent, caller, about, routed }: Call): Promise<RawAnswer> {
    this.#secrets.learn(`${readable(sent.target)} ${sent.body?.toString('utf8') ?? ''}`, caller);
    const answer = await exchange(this.#origin, sent);
    if (!routed && isNoRoute(answer)) {
      this.#tally.total += 1;
      this.#tally.unrouted += 1;
      return answer;
    }
    this.#tally.count(operation.id, answer.status);
    for (const fault of faultsOf({ operation, sent, answer, caller }, this.#secrets))
      this.#tally.fault(fault, sent);
    if (answer.status < 300 && answer.headers['content-type']?.startsWith('application/json'))
      this.#pool.harvest(JSON.parse(answer.text), makerOf(operation, caller), about);
    return answer;
  }
}

/** Whoever gets such an answer has made what it is about. */
const MAKING = new Set(['create-draft', 'list-applications', 'enter-application', 'update-draft']);

function makerOf({ id }: Operation, caller: FuzzedPerson | undefined): string | undefined {
  return MAKING.has(id) ? caller?.id : undefined;
}

function isNoRoute({ status, text }: RawAnswer): boolean {
  return status === 404 && text === '{"message":"Not Found"}';
}
