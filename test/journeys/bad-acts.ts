import type { Method } from './client.ts';
import { pdfFile } from './files.ts';
import { CONSENTS, PAPER_CONSENTS } from './forms.ts';

/** Where the cases stand on which something is tried that does not fit. */
export const NAMES = ['submitted', 'asked', 'asked-at-window', 'issued', 'withdrawn', 'lapsed'] as const;
export type Name = (typeof NAMES)[number];
export interface Sent {
  readonly by?: 'owner' | 'stranger' | 'clerk' | 'acceptor';
  readonly method?: Method;
  /** After `/applications/{id}`, or `/cases/{id}` of staff. */
  readonly path: string;
  readonly body?: unknown;
}

export const STATE = ' CASE_STATE';
export const SIGNED = { version: 2, ...CONSENTS };
const PDF = pdfFile().declared;

/** What is tried: the rule, the case, the call, the answer with its defects, and words that must be in it. */
export const BAD_ACTS: readonly (readonly [
  rule: string,
  on: Name,
  sent: Sent,
  told: readonly (string | number)[],
  words: string,
])[] = [
  [
    'a draft that is submitted is not changed',
    'submitted',
    { method: 'PUT', path: '', body: { version: 1, form: {} } },
    [409, 'ACTION_NOT_ALLOWED', STATE],
    '等待受理',
  ],
  [
    'nor gets another paper',
    'submitted',
    { path: '/materials', body: { version: 1, ground: 'employment', box: 'LABOR_CONTRACT', ...PDF } },
    [409, 'ACTION_NOT_ALLOWED', STATE],
    '等待受理',
  ],
  [
    'nor loses one',
    'submitted',
    { method: 'DELETE', path: '/materials/01ARZ3NDEKTSV4RRFFQ69G5FAV?version=1' },
    [409, 'ACTION_NOT_ALLOWED', STATE],
    '等待受理',
  ],
  [
    'nor is corrected unasked',
    'submitted',
    { path: '/correction', body: SIGNED },
    [409, 'ACTION_NOT_ALLOWED', STATE],
    '等待受理',
  ],
  [
    'nor by a stranger, who learns nothing',
    'submitted',
    { by: 'stranger', path: '/correction', body: SIGNED },
    [404, 'NOT_FOUND'],
    '',
  ],
  [
    'nor withdrawn by a stranger',
    'submitted',
    { by: 'stranger', path: '/withdrawal', body: { version: 1 } },
    [404, 'NOT_FOUND'],
    '',
  ],
  [
    'nor by an officer',
    'submitted',
    { by: 'acceptor', path: '/withdrawal', body: { version: 1 } },
    [403, 'NOT_ALLOWED'],
    '',
  ],
  [
    'nor at another version',
    'submitted',
    { path: '/withdrawal', body: { version: 9 } },
    [409, 'STALE_VERSION'],
    '',
  ],
  [
    'nor without one',
    'submitted',
    { path: '/withdrawal', body: { version: '1' } },
    [400, 'MALFORMED', '/version FIELD_TYPE'],
    '',
  ],
  [
    'a correction changes something',
    'asked',
    { path: '/correction', body: SIGNED },
    [422, 'CORRECTION_UNCHANGED'],
    '',
  ],
  [
    'and names the version',
    'asked',
    { path: '/correction', body: { ...SIGNED, version: 9 } },
    [409, 'STALE_VERSION'],
    '',
  ],
  [
    'and brings no paper that was not asked for',
    'asked',
    { path: '/materials', body: { version: 2, ground: 'employment', box: 'LABOR_CONTRACT', ...PDF } },
    [422, 'MATERIAL_REFUSED', '/ground MATERIAL_NOT_OPEN'],
    '',
  ],
  [
    'and is the owner’s, online',
    'asked',
    { by: 'clerk', path: '/correction', body: { version: 2, ...PAPER_CONSENTS } },
    [404, 'NOT_FOUND'],
    '',
  ],
  [
    'a permit that is issued is not withdrawn',
    'issued',
    { path: '/withdrawal', body: { version: 4 } },
    [409, 'ACTION_NOT_ALLOWED', STATE],
    '电子居住证已签发',
  ],
  [
    'nor corrected',
    'issued',
    { path: '/correction', body: SIGNED },
    [409, 'ACTION_NOT_ALLOWED', STATE],
    '电子居住证已签发',
  ],
  [
    'what is withdrawn is not withdrawn at another version',
    'withdrawn',
    { path: '/withdrawal', body: { version: 7 } },
    [409, 'ACTION_NOT_ALLOWED', STATE],
    '已按您的要求撤回',
  ],
  [
    'nor submitted again',
    'withdrawn',
    { path: '/submission', body: { ...SIGNED, version: 77 } },
    [409, 'ACTION_NOT_ALLOWED', STATE],
    '已按您的要求撤回',
  ],
];
