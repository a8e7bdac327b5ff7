import { DescribeKeyCommand, DisableKeyCommand, EnableKeyCommand, KMSClient } from '@aws-sdk/client-kms';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startForJourney, type JourneyProduct } from '../support/journey-product.ts';
import { operatorsAws } from '../support/operators-aws.ts';
import { ok, Person } from './client.ts';
import { FORM_OF_PERMIT_1 } from './forms.ts';
import { Instruments } from './instruments.ts';
import { submitted } from './stories.ts';

let product: JourneyProduct;
let kms: KMSClient;
beforeAll(async () => {
  product = await startForJourney();
  kms = new KMSClient(await operatorsAws(product));
});
afterAll(async () => {
  kms.destroy();
  await product.stop();
});

function signIn(person: string): Promise<Person> {
  return Person.signIn(product.origin, person);
}

describe('the key of permits, disabled by mistake', () => {
  it('stops the case at its signature, and is undone by enabling the key and redriving', async () => {
    const local = new Instruments(product.origin);
    const { KeyMetadata } = await kms.send(new DescribeKeyCommand({ KeyId: 'alias/huren-licence' }));
    const KeyId = KeyMetadata?.KeyId;
    const { id } = await submitted(await signIn('permit-1'), FORM_OF_PERMIT_1);
    await local.atState(id, 'AwaitAcceptance');
    ok(await (await signIn('acceptor-1')).claimAndDecide(id, 'acceptance', 'accept'));
    await local.atState(id, 'AwaitReview');
    ok(await (await signIn('reviewer-1')).claimAndDecide(id, 'review', 'endorse'));
    await local.atState(id, 'AwaitApproval');
    await kms.send(new DisableKeyCommand({ KeyId }));

    const approved = await (await signIn('approver-1')).claimAndDecide(id, 'approval', 'approve');
    await local.advance('PT1H');
    const stopped = await local.atState(id);
    const operator = await signIn('operator-1');
    const failed = await operator.get<{ executions: { id: string }[] }>('/executions?status=FAILED');
    await kms.send(new EnableKeyCommand({ KeyId }));
    ok(await operator.post(`/executions/${id}/redrive`, {}));
    const ended = await local.atState(id);

    expect(approved.status).toBe(200);
    expect(stopped.execution.status).toBe('FAILED');
    expect(JSON.stringify(stopped.events.at(-1))).toContain('DisabledException');
    expect(JSON.stringify(failed)).toContain(id);
    expect(ended.execution.status).toBe('SUCCEEDED');
    const { status } = await (await signIn('supervisor-1')).get<{ status: string }>(`/cases/${id}`);
    expect(status).toBe('issued');
  });
});
