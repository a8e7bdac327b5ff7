import { countyDay } from './county-day.ts';

/** `npm run county-day [-- <cases>]`: one day of a county on the virtual clock, 300 cases; its figures as JSON; exit 1 unless all was well. */
const LARGEST_GROWTH = 1.3;
const MOST_NEW_HANDLES = 20;

const begun = Date.now();
const day = await countyDay(Number(process.argv[2] ?? 300));
const { lost, duplicated, breaches, warm, end } = day;
console.log(JSON.stringify({ ...day, seconds: Math.round((Date.now() - begun) / 1000) }, undefined, 2));
const flat = end.rssBytes <= warm.rssBytes * LARGEST_GROWTH && end.handles <= warm.handles + MOST_NEW_HANDLES;
console.log(
  `lost ${lost.length}, duplicated ${duplicated.length}, breaches ${breaches.length}, flat ${flat}`,
);
process.exit(lost.length + duplicated.length + breaches.length === 0 && flat ? 0 : 1);
