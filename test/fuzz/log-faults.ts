import type { Secrets } from './secrets.ts';

/**
 * What a log must not hold: names, numbers and phones of people, tokens, lines that are none of ours, and faults.
 * @param tokens every token that was handed out
 */
export function logFaults(log: string, secrets: Secrets, tokens: ReadonlySet<string>): string[] {
  const lines = log.split('\n').filter(Boolean);
  const personal = secrets.inLog(log).map((secret) => `personal data: ${secret}`);
  const token = [...tokens].filter((one) => log.includes(one.slice(-40))).map(() => 'a token');
  const faults = lines.flatMap(unexpected).map((what) => `unexpected: ${what}`);
  return [...personal, ...new Set([...token, ...faults])];
}

/** What a line says that is none of the product’s own, or tells of a fault; without what differs from line to line. */
function unexpected(line: string): string[] {
  const told = Object.entries(fieldsOf(line)).filter(([name]) => !OF_THE_LINE.has(name));
  const { service, level } = Object.fromEntries(told);
  return service === 'huren' && level !== 'ERROR'
    ? []
    : [JSON.stringify(Object.fromEntries(told)).slice(0, 400)];
}

const OF_THE_LINE = new Set(['timestamp', 'requestId', 'applicationId']);

function fieldsOf(line: string): Readonly<Record<string, unknown>> {
  try {
    return JSON.parse(line) as Readonly<Record<string, unknown>>;
  } catch (error) {
    if (error instanceof SyntaxError) return { line };
    throw error;
  }
}
