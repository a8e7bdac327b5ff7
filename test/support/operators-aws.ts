import { readFile } from 'node:fs/promises';
import type { JourneyProduct } from './journey-product.ts';

/** Settings of an SDK client that asks the embedded cloud, as an operator's own credentials would. */
export async function operatorsAws({ origin, dataDir }: Pick<JourneyProduct, 'origin' | 'dataDir'>) {
  const credentials = JSON.parse(await readFile(`${dataDir}/credentials.json`, 'utf8')) as {
    accessKeyId: string;
    secretAccessKey: string;
  };
  return { endpoint: `${origin}/_local/aws`, region: 'cn-northwest-1', credentials };
}
