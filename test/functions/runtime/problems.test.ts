import * as z from 'zod';
import { beforeEach, describe, expect, it } from 'vitest';
import { RuleError, type Defect } from '../../../functions/domain/rule-error.ts';
import { publicEndpoints } from '../../../functions/lambdas/public.ts';
import { provideWorld } from '../../../functions/runtime/container.ts';
import { http } from '../../../functions/runtime/http.ts';
import { defectsOf, problemOf } from '../../../functions/runtime/problem.ts';
import { FakeWorld } from '../../support/fake-world.ts';
import { httpEvent } from '../../support/http-event.ts';

const serve = http(publicEndpoints);
beforeEach(() => provideWorld(() => new FakeWorld()));

describe('a path that no endpoint answers', () => {
  it.each([
    ['GET', '/permits/a%2Fb/c'],
    ['GET', '/nowhere'],
    ['DELETE', '/tracking'],
  ])('is not found, and says so as a problem: %s %s', async (method, path) => {
    const answer = await serve(httpEvent(method, path, { headers: { 'accept-language': 'en' } }), {});

    expect(answer.statusCode).toBe(404);
    expect(answer.headers).toMatchObject({
      'content-type': 'application/problem+json; charset=utf-8',
      'cache-control': 'no-store',
      'X-Content-Type-Options': 'nosniff',
    });
    expect(JSON.parse(answer.body ?? '')).toMatchObject({
      status: 404,
      code: 'NOT_FOUND',
      detail: 'There is no such thing, or it is not yours to see.',
    });
  });
});

describe('a problem with very many defects', () => {
  const defects = (count: number): Defect[] =>
    Array.from({ length: count }, (_, index) => ({ pointer: `/${index}`, code: 'FIELD_UNKNOWN' }));

  it('lists a hundred', () => {
    const { errors } = problemOf(new RuleError('MALFORMED', defects(100)), 'en');

    expect(errors.map(({ pointer }) => pointer)).toEqual(defects(100).map(({ pointer }) => pointer));
  });

  it('says in the hundredth how many are not listed', () => {
    const { errors } = problemOf(new RuleError('MALFORMED', defects(5000)), 'en');

    expect(errors).toHaveLength(100);
    expect(errors[98]?.pointer).toBe('/98');
    expect(errors[99]).toEqual({
      pointer: '',
      code: 'MORE_DEFECTS',
      message: 'There are 4901 more defects, not listed.',
    });
  });

  it('repeats no more than a hundred characters of a name', () => {
    const parsed = z.strictObject({}).safeParse({ ['k'.repeat(200_000)]: 1, ['/'.repeat(100)]: 1 });

    const { errors } = problemOf(new RuleError('MALFORMED', defectsOf(parsed.error?.issues ?? [], '')), 'en');

    const cut = `${'k'.repeat(99)}…`;
    expect(errors).toEqual([
      { pointer: `/${cut}`, code: 'FIELD_UNKNOWN', message: `Unknown: ${cut}.` },
      { pointer: `/${'~1'.repeat(100)}`, code: 'FIELD_UNKNOWN', message: `Unknown: ${'/'.repeat(100)}.` },
    ]);
  });
});
