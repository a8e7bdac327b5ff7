import type { Secrets } from './secrets.ts';

/**
 * What a log must not hold: names, numbers and phones of people, tokens, lines that are none of ours, and faults.
 * @param tokens every token that was handed out
 */
export function logFaults(log: string, secrets: Secrets, tokens: ReadonlySet<string>): string[] {
  const lines = log.split('\n').filter(Boolean);
  const personal = secrets.inLog(log).map((secret) => `personal data: ${secret}`);
  const token = [...tokens].filter((one) => log.includes(one.slice(-40))).map(() => 'a token');
  const faults = lines.filter((line) => !isOurs(line)).map((line) => `unexpected: ${line.slice(0, 400)}`);
  return [...personal, ...new Set([...token, ...faults])];
}

/** A line of the product's own logger that tells of no fault. */
function isOurs(line: string): boolean {
  try {
    const told = JSON.parse(line) as { level?: unknown; service?: unknown };
    return told.service === 'huren' && told.level !== 'ERROR';
  } catch (error) {
    if (error instanceof SyntaxError) return false;
    throw error;
  }
}
