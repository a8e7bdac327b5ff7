import { afterAll, beforeAll, expect, it } from 'vitest';
import { ProductProcess } from '../support/journey-process.ts';
import type { Application } from './answers.ts';
import { Person } from './client.ts';
import { FORM_OF_PERMIT_1 } from './forms.ts';
import { Instruments } from './instruments.ts';
import { submitted } from './stories.ts';

let product: ProductProcess;
beforeAll(async () => {
  product = await ProductProcess.start();
});
afterAll(() => product.stop());

it('stops when asked while the machine is at work, and goes on there at the next start', async () => {
  const { token } = await Person.signIn(product.origin, 'permit-1');
  const { id } = await submitted(new Person(product.origin, token), FORM_OF_PERMIT_1);

  const code = await product.restart();

  const { events } = await new Instruments(product.origin).atState(id, 'AwaitAcceptance');
  const { timeline } = await new Person(product.origin, token).get<Application>(`/applications/${id}`);
  expect(code).toBe(0);
  expect(events.filter(({ type }) => type === 'TaskFailed')).toEqual([]);
  expect(timeline.map((entry) => entry.code)).toEqual([
    'received',
    'materials-kept',
    'message-received',
    'checked',
  ]);
});
