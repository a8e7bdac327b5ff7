import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createPopulationRegistry } from '../../functions/adapters/population-registry.ts';
import { PROVINCE_ROUTES } from '../../functions/adapters/province-routes.ts';
import type { Role } from '../../functions/domain/account.ts';
import {
  CLIENT,
  gatewayTo,
  idNumberOf,
  serveProvince,
  type ServedProvince,
} from '../support/province-server.ts';

let here: ServedProvince;

beforeEach(async () => {
  here = await serveProvince();
});
afterEach(() => here.close());

const RAW = { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' };

describe('the stand-ins of the province', () => {
  it('refuse a call that nobody signed', async () => {
    const answer = await fetch(`${here.province.gatewayUrl()}${PROVINCE_ROUTES.populationFacts}`, RAW);

    expect([answer.status, await answer.json()]).toEqual([401, { message: 'Invalid signature' }]);
  });

  it.each([
    ['Invalid access key', { 'x-bg-hmac-access-key': 'other' }],
    ['Clock skew exceeded', { 'x-bg-date-time': 'Tue, 09 Nov 2021 08:49:20 GMT' }],
    ['Invalid signature', { 'x-bg-date-time': '2021-11-09T08:49:20Z' }],
    ['Invalid signature', { 'x-bg-hmac-algorithm': 'hmac-sha1' }],
    ['Invalid signature', {}],
  ])('say "%s" for %o', async (message, changed) => {
    const headers = {
      'x-bg-hmac-signature': 'n0j9naSneDAU+WaEo3TLRULu3zAZGok42sgMVwFV0Q0=',
      'x-bg-hmac-algorithm': 'hmac-sha256',
      'x-bg-hmac-access-key': 'ak',
      'x-bg-date-time': new Date().toUTCString(),
      ...changed,
    };

    const answer = await fetch(`${here.province.gatewayUrl()}${PROVINCE_ROUTES.populationFacts}`, {
      ...RAW,
      headers,
    });

    expect([answer.status, await answer.json()]).toEqual([401, { message }]);
  });

  it('have nothing at other paths', async () => {
    expect((await fetch(`${here.served.origin}/restapi/prod/x`)).status).toBe(404);
  });

  it.each([
    ['no signature of the form', { sign: '0'.repeat(32) }, '6099'],
    ['no time', { time: '' }, '6004'],
    ['another service', { servicecode: 'other' }, '6003'],
    ['another method', { method: 'getUserInfo' }, '6004'],
  ])('answer a ticket with %s as the personal sign-in does', async (_, changed, result) => {
    const st = await here.province.issueTicket('permit-1', 'ticket');
    const form = {
      method: 'ticketValidation',
      st,
      servicecode: CLIENT.serviceCode,
      time: '20260302090000',
      sign: '',
      datatype: 'json',
      ...changed,
    };

    const answer = gatewayTo(here).post({
      path: PROVINCE_ROUTES.ticketValidation,
      body: { form },
      repeatable: false,
    });

    expect(await answer).toMatchObject({ result });
  });

  it('issue no ticket and no token for somebody who is not in the seed', async () => {
    await expect(here.province.issueTicket('nobody', 'ticket')).rejects.toThrow(RangeError);
    await expect(here.province.issueStaffToken('permit-1')).rejects.toThrow(RangeError);
  });

  it('keep a ticket and what they know over a restart', async () => {
    const ticket = await here.province.issueTicket('permit-1', 'ticketId');
    const before = here.province.state();
    here = await here.restart();

    const granted = gatewayTo(here).post({
      path: PROVINCE_ROUTES.unifiedAccessToken,
      body: { json: { ticketId: ticket, appId: CLIENT.appId } },
      repeatable: false,
    });

    expect(await granted).toMatchObject({ success: true });
    expect(here.province.state()).toEqual(before);
  });

  it('let a person add a permit to their wallet, and only one that is there', async () => {
    await here.province.addToWallet('permit-1', '3301060000900001');

    await expect(here.province.addToWallet('permit-1', 'another')).rejects.toThrow(RangeError);
    await expect(here.province.addToWallet('nobody', '3301060000900001')).rejects.toThrow(RangeError);
  });

  it('go back to the seed, and tickets are void then', async () => {
    const ticketId = await here.province.issueTicket('permit-1', 'ticketId');
    const before = here.province.state();
    await here.province.reset();

    const granted = gatewayTo(here).post({
      path: PROVINCE_ROUTES.unifiedAccessToken,
      body: { json: { ticketId, appId: CLIENT.appId } },
      repeatable: false,
    });

    expect(await granted).toMatchObject({ success: false });
    expect(here.province.state()).toEqual(before);
  });

  it('move the dates of the seed to another day, but not the age of a long-term card', async () => {
    await here.close();
    here = await serveProvince({ seedDay: '2026-03-12' });
    const registry = createPopulationRegistry(gatewayTo(here));

    const moved = await registry.lookUp(idNumberOf(here, 'permit-1'));
    const longTerm = await registry.lookUp(idNumberOf(here, 'permit-long-term'));

    expect(moved).toMatchObject({
      registrations: [{ registeredOn: '2026-01-22' }],
      permits: [{ issuedOn: '2023-05-20' }],
    });
    expect(longTerm.permits).toMatchObject([{ issuedOn: '2016-06-20' }]);
  });

  it('seed at least two officers of every role', () => {
    const people = here.province.people();
    const withRole = (role: Role) => people.filter(({ roles }) => roles.includes(role)).length;

    expect({
      clerk: withRole('clerk'),
      acceptor: withRole('acceptor'),
      reviewer: withRole('reviewer'),
      approver: withRole('approver'),
      supervisor: withRole('supervisor'),
      auditor: withRole('auditor'),
      operator: withRole('operator'),
    }).toEqual({ clerk: 3, acceptor: 4, reviewer: 3, approver: 3, supervisor: 2, auditor: 2, operator: 3 });
  });
});
