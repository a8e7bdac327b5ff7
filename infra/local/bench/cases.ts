import { setTimeout as wait } from 'node:timers/promises';
import * as z from 'zod';
import { bareTransactions } from './bare-store.ts';
import { Door } from './door.ts';
import { median, report, secondsOf, share } from './figure.ts';
import type { MeasuredProduct } from './measured-product.ts';
import { machineAtRest, workAtPace, workThrough } from './office.ts';
import { Strangers } from './strangers.ts';
import { officersOf, onlineCase, peopleOf, type Course } from './online-case.ts';

/** How much is measured. */
export interface Extent {
  /** Cases that nobody measures. */
  readonly warmUp: number;
  /** Cases one by one, to count what each takes. */
  readonly alone: number;
  /** Times that the whole office works a batch. */
  readonly rounds: number;
  readonly batch: number;
  /** Transactions against the bare store. */
  readonly transactions: number;
  /** Cases at half of the measured rate. */
  readonly paced: number;
  /** Cases in all, after which the memory is read. */
  readonly total: number;
}

/** People who work at once: applicants and officers together. */
const HANDS = 8;
/** Cases open at once while the memory is watched. */
const AT_ONCE = 100;
/** Its time is the least that any call through this server takes. */
const NULL_ROUTE = 'GET /_local/clock';
const NULL_EVERY_MILLIS = 100;
/** Calls of the instruments are no part of the product. */
const INSTRUMENT = / \/_local\//u;
const WRITE = /^dynamodb (?:PutItem|UpdateItem|DeleteItem|TransactWriteItems|BatchWriteItem)$/u;

/** Figures of whole cases over HTTP: store operations, rate, processor time, times of the routes, memory. */
export async function measureCases(product: MeasuredProduct, extent: Extent): Promise<void> {
  const door = new Door(product.origin);
  const officers = await officersOf(door);
  const courses = peopleOf(extent.total).map((person) => onlineCase(door, officers, person));
  const empty = await product.usage();
  await workBatch(door, courses.splice(0, extent.warmUp));
  const writes = await countAlone(product, door, courses.splice(0, extent.alone));
  const rate = await measureRate(product, door, courses, extent, writes);
  const others = await Strangers.watch(product);
  await measureRoutes(door, courses.splice(0, extent.paced), rate / 2);
  await others.report('while the times above were taken');
  const before: [string, number] = ['before the first case', empty.rssBytes / 2 ** 20];
  const reportMemory = async (): Promise<void> => {
    const { rssBytes } = await product.usage();
    const done = extent.total - courses.length;
    report(`resident memory of the product after ${done} cases`, rssBytes / 2 ** 20, 'MiB', before);
  };
  await reportMemory();
  while (courses.length > 0) {
    // A session lasts half an hour, ten thousand cases may last longer.
    Object.assign(officers, await officersOf(door));
    await workBatch(door, courses.splice(0, AT_ONCE));
  }
  await reportMemory();
  report(
    'live heap of the product then, garbage collected',
    (await product.liveHeapBytes()) / 2 ** 20,
    'MiB',
  );
  door.close();
}

/** Whole cases with nothing measured. */
export async function workCases(product: MeasuredProduct, count: number): Promise<void> {
  const door = new Door(product.origin);
  const officers = await officersOf(door);
  await workBatch(
    door,
    peopleOf(count).map((person) => onlineCase(door, officers, person)),
  );
  door.close();
}

async function workBatch(door: Door, courses: readonly Course[]): Promise<void> {
  await workThrough(courses, HANDS);
  await machineAtRest(door);
}

/** Calls a case makes when nobody looks before the machine is ready. @returns writes to the store a case */
async function countAlone(product: MeasuredProduct, door: Door, courses: readonly Course[]): Promise<number> {
  await product.usage();
  door.take();
  await workAtPace(courses, 1.5);
  await machineAtRest(door);
  const { counts } = await product.usage();
  const each = Object.entries(counts).map(([name, times]) => [name, times / courses.length] as const);
  for (const [name, times] of each.toSorted(([one], [other]) => (one < other ? -1 : 1)))
    report(`calls a case: ${name}`, times, 'calls');
  const http = productRoutes(door).reduce((sum, [, millis]) => sum + millis.length / courses.length, 0);
  report('calls a case: HTTP, with looking whether it is ready', http, 'calls');
  const store = sumOf(each, /^dynamodb /u);
  report('store operations a case', store, 'calls', [
    'HTTP calls and Lambda runs',
    http + sumOf(each, /^lambda /u),
  ]);
  return sumOf(each, WRITE);
}

/** Route → milliseconds of each answer, since the last look. */
function productRoutes(door: Door): (readonly [string, readonly number[]])[] {
  return [...door.take()].filter(([route]) => !INSTRUMENT.test(route));
}

function sumOf(each: readonly (readonly [string, number])[], names: RegExp): number {
  return each.filter(([name]) => names.test(name)).reduce((sum, [, times]) => sum + times, 0);
}

async function measureRate(
  product: MeasuredProduct,
  door: Door,
  courses: Course[],
  { rounds, batch, transactions }: Extent,
  writes: number,
): Promise<number> {
  const rates: number[] = [];
  const before = await product.usage();
  const others = await Strangers.watch(product);
  for (let round = 0; round < rounds; round += 1) {
    const some = courses.splice(0, batch);
    rates.push(some.length / (await secondsOf(() => workBatch(door, some))));
  }
  const after = await product.usage();
  await others.report('while the rate below was taken');
  const rate = median(rates);
  const cases = rounds * batch;
  const bare = await bareTransactions(product, transactions, HANDS);
  const bareCpu = ((await product.usage()).cpuMillis - after.cpuMillis) / transactions;
  const cpu = (after.cpuMillis - before.cpuMillis) / cases;
  const engine = (after.engineMillis - before.engineMillis) / cases;
  report('cases per second, end to end over HTTP', rate, 'cases/s', [
    'bare transactions a second by writes a case',
    bare / writes,
  ]);
  report('bare transactions per second', bare, 'transactions/s');
  report('processor time of the product a case', cpu, 'ms', [
    'the same number of bare writes, passed on',
    bareCpu * writes,
  ]);
  report('processor time of the database engine a case', engine, 'ms', ['of the product', cpu]);
  return rate;
}

/** Every route at a steady pace, beside the one that does nothing. */
async function measureRoutes(door: Door, courses: readonly Course[], perSecond: number): Promise<void> {
  door.take();
  const watch = new AbortController();
  const nothing = (async (): Promise<void> => {
    while (!watch.signal.aborted) {
      await door.ask('GET', '/_local/clock', z.unknown());
      await wait(NULL_EVERY_MILLIS);
    }
  })();
  await workAtPace(courses, perSecond);
  watch.abort();
  await nothing;
  const times = door.take();
  const null50 = share(times.get(NULL_ROUTE) ?? [], 0.5);
  const null99 = share(times.get(NULL_ROUTE) ?? [], 0.99);
  report('pace of the times below', perSecond, 'cases/s', ['the full rate', perSecond * 2]);
  const routes = [...times]
    .filter(([route]) => !INSTRUMENT.test(route))
    .toSorted(([one], [other]) => one.localeCompare(other));
  for (const [route, millis] of routes) {
    const name = `${route} (${millis.length} calls)`;
    report(`p50 of ${name}`, share(millis, 0.5), 'ms', [`p50 of ${NULL_ROUTE}`, null50]);
    report(`p99 of ${name}`, share(millis, 0.99), 'ms', [`p99 of ${NULL_ROUTE}`, null99]);
  }
  const all = routes.flatMap(([, millis]) => millis);
  report(`p50 of all ${all.length} calls`, share(all, 0.5), 'ms', [`p50 of ${NULL_ROUTE}`, null50]);
  report(`p99 of all ${all.length} calls`, share(all, 0.99), 'ms', [`p99 of ${NULL_ROUTE}`, null99]);
}
