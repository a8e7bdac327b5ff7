import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createZhelibanSignIn } from '../../../functions/adapters/zheliban-sign-in.ts';
import { AwsError } from '../../../infra/local/wire.ts';
import {
  CLIENT,
  gatewayTo,
  idNumberOf,
  serveProvince,
  type ServedProvince,
} from '../../support/province-server.ts';

const FIVE_MINUTES = 5 * 60_000;

let here: ServedProvince;
let realMillis: number;

beforeEach(async () => {
  realMillis = Date.now();
  here = await serveProvince({ realNow: () => realMillis });
});
afterEach(() => here.close());

const signIn = (more: Partial<typeof CLIENT> = {}) =>
  createZhelibanSignIn({ gateway: gatewayTo(here, { now: () => realMillis }), ...CLIENT, ...more });

describe('the sign-in of Zheliban', () => {
  it('knows the person behind a ticket', async () => {
    const ticket = await here.province.issueTicket('time-2', 'ticket');

    const person = await signIn().redeem({ ticket });

    expect(person).toEqual({
      citizenIdNumber: idNumberOf(here, 'time-2'),
      fullName: '马志强',
      sex: '1',
      ethnicGroup: '03',
      mobilePhone: '13900000005',
      authlevel: 3,
    });
  });

  it('knows the same person behind a ticketId', async () => {
    const [ticket, ticketId] = [
      await here.province.issueTicket('name-rare', 'ticket'),
      await here.province.issueTicket('name-rare', 'ticketId'),
    ];

    const [one, other] = [await signIn().redeem({ ticket }), await signIn().redeem({ ticketId })];

    expect(other).toEqual(one);
    expect(one.fullName).toBe('李𠮷祥');
  });

  it('leaves out a telephone that is not there', async () => {
    const ticket = await here.province.issueTicket('elder-1', 'ticket');

    expect(await signIn().redeem({ ticket })).not.toHaveProperty('mobilePhone');
  });

  it.each(['ticket', 'ticketId'] as const)('takes a %s once', async (kind) => {
    const value = await here.province.issueTicket('permit-1', kind);
    const redeem = () => signIn().redeem(kind === 'ticket' ? { ticket: value } : { ticketId: value });
    await redeem();

    await expect(redeem()).rejects.toMatchObject({ code: 'SIGN_IN_REFUSED' });
  });

  it('lets only one of two sign-ins with the same ticket in', async () => {
    const ticket = await here.province.issueTicket('permit-1', 'ticket');

    const results = await Promise.allSettled([signIn().redeem({ ticket }), signIn().redeem({ ticket })]);

    expect(results.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
  });

  it.each(['ticket', 'ticketId'] as const)('refuses a %s of five minutes ago', async (kind) => {
    const value = await here.province.issueTicket('permit-1', kind);
    realMillis += FIVE_MINUTES;

    const redeemed = signIn().redeem(kind === 'ticket' ? { ticket: value } : { ticketId: value });

    await expect(redeemed).rejects.toMatchObject({ code: 'SIGN_IN_REFUSED' });
  });

  it('never takes one kind of ticket for the other, and leaves it unused', async () => {
    const ticket = await here.province.issueTicket('permit-1', 'ticket');
    const ticketId = await here.province.issueTicket('permit-1', 'ticketId');

    await expect(signIn().redeem({ ticket: ticketId })).rejects.toMatchObject({ code: 'SIGN_IN_REFUSED' });
    await expect(signIn().redeem({ ticketId: ticket })).rejects.toMatchObject({ code: 'SIGN_IN_REFUSED' });
    expect((await signIn().redeem({ ticket })).fullName).toBe('陈晓宁');
  });

  it.each(['', 'nonsense', `ST-${'0'.repeat(32)}`])('refuses what is no ticket: "%s"', async (ticket) => {
    await expect(signIn().redeem({ ticket })).rejects.toMatchObject({ code: 'SIGN_IN_REFUSED' });
    await expect(signIn().redeem({ ticketId: ticket })).rejects.toMatchObject({ code: 'SIGN_IN_REFUSED' });
  });

  it.each([
    ['not-real-name', 'ticket'],
    ['not-real-name', 'ticketId'],
    ['passport-1', 'ticket'],
    ['passport-1', 'ticketId'],
  ] as const)('asks %s, coming with a %s, for a real name on an identity card', async (personId, kind) => {
    const value = await here.province.issueTicket(personId, kind);

    const redeemed = signIn().redeem(kind === 'ticket' ? { ticket: value } : { ticketId: value });

    await expect(redeemed).rejects.toMatchObject({ code: 'AUTH_LEVEL_TOO_LOW' });
  });

  it('refuses a ticket meant for another service', async () => {
    const ticket = await here.province.issueTicket('permit-1', 'ticket');

    await expect(signIn({ serviceCode: 'other' }).redeem({ ticket })).rejects.toMatchObject({
      code: 'SIGN_IN_REFUSED',
    });
  });

  it('takes a wrong password of the service for a fault, not for a refusal of the person', async () => {
    const ticket = await here.province.issueTicket('permit-1', 'ticket');

    await expect(signIn({ servicePassword: 'wrong' }).redeem({ ticket })).rejects.toThrow('answered 6099');
  });

  it('does not bring a ticket twice when the province is down', async () => {
    await here.close();
    let calls = 0;
    here = await serveProvince({
      around: () => {
        calls += 1;
        return Promise.reject(new AwsError('ServiceUnavailable', 'down', 503));
      },
    });
    const ticket = await here.province.issueTicket('permit-1', 'ticket');

    await expect(
      createZhelibanSignIn({ gateway: gatewayTo(here), ...CLIENT }).redeem({ ticket }),
    ).rejects.toMatchObject({ name: 'IrsGatewayError', status: 503 });
    expect(calls).toBe(1);
  });
});
