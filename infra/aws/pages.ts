import { readFileSync } from 'node:fs';
import type { County } from '../../functions/domain/county.ts';

/** One file as it is published. */
export interface PageFile {
  /** Name in the bucket, and path under the domain. */
  readonly key: string;
  readonly contentType: string;
  readonly body: string;
}

const WEB = new URL('../../web/', import.meta.url);
const FILES = [
  ['index.html', 'text/html; charset=utf-8'],
  ['not-found.html', 'text/html; charset=utf-8'],
  ['style.css', 'text/css; charset=utf-8'],
] as const;

/**
 * The pages in `web`, with the county's data in the places of `{{…}}`.
 * @throws TypeError for a place that no datum fills
 */
export function pagesOf(county: County): PageFile[] {
  const values = valuesOf(county);
  return FILES.map(([key, contentType]) => ({
    key,
    contentType,
    body: readFileSync(new URL(key, WEB), 'utf8').replaceAll(/\{\{(\w+)\}\}/gu, (_place, name: string) => {
      const value = values.get(name);
      if (value === undefined) throw new TypeError(`web/${key} has a place for ${name}, which no county has`);
      return value;
    }),
  }));
}

/** Ready to stand in HTML. */
function valuesOf({ name, rules, hours, issuer, offices, sms, web }: County): ReadonlyMap<string, string> {
  const icp = web?.icpNumber;
  return new Map([
    ['county', text(name)],
    ['issuer', text(issuer.name)],
    ['months', String(rules.months)],
    ['guardianAge', String(rules.appliesAloneFromAge)],
    ['opensAt', hours.opensAt],
    ['closesAt', hours.closesAt],
    ['enquiries', text(sms.enquiries)],
    ['enquiriesLink', sms.enquiries.replaceAll(/[^\d+]/gu, '')],
    ['offices', offices.map((office) => `<li>${text(office.name)}</li>`).join('\n          ')],
    // The filing number stands on every page and leads to the ministry's register (备案管理办法, art. 13).
    ['icp', icp ? `<p><a href="https://beian.miit.gov.cn/">${text(icp)}</a></p>` : ''],
  ]);
}

function text(raw: string): string {
  return raw.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}
