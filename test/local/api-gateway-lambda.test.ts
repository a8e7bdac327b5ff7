import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { LocalRoute } from '../../infra/local/api-gateway/http-api.ts';
import { NOON, route, serveHttpApi } from '../support/http-api-server.ts';

const answering = (path: string, result: unknown): LocalRoute =>
  route('GET', path, { invoke: async () => result });

const ROUTES: LocalRoute[] = [
  route('GET', '/applications/mine'),
  route('POST', '/applications/{id}/materials/{materialId}/confirmation'),
  route('ANY', '/anything'),
  route('GET', '/broken', { invoke: () => Promise.reject(new Error('name and number of somebody')) }),
  route('GET', '/slow', { invoke: () => new Promise(() => undefined) }),
  answering('/structured', {
    statusCode: 201,
    headers: { 'X-Count': 3 },
    cookies: ['a=1'],
    body: 'aGVsbG8=',
    isBase64Encoded: true,
  }),
  answering('/bare', { statusCode: 200, body: 'x' }),
  answering('/text', 'hello'),
  answering('/nothing', undefined),
  answering('/not-an-answer', { statusCode: 200, body: { a: 1 } }),
  answering('/large', { statusCode: 200, body: 'x'.repeat(6 * 1024 * 1024) }),
];

let api: Awaited<ReturnType<typeof serveHttpApi>>;

beforeEach(async () => {
  api = await serveHttpApi(ROUTES);
});
afterEach(() => api.close());

describe('the event of a Lambda behind the HTTP API', () => {
  it('has the shape of payload format 2.0', async () => {
    await api.get('/applications/a%2Fb/materials/m-1/confirmation?x=1&y=%20z&x=2', {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'X-Trace': 'T',
        cookie: 'a=1; b=2',
        'user-agent': 'test',
      },
      body: '{"名":1}',
    });

    expect(api.events[0]).toEqual({
      version: '2.0',
      routeKey: 'POST /applications/{id}/materials/{materialId}/confirmation',
      rawPath: '/applications/a/b/materials/m-1/confirmation',
      rawQueryString: 'x=1&y=%20z&x=2',
      cookies: ['a=1', 'b=2'],
      headers: api.events[0]?.headers,
      queryStringParameters: { x: '1,2', y: ' z' },
      pathParameters: { id: 'a/b', materialId: 'm-1' },
      requestContext: {
        accountId: '123456789012',
        apiId: 'local',
        domainName: `127.0.0.1:${api.port}`,
        domainPrefix: '127',
        http: {
          method: 'POST',
          path: '/applications/a/b/materials/m-1/confirmation',
          protocol: 'HTTP/1.1',
          sourceIp: '127.0.0.1',
          userAgent: 'test',
        },
        requestId: api.events[0]?.requestContext.requestId,
        routeKey: 'POST /applications/{id}/materials/{materialId}/confirmation',
        stage: '$default',
        time: '02/Mar/2026:12:00:00 +0000',
        timeEpoch: NOON,
      },
      body: '{"名":1}',
      isBase64Encoded: false,
    });
    expect(api.events[0]?.headers).toMatchObject({ 'x-trace': 'T', 'content-type': 'application/json' });
    expect(api.events[0]?.headers).not.toHaveProperty('cookie');
  });

  it.each([
    ['application/json; charset=utf-8', false],
    ['text/csv', false],
    ['application/xml', false],
    ['application/x-www-form-urlencoded', true],
    ['application/problem+json', true],
    ['application/pdf', true],
  ])('hands over a body of %s as base64: %s', async (contentType, isBase64Encoded) => {
    await api.get('/anything', { method: 'POST', headers: { 'content-type': contentType }, body: 'a=1' });

    expect(api.events[0]).toMatchObject({ isBase64Encoded, body: isBase64Encoded ? 'YT0x' : 'a=1' });
  });

  it('leaves out what the request has none of', async () => {
    await api.get('/anything');

    expect(Object.keys(api.events[0] ?? {}).toSorted()).toEqual(
      [
        'version',
        'routeKey',
        'rawPath',
        'rawQueryString',
        'headers',
        'requestContext',
        'isBase64Encoded',
      ].toSorted(),
    );
    expect(api.events[0]?.requestContext).not.toHaveProperty('authorizer');
  });

  it('refuses a body over 10 MB and takes one of 10 MB', async () => {
    const send = (bytes: number) => api.get('/anything', { method: 'POST', body: Buffer.alloc(bytes) });

    const [over, full] = [await send(10 * 1024 * 1024 + 1), await send(10 * 1024 * 1024)];

    expect([over.status, full.status]).toEqual([413, 200]);
    expect(await over.json()).toEqual({ message: 'Request Entity Too Large' });
  });
});

describe('the answer of a Lambda behind the HTTP API', () => {
  it('keeps status, headers and cookie, and decodes a binary body', async () => {
    const answer = await api.get('/structured');

    expect([answer.status, await answer.text()]).toEqual([201, 'hello']);
    expect(answer.headers.get('x-count')).toBe('3');
    expect(answer.headers.get('set-cookie')).toBe('a=1');
    expect(answer.headers.get('apigw-requestid')).toMatch(/^[0-9a-f-]{36}$/u);
  });

  it('is plain text when it names no content type', async () => {
    const answer = await api.get('/bare');

    expect(answer.headers.get('content-type')).toBe('text/plain;charset=UTF-8');
  });

  it.each([
    ['/applications/mine', '{"routeKey":"GET /applications/mine"}'],
    ['/text', 'hello'],
    ['/nothing', 'null'],
  ])('is the body itself, as JSON, when it has no status: %s', async (path, body) => {
    const answer = await api.get(path);

    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'application/json']);
    expect(await answer.text()).toBe(body);
  });

  it.each([['/broken'], ['/not-an-answer'], ['/large']])('hides a fault: %s', async (path) => {
    const answer = await api.get(path);

    expect([answer.status, await answer.json()]).toEqual([500, { message: 'Internal Server Error' }]);
    expect(api.faults).toHaveLength(1);
  });

  it('is not waited for beyond the limit', async () => {
    const answer = await api.get('/slow');

    expect([answer.status, await answer.json()]).toEqual([503, { message: 'Service Unavailable' }]);
  });
});
