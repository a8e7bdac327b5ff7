import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { optionsOf, type SmokeOptions } from '../../infra/smoke/options.ts';
import { runSmoke } from '../../infra/smoke/run.ts';
import { type JourneyProduct, startForJourney } from '../support/journey-product.ts';
import { call, ok, Person } from './client.ts';
import { FORM_OF_TIME_1 } from './forms.ts';
import { submitted } from './stories.ts';

let product: JourneyProduct;
beforeAll(async () => {
  product = await startForJourney(undefined, { sm2: true });
});
afterAll(() => product.stop());

function options(more: Partial<SmokeOptions> = {}): SmokeOptions {
  return { url: product.origin, extent: 'full', patienceSeconds: 20, ...more };
}

/** Runs it and keeps what it printed. */
async function tried(more: Partial<SmokeOptions> = {}): Promise<{ well: boolean; lines: string[] }> {
  const lines: string[] = [];
  return { well: await runSmoke(options(more), (line) => lines.push(line)), lines };
}

function stepsIn(lines: readonly string[]): string[] {
  return lines.flatMap((line) => /^ok +([a-z-]+)/u.exec(line)?.[1] ?? []);
}

async function ask<Body>(path: string): Promise<Body> {
  return ok(await call<Body>(`${product.origin}${path}`, 'GET'));
}

/** A staff token as the issuer would give it. */
async function tokenOf(person: string): Promise<string> {
  const proof = await call<{ staffToken: string }>(`${product.origin}/_local/ticket`, 'POST', {
    body: { person },
  });
  return ok(proof).staffToken;
}

async function fileWith(text: string): Promise<string> {
  const file = join(await mkdtemp(join(tmpdir(), 'huren-tokens-')), 'tokens.json');
  await writeFile(file, text);
  return file;
}

describe('the smoke test', () => {
  it('takes a synthetic case from the open routes to its kept file and its revoked permit', async () => {
    const { well, lines } = await tried();

    expect(well).toBe(true);
    expect(stepsIn(lines).join(' ')).toBe(
      'health openapi jwks form-guide eligibility tokens sign-in tidy draft upload ' +
        'submission check acceptance review approval archive silence permit sign-out',
    );
    expect(lines.at(-1)).toMatch(
      /^The service is well: the synthetic case \w{26} ended issued and its file is kept, /u,
    );
    expect(lines.find((line) => line.includes('permit '))).toMatch(/, revoked, SM2$/u);
  });

  it('withdraws its case where only its own token is at hand', async () => {
    const tokenFile = await fileWith(await tokenOf('smoke-1'));

    const { well, lines } = await tried({ tokenFile });

    expect(well).toBe(true);
    expect(lines.at(-1)).toContain('ended withdrawn and its file is kept');
  });

  it('leaves no trace with applicants, officers, supervisors, the province or the SMS', async () => {
    const before = await ask<{ licences: unknown[] }>('/_local/province');

    const { well } = await tried();

    expect(well).toBe(true);
    expect(await ask('/_local/messages')).toEqual([]);
    expect(await ask('/_local/province')).toEqual(before);
    const supervisor = await Person.signIn(product.origin, 'supervisor-1');
    const statistics = await supervisor.get<{ days: unknown[] }>('/statistics?from=2026-03-01&to=2026-03-31');
    expect(statistics.days).toEqual([]);
    const board = await supervisor.get<{ total: { open: number } }>('/board');
    expect(board.total.open).toBe(0);
  });

  it('withdraws first what an earlier run has left open', async () => {
    const left = await submitted(await Person.signIn(product.origin, 'smoke-1'), FORM_OF_TIME_1);

    const { well, lines } = await tried({ extent: 'withdraw' });

    expect(well).toBe(true);
    expect(lines.find((line) => line.includes('tidy'))).toContain('1 cases left open before');
    const holder = await Person.signIn(product.origin, 'smoke-1');
    expect(await holder.get(`/applications/${left.id}`)).toMatchObject({
      status: 'withdrawn',
      synthetic: true,
    });
  });

  it('tries no case where it is told to keep to the open routes', async () => {
    const { well, lines } = await tried({ extent: 'open' });

    expect(well).toBe(true);
    expect(stepsIn(lines)).toEqual(['health', 'openapi', 'jwks', 'form-guide', 'eligibility']);
    expect(lines.at(-1)).toContain('no case');
  });

  it('refuses the token of an officer, who would play the applicant', async () => {
    const tokenFile = await fileWith(JSON.stringify({ smoke: await tokenOf('acceptor-1') }));

    const { well, lines } = await tried({ tokenFile });

    expect(well).toBe(false);
    expect(lines.at(-1)).toMatch(
      /^The step “sign-in” failed: The token belongs to an account with the roles acceptor;/u,
    );
  });

  it('names the step that failed and withdraws its case, which the next run can do without', async () => {
    const refuse = { service: 'lambda', operation: 'check', kind: 'error', times: 50 };
    ok(await call(`${product.origin}/_local/faults`, 'POST', { body: refuse }));

    const { well, lines } = await tried({ patienceSeconds: 1 });

    expect(well).toBe(false);
    expect(lines.at(-2)).toMatch(/^The step “check” failed: After 1 s the case \w{26} is not so far/u);
    expect(lines.at(-1)).toMatch(/^The synthetic case \w{26} was withdrawn\.$/u);
  });
});

describe('a token file', () => {
  it.each([
    ['nothing', '', 'is empty'],
    ['no JSON', '{"smoke": ', 'is no JSON'],
    ['nobody for the smoke test', '{"acceptor": "a"}', 'is no token file'],
    [
      'some of the officers',
      '{"smoke": "s", "acceptor": "a"}',
      'a whole case needs acceptor, reviewer, approver',
    ],
  ])('with %s fails the step “tokens” and is not repeated', async (_what, text, words) => {
    const tokenFile = await fileWith(text);

    const { well, lines } = await tried({ tokenFile });

    expect(well).toBe(false);
    expect(lines.at(-1)).toMatch(/^The step “tokens” failed: /u);
    expect(lines.at(-1)).toContain(words);
  });
});

describe('the call of a smoke test', () => {
  it('is told everything that is wrong with it at once', () => {
    expect(
      optionsOf(['--url', 'http://huzhu.example.cn', '--token-file', '/none', '--withdraw', '--open-only']),
    ).toEqual({
      wrong: [
        '--url: http://huzhu.example.cn must be https.',
        '--token-file: there is no /none.',
        '--withdraw and --open-only do not go together.',
      ],
    });
    expect(optionsOf(['--url', 'ftp://x', '--patience', 'long'])).toEqual({
      wrong: [
        '--url: “ftp://x” is no http(s) address.',
        '--patience must be a number of seconds from 1 to 3600, not “long”.',
      ],
    });
    expect(optionsOf([])).toEqual({ wrong: ['--url is missing.'] });
  });
});
