import { createHash } from 'node:crypto';
import { appendFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  CreateTopicCommand,
  DeleteTopicCommand,
  GetTopicAttributesCommand,
  ListSubscriptionsByTopicCommand,
  ListTopicsCommand,
  PublishCommand,
  SNSClient,
  SubscribeCommand,
} from '@aws-sdk/client-sns';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openEmbeddedAws, temporaryDirectory, type EmbeddedAws } from '../support/embedded-aws.ts';

let directory: Awaited<ReturnType<typeof temporaryDirectory>>;
let cloud: EmbeddedAws;
let sns: SNSClient;

async function open() {
  cloud = await openEmbeddedAws(directory.path);
  sns = new SNSClient(cloud.client);
}

async function close() {
  sns.destroy();
  await cloud.close();
}

beforeAll(async () => {
  directory = await temporaryDirectory();
  await open();
});

afterAll(async () => {
  await close();
  await directory.remove();
});

const PhoneNumber = '+8613800000000';

describe('a message', () => {
  it('to a phone is kept with its text, its attributes and the business time', async () => {
    const Message = '【遂昌公安】您的申请已受理 & <办理中>';
    const MessageAttributes = {
      event: { DataType: 'String', StringValue: 'accepted' },
      applicationId: { DataType: 'String', StringValue: '01H' },
    };

    const { MessageId } = await sns.send(new PublishCommand({ PhoneNumber, Message, MessageAttributes }));

    expect((await cloud.sns.messages()).at(-1)).toEqual({
      messageId: MessageId,
      to: PhoneNumber,
      text: Message,
      parts: 1,
      attributes: { event: 'accepted', applicationId: '01H' },
      at: '2026-03-02T09:00:00.000+08:00',
    });
  });

  it('published twice is two messages', async () => {
    const before = (await cloud.sns.messages()).length;
    const publish = () => sns.send(new PublishCommand({ PhoneNumber, Message: '同一条' }));

    const ids = [(await publish()).MessageId, (await publish()).MessageId];

    expect(new Set(ids).size).toBe(2);
    expect((await cloud.sns.messages()).length - before).toBe(2);
  });

  it.each([
    [70, 1],
    [71, 2],
    [134, 2],
    [135, 3],
  ])('of %i units goes out as %i part or parts', async (units, parts) => {
    await sns.send(new PublishCommand({ PhoneNumber, Message: '字'.repeat(units) }));

    expect((await cloud.sns.messages()).at(-1)?.parts).toBe(parts);
  });

  it('counts a rare character as two units', async () => {
    await sns.send(new PublishCommand({ PhoneNumber, Message: `${'字'.repeat(69)}𠮷` }));

    expect((await cloud.sns.messages()).at(-1)?.parts).toBe(2);
  });

  it('is refused to what is no phone number, or when it is far too long', async () => {
    const before = (await cloud.sns.messages()).length;

    const toNobody = sns.send(new PublishCommand({ PhoneNumber: 'nobody', Message: 'x' }));
    await expect(toNobody).rejects.toMatchObject({ name: 'InvalidParameterException' });
    const tooLong = sns.send(new PublishCommand({ PhoneNumber, Message: 'x'.repeat(1_601) }));
    await expect(tooLong).rejects.toMatchObject({ name: 'InvalidParameterException' });

    expect(await cloud.sns.messages()).toHaveLength(before);
  });
});

describe('a request', () => {
  it('is refused when its body was changed on the way', async () => {
    await sns.send(new PublishCommand({ PhoneNumber, Message: 'honest' }));
    const before = (await cloud.sns.messages()).length;
    const { headers = {}, body = Buffer.of() } = cloud.requests.at(-1) ?? {};
    // Only S3 lets this header stand for the body.
    const claimed = { 'x-amz-content-sha256': createHash('sha256').update(body).digest('hex') };

    const answer = await fetch(`${cloud.client.endpoint}/`, {
      method: 'POST',
      headers: { ...headers, ...claimed },
      body: String(body).replace('honest', 'forged'),
    });

    expect(await answer.text()).toContain('<Code>SignatureDoesNotMatch</Code>');
    expect(await cloud.sns.messages()).toHaveLength(before);
  });
});

describe('a topic', () => {
  it('is made once, takes messages, and knows who would be told', async () => {
    const TopicArn = await cloud.sns.ensureTopic('alarms');

    const again = await sns.send(new CreateTopicCommand({ Name: 'alarms' }));
    await sns.send(new SubscribeCommand({ TopicArn, Protocol: 'email', Endpoint: 'duty@example.cn' }));
    await sns.send(new PublishCommand({ TopicArn, Message: 'overdue' }));

    expect(again.TopicArn).toBe(TopicArn);
    expect((await sns.send(new ListTopicsCommand())).Topics).toEqual([{ TopicArn }]);
    const { Attributes } = await sns.send(new GetTopicAttributesCommand({ TopicArn }));
    expect(Attributes).toMatchObject({ TopicArn, SubscriptionsConfirmed: '1' });
    const { Subscriptions } = await sns.send(new ListSubscriptionsByTopicCommand({ TopicArn }));
    expect(Subscriptions).toMatchObject([{ Protocol: 'email', Endpoint: 'duty@example.cn' }]);
    expect((await cloud.sns.messages()).at(-1)).toMatchObject({ to: TopicArn, text: 'overdue' });
  });

  it('that nobody made is NotFound, and what is not built is 501 by name', async () => {
    const TopicArn = 'arn:aws-cn:sns:cn-northwest-1:000000000000:none';

    const publish = sns.send(new PublishCommand({ TopicArn, Message: 'x' }));
    await expect(publish).rejects.toMatchObject({ name: 'NotFoundException' });
    const remove = sns.send(new DeleteTopicCommand({ TopicArn }));
    await expect(remove).rejects.toThrow('DeleteTopic is not built');
  });
});

describe('after a restart', () => {
  it('messages and topics are there, and half a line that was never acknowledged is not', async () => {
    const before = await cloud.sns.messages();
    await close();
    await appendFile(join(directory.path, 'sns.jsonl'), '{"kind":"message","mess');

    await open();
    await sns.send(new PublishCommand({ PhoneNumber, Message: '之后' }));
    await close();
    await open();

    expect((await cloud.sns.messages()).slice(0, -1)).toEqual(before);
    expect((await cloud.sns.messages()).at(-1)?.text).toBe('之后');
    expect((await sns.send(new ListTopicsCommand())).Topics).toHaveLength(1);
  });

  it('messages that were cleared stay forgotten, and topics stay', async () => {
    await cloud.sns.clearMessages();
    await close();
    await open();

    expect(await cloud.sns.messages()).toEqual([]);
    expect((await sns.send(new ListTopicsCommand())).Topics).toHaveLength(1);
  });
});
