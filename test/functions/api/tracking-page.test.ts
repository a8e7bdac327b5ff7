import { beforeEach, describe, expect, it } from 'vitest';
import { publicEndpoints } from '../../../functions/lambdas/public.ts';
import { provideWorld } from '../../../functions/runtime/container.ts';
import { http } from '../../../functions/runtime/http.ts';
import { CHEN, decided, submitted } from '../../support/builders.ts';
import { FakeWorld } from '../../support/fake-world.ts';
import { httpEvent } from '../../support/http-event.ts';
import type { CaseRecord } from '../../../functions/domain/case-record.ts';

let world: FakeWorld;
let record: CaseRecord;
beforeEach(async () => {
  world = new FakeWorld();
  record = await submitted(world);
  provideWorld(() => world);
});

/** Nothing of it is read. */
const CONTEXT = {};
const serve = http(publicEndpoints);
const send = (fields: Record<string, string>, headers: Record<string, string> = {}) =>
  serve(httpEvent('POST', '/tracking', { form: fields, headers }), CONTEXT);

describe('the tracking page', () => {
  it('is a form with one heading and a label for each field, Chinese first', async () => {
    const { statusCode, headers, body = '' } = await serve(httpEvent('GET', '/tracking'), CONTEXT);

    expect(statusCode).toBe(200);
    expect(headers?.['content-type']).toBe('text/html; charset=utf-8');
    expect(body).toContain('<html lang="zh-CN">');
    expect(body.match(/<h1>/gu)).toHaveLength(1);
    expect(body.match(/<label for="(applicationNumber|idLastFour)">/gu)).toHaveLength(2);
    expect(body).not.toContain('<script');
  });

  it('may send its form, and may run no script', async () => {
    const { headers } = await serve(httpEvent('GET', '/tracking'), CONTEXT);

    const policies = Object.entries(headers ?? {}).filter(([name]) =>
      /^content-security-policy$/iu.test(name),
    );
    expect(policies).toHaveLength(1);
    expect(policies[0]?.[1]).toContain("form-action 'self'");
    expect(policies[0]?.[1]).toContain("default-src 'none'");
  });

  it('answers a form in English where that is asked for', async () => {
    await decided(world, record.id, 'acceptance', 'accept');

    const { statusCode, body = '' } = await send(
      { applicationNumber: record.applicationNumber, idLastFour: '0017' },
      { 'accept-language': 'en-GB,en;q=0.9' },
    );

    expect(statusCode).toBe(200);
    expect(body).toContain('<html lang="en">');
    expect(body).toContain('Accepted; under review.');
    expect(body).toContain('2026-03-03、2026-03-04');
    expect(body).not.toContain(CHEN.citizenIdNumber);
  });

  it('gives every reason at once where something must be corrected or the answer is no', async () => {
    const details = world.memory.details.get(record.id);
    await decided(world, record.id, 'acceptance', 'refuse-to-accept');
    const reasons = [
      { code: 'OUTSIDE_REGIME' as const },
      { code: 'NO_GROUND_PROVED' as const, note: '陈晓宁未提交' },
    ];
    if (details)
      world.memory.details.set(record.id, {
        ...details,
        opinions: [
          {
            stage: 'acceptance',
            outcome: 'refuse-to-accept',
            comment: '不符合',
            officer: 'wang',
            at: world.now(),
            reasons,
            overrides: [],
          },
        ],
      });

    const { body = '' } = await send({ applicationNumber: record.applicationNumber, idLastFour: '0017' });

    expect(body).toContain('港澳台居民');
    expect(body).toContain('合法稳定就业');
    expect(body).toContain('行政复议');
    expect(body).toContain('依据：');
    expect(body).toContain('说明：陈**未提交');
    expect(body).not.toContain('陈晓宁');
  });

  it('escapes what was typed, and asks for the four characters again', async () => {
    const typed = '"><script>alert(1)</script>';

    const { statusCode, body = '' } = await send({ applicationNumber: typed, idLastFour: '4321' });

    expect(statusCode).toBe(404);
    expect(body).toContain('&quot;&gt;&lt;script&gt;');
    expect(body).not.toContain('<script>');
    expect(body).not.toContain('4321');
  });

  it('says in the page what is missing from the form', async () => {
    const { statusCode, headers, body = '' } = await send({ applicationNumber: record.applicationNumber });

    expect(statusCode).toBe(400);
    expect(headers?.['content-type']).toContain('text/html');
    expect(body).toContain('role="alert"');
  });

  it('answers JSON with JSON', async () => {
    const answer = await serve(
      httpEvent('POST', '/tracking', { json: { applicationNumber: 'X', idLastFour: '1' } }),
      CONTEXT,
    );

    expect(answer.statusCode).toBe(404);
    expect(answer.headers?.['content-type']).toContain('application/problem+json');
  });
});
