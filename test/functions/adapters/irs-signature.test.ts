import { describe, expect, it } from 'vitest';
import { irsHeaders, irsSignature } from '../../../functions/adapters/irs-signature.ts';

/** The province's own published example. */
const CALL = {
  method: 'POST',
  path: '/restapi/prod/IC33000020211105003270/post',
  query: 'test=123&v=123',
  accessKey: 'ak',
  date: 'Tue, 09 Nov 2021 08:49:20 GMT',
};

describe('the signature of a call to the province', () => {
  it('is that of the published example', () => {
    expect(irsSignature(CALL, 'sk')).toBe('n0j9naSneDAU+WaEo3TLRULu3zAZGok42sgMVwFV0Q0=');
  });

  it('is the same in whatever order the query comes', () => {
    expect(irsSignature({ ...CALL, query: 'v=123&test=123' }, 'sk')).toBe(irsSignature(CALL, 'sk'));
  });

  it('allows a call without a query', () => {
    expect(irsSignature({ ...CALL, query: '' }, 'sk')).toMatch(/^[A-Za-z0-9+/]{43}=$/u);
  });

  it.each([
    ['method', { ...CALL, method: 'GET' }],
    ['path', { ...CALL, path: '/restapi/prod/IC33000020211105003270/get' }],
    ['query', { ...CALL, query: 'test=124&v=123' }],
    ['access key', { ...CALL, accessKey: 'other' }],
    ['date', { ...CALL, date: 'Tue, 09 Nov 2021 08:49:21 GMT' }],
  ])('covers the %s', (_, changed) => {
    expect(irsSignature(changed, 'sk')).not.toBe(irsSignature(CALL, 'sk'));
  });

  it('travels in four headers, without the secret', () => {
    expect(irsHeaders(CALL, 'sk')).toEqual({
      'x-bg-hmac-signature': 'n0j9naSneDAU+WaEo3TLRULu3zAZGok42sgMVwFV0Q0=',
      'x-bg-hmac-algorithm': 'hmac-sha256',
      'x-bg-hmac-access-key': 'ak',
      'x-bg-date-time': 'Tue, 09 Nov 2021 08:49:20 GMT',
    });
  });
});
