import type { Route } from '../../functions/manifest.ts';

/** Requests a second in the long run, and how many may come at once. Above it the caller gets 429. */
export interface Throttle {
  readonly rate: number;
  readonly burst: number;
}

/** What a county of some 200,000 people could ever need, with room; each route has its own bucket. */
const READ: Throttle = { rate: 50, burst: 100 };
const WRITE: Throttle = { rate: 20, burst: 40 };
/** Open to anyone and dear: signing, asking the province, guessing. */
const OPEN_WRITE: Throttle = { rate: 10, burst: 20 };

/** The limit of a route: reading is cheap, writing without a sign-in is the dearest. */
export function throttleOf({ method, roles }: Pick<Route, 'method' | 'roles'>): Throttle {
  if (method === 'GET') return READ;
  return roles.length === 0 ? OPEN_WRITE : WRITE;
}
