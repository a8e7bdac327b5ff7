import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ProductProcess } from '../support/journey-process.ts';
import type { Events } from './answers.ts';
import { ok, Person, until } from './client.ts';
import { CONSENTS, FORM_OF_PERMIT_1 } from './forms.ts';
import { Instruments } from './instruments.ts';
import { filledDraft } from './stories.ts';

let product: ProductProcess;
beforeAll(async () => {
  product = await ProductProcess.start({ SMS_ROUTE: 'gateway' });
});
beforeEach(async () => {
  await new Instruments(product.origin).reset();
  product.deaths = 0;
});
afterAll(() => product.stop());

describe('a process killed while it hands a message to the gateway', () => {
  it.each(['crash-before', 'crash-after'] as const)(
    'has sent it once when it stands again, and knows it: %s',
    async (kind) => {
      const { token } = await Person.signIn(product.origin, 'permit-1');
      const auditor = await Person.signIn(product.origin, 'auditor-1');
      const { id, version } = await filledDraft(new Person(product.origin, token), FORM_OF_PERMIT_1);
      await new Instruments(product.origin).fault({ service: 'sms-gateway', operation: 'send', kind });
      const key = randomUUID();
      const consents = { version, ...CONSENTS };

      await product.surviving(async (origin) =>
        ok(await new Person(origin, token).post(`/applications/${id}/submission`, consents, key)),
      );
      const { events } = await until(
        () =>
          product.surviving((origin) => new Person(origin, auditor.token).get<Events>(`/cases/${id}/events`)),
        (read) => read.events.some(({ fact }) => fact.type === 'message-sent'),
      );

      const fates = events.flatMap(({ fact }) => (fact.type.startsWith('message-') ? [fact.type] : []));
      const sent = await new Instruments(product.origin).messages(id);
      expect(product.deaths).toBe(1);
      expect(sent.map(({ event }) => event)).toEqual(['received']);
      expect(fates).toEqual(['message-sent']);
    },
  );
});
