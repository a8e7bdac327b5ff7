import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createHttpApi, type LocalRoute } from '../../infra/local/api-gateway/http-api.ts';
import { route, serveHttpApi } from '../support/http-api-server.ts';

const ROUTES: LocalRoute[] = [
  route('GET', '/applications/{id}', { authorized: true }),
  route('GET', '/applications/mine'),
  route('GET', '/files/{proxy+}'),
  route('ANY', '/anything'),
  route('POST', '/anything'),
  route('GET', '/bare'),
  route('GET', '/rare', { throttle: { ratePerSecond: 1, burst: 2 } }),
];

let api: Awaited<ReturnType<typeof serveHttpApi>>;

beforeEach(async () => {
  api = await serveHttpApi(ROUTES);
});
afterEach(() => api.close());

const withToken = (token: string): RequestInit => ({ headers: { authorization: token } });

describe('the routes of the HTTP API', () => {
  it('prefers a literal path to a variable one', async () => {
    const answer = await api.get('/applications/mine');

    expect(await answer.json()).toEqual({ routeKey: 'GET /applications/mine' });
  });

  it('catches the rest of the path in a greedy variable', async () => {
    await api.get('/files/a/b%20c');

    expect(api.events[0]?.pathParameters).toEqual({ proxy: 'a/b c' });
  });

  it('prefers the method of a route to ANY', async () => {
    const answers = [
      await api.get('/anything', { method: 'POST' }),
      await api.get('/anything', { method: 'DELETE' }),
    ];

    expect(await Promise.all(answers.map((answer) => answer.json()))).toEqual([
      { routeKey: 'POST /anything' },
      { routeKey: 'ANY /anything' },
    ]);
  });

  it.each([
    ['an unknown path', 'GET', '/nowhere'],
    ['an empty variable', 'GET', '/files/'],
    ['a closing slash', 'GET', '/applications/mine/'],
    ['a method without a route', 'PUT', '/applications/mine'],
    ['a preflight, for there is no CORS', 'OPTIONS', '/applications/mine'],
  ])('answers %s with 404', async (_, method, path) => {
    const answer = await api.get(path, { method });

    expect(answer.status).toBe(404);
    expect(await answer.json()).toEqual({ message: 'Not Found' });
  });

  it('answers HEAD with 404 unless a route takes it, and then without a body', async () => {
    const [none, some] = [
      await api.get('/bare', { method: 'HEAD' }),
      await api.get('/anything', { method: 'HEAD' }),
    ];

    expect([none.status, some.status, await some.text()]).toEqual([404, 200, '']);
  });

  it('refuses two routes of the same key', () => {
    const routes = [route('GET', '/a'), route('GET', '/a')];

    expect(() => createHttpApi({ routes })).toThrow('Two routes are GET /a');
  });

  it('lets through the burst and then the rate, and refuses the rest', async () => {
    const statuses = [
      (await api.get('/rare')).status,
      (await api.get('/rare')).status,
      (await api.get('/rare')).status,
    ];
    api.nowMillis += 1_000;
    statuses.push((await api.get('/rare')).status);

    expect(statuses).toEqual([200, 200, 429, 200]);
  });
});

describe('the authoriser of the HTTP API', () => {
  it('is not even asked without an identity', async () => {
    const answer = await api.get('/applications/1');

    expect([answer.status, await answer.json()]).toEqual([401, { message: 'Unauthorized' }]);
    expect(api.asked).toEqual([]);
  });

  it('gives its context to the Lambda', async () => {
    const answer = await api.get('/applications/1', withToken('Bearer a'));

    expect(answer.status).toBe(200);
    expect(api.events[0]?.requestContext.authorizer).toEqual({
      lambda: { sub: 'someone', roles: ['clerk'] },
    });
    expect(api.asked[0]).toMatchObject({
      version: '2.0',
      type: 'REQUEST',
      routeKey: 'GET /applications/{id}',
      identitySource: ['Bearer a'],
      pathParameters: { id: '1' },
    });
    expect(api.asked[0]).not.toHaveProperty('body');
  });

  it('is asked once a minute of real time for one header', async () => {
    await api.get('/applications/1', withToken('Bearer a'));
    api.nowMillis += 59_999;
    await api.get('/applications/2', withToken('Bearer a'));
    const within = api.asked.length;
    await api.get('/applications/2', withToken('Bearer b'));
    api.nowMillis += 1;
    await api.get('/applications/2', withToken('Bearer a'));

    expect([within, api.asked.length]).toEqual([1, 3]);
  });

  it('keeps its no as long as its yes', async () => {
    api.verdict = async () => ({ isAuthorized: false });
    const first = await api.get('/applications/1', withToken('Bearer a'));
    api.verdict = async () => ({ isAuthorized: true });
    const second = await api.get('/applications/1', withToken('Bearer a'));

    expect([first.status, await first.json(), second.status]).toEqual([403, { message: 'Forbidden' }, 403]);
    expect(api.events).toEqual([]);
  });

  it('fails closed, and is asked again after a fault', async () => {
    api.verdict = () => Promise.reject(new Error('no table'));
    const first = await api.get('/applications/1', withToken('Bearer a'));
    api.verdict = async () => ({ isAuthorized: true });
    const second = await api.get('/applications/1', withToken('Bearer a'));

    expect([first.status, await first.json()]).toEqual([500, { message: 'Internal Server Error' }]);
    expect(second.status).toBe(200);
  });

  it('cannot be left out where a route asks for it', () => {
    expect(() => createHttpApi({ routes: [route('GET', '/a', { authorized: true })] })).toThrow(
      'A route asks for an authoriser and there is none',
    );
  });
});
