import { randomUUID } from 'node:crypto';
import { tag } from './s3/xml.ts';
import { invalidParameter, Topics, type SentMessage } from './sns-topics.ts';
import type { BusinessClock } from './timers.ts';
import { AwsError, type WireHandler } from './wire.ts';

/**
 * SNS: Publish to a phone number or a topic; CreateTopic, ListTopics, GetTopicAttributes; Subscribe and
 * ListSubscriptionsByTopic, which only note who would be told. As at AWS, Publish knows no repeats: the same
 * call twice is two messages, and nobody can ask whether one arrived. Everything else is 501 by name.
 */
export interface Sns {
  readonly handle: WireHandler;
  /** ARN of the topic, made on first use. @throws AwsError InvalidParameter */
  ensureTopic(name: string): Promise<string>;
  /** All messages taken, oldest first. */
  messages(): Promise<readonly SentMessage[]>;
  /** Forgets the messages, for a reset; topics and subscriptions stay. */
  clearMessages(): Promise<void>;
  close(): Promise<void>;
}

type Action = (topics: Topics, form: URLSearchParams) => Promise<string> | string;

const NAMESPACE = 'http://sns.amazonaws.com/doc/2010-03-31/';

/** Each gives the inside of the answer's result element. */
const ACTIONS: Readonly<Record<string, Action>> = {
  Publish: async (topics, form) => tag('MessageId', await publish(topics, form)),
  CreateTopic: async (topics, form) => tag('TopicArn', await topics.ensure(required(form, 'Name'))),
  ListTopics(topics) {
    const members = topics.arns().map((arn) => `<member>${tag('TopicArn', arn)}</member>`);
    return `<Topics>${members.join('')}</Topics>`;
  },
  GetTopicAttributes(topics, form) {
    const arn = topics.find(required(form, 'TopicArn'));
    const confirmed = topics.subscriptions(arn).length;
    const values = {
      TopicArn: arn,
      SubscriptionsConfirmed: confirmed,
      SubscriptionsPending: 0,
      SubscriptionsDeleted: 0,
    };
    const entries = Object.entries(values).map(
      ([key, value]) => `<entry>${tag('key', key)}${tag('value', value)}</entry>`,
    );
    return `<Attributes>${entries.join('')}</Attributes>`;
  },
  async Subscribe(topics, form) {
    const [topic, protocol] = [required(form, 'TopicArn'), required(form, 'Protocol')];
    return tag('SubscriptionArn', await topics.subscribe(topic, protocol, form.get('Endpoint') ?? ''));
  },
  ListSubscriptionsByTopic(topics, form) {
    const members = topics
      .subscriptions(topics.find(required(form, 'TopicArn')))
      .map((one) =>
        [
          tag('SubscriptionArn', one.arn),
          tag('TopicArn', one.topic),
          tag('Protocol', one.protocol),
          tag('Endpoint', one.endpoint),
        ].join(''),
      );
    return `<Subscriptions>${members.map((member) => `<member>${member}</member>`).join('')}</Subscriptions>`;
  },
};

/**
 * @param options.file the journal: a message is on the disk before it is acknowledged
 * @param options.account twelve digits, for ARNs. @default 000000000000
 */
export async function openSns(options: {
  file: string;
  region: string;
  clock: Pick<BusinessClock, 'nowMillis'>;
  account?: string;
}): Promise<Sns> {
  const partition = options.region.startsWith('cn-') ? 'aws-cn' : 'aws';
  const arnPrefix = `arn:${partition}:sns:${options.region}:${options.account ?? '000000000000'}:`;
  const topics = await Topics.open(options.file, arnPrefix, options.clock);
  return {
    async handle(request) {
      const form = new URLSearchParams(request.body.toString());
      const name = form.get('Action') ?? '';
      const action = Object.hasOwn(ACTIONS, name) ? ACTIONS[name] : undefined;
      if (action === undefined) {
        throw new AwsError('NotImplemented', `SNS ${name} is not built in the embedded cloud`, 501);
      }
      const result = `<${name}Result>${await action(topics, form)}</${name}Result>`;
      const metadata = `<ResponseMetadata>${tag('RequestId', randomUUID())}</ResponseMetadata>`;
      const body = `<${name}Response xmlns="${NAMESPACE}">${result}${metadata}</${name}Response>`;
      return { status: 200, headers: { 'content-type': 'text/xml' }, body };
    },
    ensureTopic: (name) => topics.ensure(name),
    messages: () => topics.messages(),
    clearMessages: () => topics.clearMessages(),
    close: () => topics.close(),
  };
}

function publish(topics: Topics, form: URLSearchParams): Promise<string> {
  const text = required(form, 'Message');
  const phone = form.get('PhoneNumber');
  if (phone !== null && !/^\+?[1-9]\d{3,14}$/u.test(phone)) {
    throw invalidParameter(`PhoneNumber Reason: ${phone} is not valid to publish to`);
  }
  const to = phone ?? form.get('TopicArn') ?? form.get('TargetArn') ?? '';
  return topics.publish(to, text, attributesOf(form));
}

function attributesOf(form: URLSearchParams): Record<string, string> {
  const attributes: Record<string, string> = {};
  for (let n = 1; form.has(`MessageAttributes.entry.${n}.Name`); n += 1) {
    const entry = `MessageAttributes.entry.${n}`;
    const value = form.get(`${entry}.Value.StringValue`) ?? form.get(`${entry}.Value.BinaryValue`);
    if (value === null || !form.get(`${entry}.Value.DataType`)) {
      throw invalidParameter(`MessageAttributes: entry ${n} needs a type and a value`);
    }
    attributes[form.get(`${entry}.Name`) ?? ''] = value;
  }
  return attributes;
}

function required(form: URLSearchParams, name: string): string {
  const value = form.get(name);
  if (value) return value;
  throw invalidParameter(
    name === 'Message' ? 'Empty message' : `${name} Reason: no value for required parameter`,
  );
}
