import { AMENDED_2026 } from '../journeys/editions.ts';
import { OPERATIONS } from './document.ts';
import { applied } from './stories.ts';
import type { Teller } from './teller.ts';

/** The receipt was handed over and nobody knows whether it arrived; the operator settles it. */
export async function unsure(t: Teller, who: string): Promise<void> {
  await t.nextPublishFails();
  await applied(t, who);
  const { messages = [] } = await t.ask('operator-1', 'list-messages', { query: { state: 'unknown' } });
  const [{ id } = {}] = messages;
  if (id === undefined) return;
  const settled = { outcome: 'delivered', reason: '回执已到' };
  await t.ask('operator-1', 'settle-message', { path: { id }, body: settled });
}

/** What belongs to no case: signing in and out, reminders, calendars, officers, figures. */
export async function besides(t: Teller, who: string): Promise<void> {
  for (const kind of ['ticket', 'ticketId'] as const)
    await t.ask(undefined, 'open-session', { body: await t.sessions.proof(who, kind) });
  await t.ask(undefined, 'open-session', { body: await t.sessions.proof('clerk-2', 'ticket') });
  await t.ask(who, 'end-session', { token: await t.sessions.fresh(who) });
  await t.ask('time-five-months', 'remind-me', { body: { recognitionType: 'REGISTRATION_TIME' } });
  const { editions = [] } = await t.ask('operator-1', 'list-calendars');
  const replaces = editions.find(({ year }) => year === 2026)?.sha256 ?? null;
  const load = { body: { edition: AMENDED_2026, replaces } };
  await t.ask('operator-1', 'load-calendar', { ...load, query: { preview: 'true' } });
  await t.ask('operator-1', 'update-staff', {
    path: { id: 'clerk-2' },
    body: { version: 0, roles: ['clerk'], office: 'dazhe', active: true },
  });
  for (const accept of ['application/json', 'text/csv'])
    await t.ask('supervisor-1', 'get-statistics', {
      accept,
      query: { from: '2026-01-01', to: '2026-03-31' },
    });
  await t.ask('auditor-2', 'get-board');
  await t.ask(who, 'list-applications');
  for (const { id, method, parameters } of OPERATIONS.filter(({ roles }) => roles.length === 0))
    if (method === 'GET' && parameters.length === 0) await t.ask(undefined, id);
  await t.ask(undefined, 'check-eligibility', { body: { recognitionType: 'REGISTRATION_TIME' } });
}
