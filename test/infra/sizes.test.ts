import { beforeAll, describe, expect, it } from 'vitest';
import { API_FUNCTIONS, STEPS } from '../../functions/manifest.ts';
import { SCHEDULES } from '../../functions/timetable.ts';
import { memoryOf, processorShare, readSizes, type Size, timeoutOf } from '../../infra/aws/sizes.ts';
import { synthesise, type Synthesised } from './synthesised.ts';

let county: Synthesised;
beforeAll(async () => {
  county = await synthesise('cn-northwest-1');
});

/** The measured figures of one function, these but for what is said. */
function measured(name: string, { maxRssMiB = 80, load = 50, first = 50, max = 50 } = {}) {
  const size: Size = {
    maxRssMiB,
    loadCpuMs: load,
    callCpuMs: { first, median: 5, max },
    calls: 10,
    logBytes: 200,
    measuredAt: '2026-11-23',
    node: 'v24.0.0',
  };
  return { machine: 'a machine', functions: { [name]: size } };
}

describe('The measured sizes', () => {
  it('are there for every function, and for no other', () => {
    const names = [
      ...Object.keys(API_FUNCTIONS),
      ...STEPS.map(({ name }) => name),
      ...SCHEDULES.map(({ name }) => name),
    ];

    expect(Object.keys(readSizes().functions).toSorted()).toEqual(names.toSorted());
  });

  it('are asked for where a function has none', () => {
    expect(() => memoryOf('hello')).toThrow('The size of hello was not measured: run npm run sizes');
  });
});

describe('The memory of a function', () => {
  it.each([
    ['its peak with room for six tenths more, in steps of 128', 'submit', { maxRssMiB: 90 }, 256],
    ['and exactly a step where that suffices', 'submit', { maxRssMiB: 80 }, 128],
    ['more where the largest files need it', 'staff', { maxRssMiB: 300 }, 512],
    ['so much that the machine waits 2.5 s for a cold start', 'submit', { load: 250, first: 250 }, 384],
    ['so much that a person waits 1.5 s for a cold start', 'staff', { load: 225, first: 225 }, 640],
    ['so much that the hardest call takes 15 s', 'staff', { max: 3_000 }, 384],
  ])('is %s', (_why, name, figures, memoryMiB) => {
    expect(memoryOf(name, measured(name, figures))).toBe(memoryMiB);
  });

  it('brings its share of a processor, one at 1,769 MiB', () => {
    expect(processorShare(1_769)).toBe(1);
    expect(processorShare(256)).toBeCloseTo(0.145, 3);
  });
});

describe('The time limit of a call', () => {
  it.each([
    ['ten seconds where it asks nobody but AWS', 'issue', ['table-get', 'licence-key'], 30, 10],
    ['two short messages’ time more where it sends them', 'conclude', ['table-get', 'sms'], 60, 30],
    ['two of the province’s three attempts more where it asks the province', 'check', ['province'], 60, 40],
    ['never more than may be', 'staff', ['province', 'sms'], 29, 29],
    ['all that may be for what goes through a list', 'sweep', ['table-get'], 300, 300],
  ] as const)('is %s', (_why, name, touches, atMost, seconds) => {
    expect(timeoutOf(name, touches, atMost)).toBe(seconds);
  });

  it('ends before API Gateway gives up, and before a claimed message is taken for lost', () => {
    const limits = county
      .all('Lambda::Function')
      .map(({ Properties }) => [String(Properties['Description']), Number(Properties['Timeout'])] as const);

    const api = limits.filter(([what]) => what.startsWith('API'));
    const steps = limits.filter(([what]) => what.startsWith('Step'));
    expect(Math.max(...api.map(([, seconds]) => seconds))).toBeLessThan(30);
    expect(Math.max(...steps.map(([, seconds]) => seconds))).toBeLessThan(35);
    expect(api).toHaveLength(4);
    expect(steps).toHaveLength(STEPS.length);
  });
});

describe('The template', () => {
  it('gives each function the memory of its measured size', () => {
    const given = county
      .all('Lambda::Function')
      .map(({ Properties }) => [
        /(?:API: |Step |Scheduled: )([a-z-]+)/u.exec(String(Properties['Description']))?.[1] ?? '',
        Properties['MemorySize'],
      ]);

    expect(Object.fromEntries(given)).toEqual(
      Object.fromEntries(Object.keys(readSizes().functions).map((name) => [name, memoryOf(name)])),
    );
  });
});
