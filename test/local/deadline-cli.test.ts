import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';

function deadline(...instants: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['infra/local/deadline.ts', ...instants], {
    encoding: 'utf8',
    env: { PATH: process.env['PATH'] },
  });
  return { status, lines: stdout.split('\n').filter(Boolean), faults: stderr.split('\n').filter(Boolean) };
}

describe('the deadline command', () => {
  it('prints one line of proof for each instant, in the order they were asked', () => {
    const { status, lines, faults } = deadline('2024-12-31T10:00:00+08:00', '2026-02-13T01:00:00Z');

    const [first, second] = lines.map((line): unknown => JSON.parse(line));
    expect({ status, faults }).toEqual({ status: 0, faults: [] });
    expect(lines).toHaveLength(2);
    expect(first).toMatchObject({
      acceptedAt: '2024-12-31T10:00:00.000+08:00',
      acceptedOn: '2024-12-31',
      workingDays: ['2025-01-02', '2025-01-03'],
      skipped: [{ date: '2025-01-01', why: '元旦' }],
      warnAt: '2025-01-03T08:30:00.000+08:00',
      dueAt: '2025-01-03T17:30:00.000+08:00',
      deadlineOn: '2025-01-03',
      deadlineAt: '2025-01-04T00:00:00.000+08:00',
      calendar: [{ year: 2025, number: '国办发明电〔2024〕12号' }],
    });
    expect(second).toMatchObject({ acceptedOn: '2026-02-13', workingDays: ['2026-02-14', '2026-02-24'] });
  });

  it('says that a calendar is not published, what to do, and still answers the others', () => {
    const { status, lines, faults } = deadline('2026-12-30T09:00:00+08:00', '2026-12-29T09:00:00+08:00');

    expect(status).toBe(2);
    expect(lines).toHaveLength(1);
    expect(lines[0]).toContain('"deadlineOn":"2026-12-31"');
    expect(faults).toEqual([
      expect.stringMatching(
        /^CALENDAR_NOT_PUBLISHED: 2026-12-30T09:00:00\+08:00 needs the holiday notice of 2027.*2027\.json/u,
      ),
    ]);
  });

  it('tells every malformed instant at once and how to write it', () => {
    const { status, lines, faults } = deadline(
      '2026-03-02T09:00:00+08:00',
      '2026-03-02T09:00',
      '2026-03-02',
      '2026-02-30T09:00+08:00',
      'tomorrow',
    );

    expect({ status, lines }).toEqual({ status: 2, lines: [] });
    expect(faults).toEqual([
      'MALFORMED: "2026-03-02T09:00": the offset is missing; for China write 2026-03-02T09:00+08:00',
      'MALFORMED: "2026-03-02": the time of day is missing, for example 2026-03-02T09:00:00+08:00',
      'MALFORMED: "2026-02-30T09:00+08:00": there is no day 2026-02-30',
      'MALFORMED: "tomorrow": not an instant; write it like 2026-03-02T09:00:00+08:00',
    ]);
  });

  it('without an instant shows how it is used', () => {
    const { status, lines, faults } = deadline();

    expect({ status, lines }).toEqual({ status: 2, lines: [] });
    expect(faults[0]).toBe('Usage: npm run deadline -- <instant>...');
  });
});
