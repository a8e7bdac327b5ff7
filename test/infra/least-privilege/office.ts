import { ok } from '../../journeys/client.ts';
import { AMENDED_2026 } from '../../journeys/editions.ts';
import type { Scene } from './scene.ts';

/** What officers, supervisor and operator do with queues, people, calendar and machine. */
export async function officeDay(scene: Scene): Promise<void> {
  const { id, applicationNumber } = await scene.waitingCase('permit-2', 'EXISTING_PERMIT');
  const acceptor = await scene.signIn('acceptor-1');
  const supervisor = await scene.signIn('supervisor-1');
  const operator = await scene.signIn('operator-1');
  await acceptor.get('/tasks');
  await acceptor.get(`/cases?q=${applicationNumber}`);
  await acceptor.claim(id);
  const { materials } = await acceptor.get<{ materials: readonly { materialId: string }[] }>(`/cases/${id}`);
  await scene.download(acceptor, `/cases/${id}/materials/${materials[0]?.materialId ?? ''}`);
  ok(await acceptor.post(`/tasks/${id}/release`, {}));
  const { version } = await acceptor.claim(id);
  ok(await supervisor.post(`/tasks/${id}/reassignment`, { to: 'acceptor-2', reason: '外出', version }));
  await supervisor.get('/board');
  await supervisor.get('/statistics?from=2026-03-01&to=2026-03-31');
  await (await scene.signIn('auditor-1')).get(`/cases/${id}/events`);
  const deputies = [{ from: '2026-03-02', to: '2026-03-02', deputyId: 'reviewer-2' }];
  const entry = { version: 0, roles: ['acceptor'], office: 'miaogao', active: true, deputies };
  ok(await operator.send('PUT', '/staff/acceptor-1', { body: entry }));
  ok(await operator.send('PUT', '/staff/acceptor-1', { body: { ...entry, version: 1, deputies: [] } }));
  await operator.get('/executions');
  const { editions } = await operator.get<{ editions: readonly { year: number; sha256: string }[] }>(
    '/calendars',
  );
  const replaces = editions.find(({ year }) => year === 2026)?.sha256;
  ok(await operator.post('/calendars?preview=true', { edition: AMENDED_2026, replaces }));
  ok(await operator.post('/calendars', { edition: AMENDED_2026, replaces }));
  // The first reminder that the case is not accepted yet.
  await scene.local.advance('P3D');
  await scene.withdraw('permit-2', id);
}
