import { readFile } from 'node:fs/promises';
import { STEPS } from '../../functions/manifest.ts';

const PRESENT = new URL('../../statemachines/recognition.asl.json', import.meta.url);

/**
 * A definition of the state machine with every placeholder filled.
 * @param file the present definition unless said otherwise
 * @throws Error naming a placeholder nobody fills
 */
export async function machineDefinition(partition: string, file = PRESENT): Promise<string> {
  const text = await readFile(file, 'utf8');
  const values: Readonly<Record<string, string>> = {
    Partition: partition,
    ...Object.fromEntries(STEPS.map(({ name, placeholder }) => [placeholder, name])),
  };
  return text.replaceAll(/\$\{(\w+)\}/gu, (_whole, placeholder: string) => {
    const value = values[placeholder];
    if (value === undefined) throw new Error(`Nothing fills \${${placeholder}} in ${file.pathname}`);
    return value;
  });
}
