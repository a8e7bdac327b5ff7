import { readFile } from 'node:fs/promises';
import { STEPS } from '../../functions/manifest.ts';

/** The state machine's definition with every placeholder filled. @throws Error naming a placeholder nobody fills */
export async function machineDefinition(partition: string): Promise<string> {
  const text = await readFile(new URL('../../statemachines/recognition.asl.json', import.meta.url), 'utf8');
  const values: Readonly<Record<string, string>> = {
    Partition: partition,
    ...Object.fromEntries(STEPS.map(({ name, placeholder }) => [placeholder, name])),
  };
  return text.replaceAll(/\$\{(\w+)\}/gu, (_whole, placeholder: string) => {
    const value = values[placeholder];
    if (value === undefined) throw new Error(`Nothing fills \${${placeholder}} in recognition.asl.json`);
    return value;
  });
}
