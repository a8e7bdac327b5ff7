import type { Plan } from './plan.ts';
import type { Live } from './pool.ts';

/** The second id of a path. */
export function materialId({ path, oddId, choice }: Plan, live: Live | undefined): string {
  if (path === 'odd' && choice % 2 === 0) return oddId;
  return live?.materials[choice % Math.max(1, live.materials.length)] ?? '01JNB6M4A0000000000000000A';
}

/** The header that says what the body is, or does not. */
export function contentType({ body, salt }: Plan): Record<string, string> {
  if (body !== 'unsaid-type') return { 'content-type': 'application/json' };
  const odd = [
    'text/plain',
    'application/xml',
    'application/x-www-form-urlencoded',
    'multipart/form-data',
    'x',
    '',
  ];
  const chosen = odd[salt % odd.length] ?? '';
  return chosen === '' ? {} : { 'content-type': chosen };
}

/** With its question mark; empty where there is none. */
export function queryOf({ query, queryIs, nonsense, salt }: Plan): string {
  if (queryIs === 'missing') return '';
  const pairs = Object.entries(query).map(([name, value]): [string, string] => [name, String(value)]);
  if (queryIs === 'doubled') pairs.push(...pairs);
  if (queryIs === 'odd') {
    const odd =
      typeof nonsense === 'string' ? nonsense.toWellFormed().slice(0, 400) : (JSON.stringify(nonsense) ?? '');
    if (pairs[0] && salt % 2 === 0) pairs[0] = [pairs[0][0] ?? '', odd.slice(0, 400)];
    else pairs.push([['__proto__', 'version', 'x', 'page[]'][salt % 4] ?? 'x', odd.slice(0, 200)]);
  }
  const text = new URLSearchParams(pairs).toString();
  if (queryIs === 'odd' && salt % 7 === 0) return `?${text}&%zz=%&=&&`;
  return text === '' ? '' : `?${text}`;
}

/** Above what a form may weigh; or above what the gateway itself takes. */
export function tooLarge(forTheGateway: boolean): Buffer {
  return Buffer.from(JSON.stringify({ pad: '字'.repeat(forTheGateway ? 3_600_000 : 95_000) }));
}

/** As it is sent; empty for what JSON has no word for. */
export function asJson(value: unknown): Buffer {
  return Buffer.from(JSON.stringify(value) ?? '');
}
