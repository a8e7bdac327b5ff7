import { randomUUID } from 'node:crypto';
import { toInstant, type Instant } from '../../functions/domain/instant.ts';
import { Journal } from './store.ts';
import type { BusinessClock } from './timers.ts';
import { AwsError } from './wire.ts';

/** A message that was taken. A message to a topic has the topic's ARN in `to`. */
export interface SentMessage {
  readonly messageId: string;
  readonly to: string;
  readonly text: string;
  readonly parts: number;
  /** Name → value of the message attributes. */
  readonly attributes: Readonly<Record<string, string>>;
  /** Business time. */
  readonly at: Instant;
}

/** Who would be told of a topic's messages. */
export interface Subscription {
  readonly arn: string;
  readonly topic: string;
  readonly protocol: string;
  readonly endpoint: string;
}

type Entry =
  | { readonly kind: 'topic'; readonly arn: string }
  | { readonly kind: 'subscription'; readonly subscription: Subscription }
  | { readonly kind: 'message'; readonly message: SentMessage }
  | { readonly kind: 'messages-cleared' };

const LONGEST_SMS_UNITS = 1_600;
const LARGEST_MESSAGE_BYTES = 262_144;

/** How many SMS a text is sent as: 70 UTF-16 units in one, 67 in each of several. */
export function smsParts(text: string): number {
  return text.length <= 70 ? 1 : Math.ceil(text.length / 67);
}

/** The error of a parameter that SNS does not take. */
export function invalidParameter(what: string): AwsError {
  return new AwsError('InvalidParameter', `Invalid parameter: ${what}`);
}

/** Topics, subscriptions and messages, in one journal. What resolves is on the disk. */
export class Topics {
  readonly #journal: Journal<Entry>;
  readonly #arnPrefix: string;
  readonly #clock: Pick<BusinessClock, 'nowMillis'>;

  private constructor(journal: Journal<Entry>, arnPrefix: string, clock: Pick<BusinessClock, 'nowMillis'>) {
    this.#journal = journal;
    this.#arnPrefix = arnPrefix;
    this.#clock = clock;
  }

  /** @param arnPrefix `arn:aws:sns:<region>:<account>:` */
  static async open(
    file: string,
    arnPrefix: string,
    clock: Pick<BusinessClock, 'nowMillis'>,
  ): Promise<Topics> {
    // Messages grow without end, and are seldom asked for.
    const journal = await Journal.open<Entry>(
      file,
      ({ kind }) => kind === 'topic' || kind === 'subscription',
    );
    return new Topics(journal, arnPrefix, clock);
  }

  arns(): string[] {
    const arns = this.#journal.records.flatMap((entry) => (entry.kind === 'topic' ? [entry.arn] : []));
    return [...new Set(arns)];
  }

  subscriptions(topic: string): Subscription[] {
    return this.#journal.records.flatMap((entry) =>
      entry.kind === 'subscription' && entry.subscription.topic === topic ? [entry.subscription] : [],
    );
  }

  /** Read from the disk. */
  async messages(): Promise<SentMessage[]> {
    const entries = await this.#journal.all();
    const since = entries.findLastIndex((entry) => entry.kind === 'messages-cleared') + 1;
    return entries.slice(since).flatMap((entry) => (entry.kind === 'message' ? [entry.message] : []));
  }

  async clearMessages(): Promise<void> {
    await this.#journal.append({ kind: 'messages-cleared' });
  }

  /** The ARN itself, of a topic that is there. @throws AwsError InvalidParameter or NotFound */
  find(arn: string): string {
    if (this.arns().includes(arn)) return arn;
    if (arn.startsWith('arn:')) throw new AwsError('NotFound', 'Topic does not exist', 404);
    throw invalidParameter('TopicArn or TargetArn Reason: no value for required parameter');
  }

  /** @throws AwsError InvalidParameter */
  async ensure(name: string): Promise<string> {
    if (!/^[\w-]{1,256}$/u.test(name)) throw invalidParameter('Topic Name');
    const arn = `${this.#arnPrefix}${name}`;
    if (!this.arns().includes(arn)) await this.#journal.append({ kind: 'topic', arn });
    return arn;
  }

  /** The subscription's ARN, the same for the same subscriber. @throws AwsError InvalidParameter or NotFound */
  async subscribe(topicArn: string, protocol: string, endpoint: string): Promise<string> {
    const topic = this.find(topicArn);
    const known = this.subscriptions(topic).find(
      (one) => one.protocol === protocol && one.endpoint === endpoint,
    );
    if (known !== undefined) return known.arn;
    const subscription = { arn: `${topic}:${randomUUID()}`, topic, protocol, endpoint };
    await this.#journal.append({ kind: 'subscription', subscription });
    return subscription.arn;
  }

  /** @param to a phone number or the ARN of a topic @throws AwsError InvalidParameter or NotFound */
  async publish(to: string, text: string, attributes: Readonly<Record<string, string>>): Promise<string> {
    const isPhone = /^\+?[1-9]\d{3,14}$/u.test(to);
    const longest = isPhone
      ? text.length > LONGEST_SMS_UNITS
      : Buffer.byteLength(text) > LARGEST_MESSAGE_BYTES;
    if (longest) throw invalidParameter('Message too long');
    if (!isPhone) this.find(to);
    const messageId = randomUUID();
    const at = toInstant(this.#clock.nowMillis());
    const message = { messageId, to, text, parts: smsParts(text), attributes, at };
    await this.#journal.append({ kind: 'message', message });
    return messageId;
  }

  async close(): Promise<void> {
    await this.#journal.close();
  }
}
