import divisions from './divisions.json' with { type: 'json' };

/** A unit of the administrative division, by its GB/T 2260 code: 2 digits province, 4 city, 6 county, 9 township. */
export interface Division {
  readonly code: string;
  readonly name: string;
}

/** GB/T 2260 code of Zhejiang, the prefix of every code in it. */
const ZHEJIANG = '33';

/** The 34 province-level units, by code. @see docs/rules.md#division */
export const PROVINCES: readonly Division[] = listOf(divisions.provinces);
/** Zhejiang's 11 cities, four digits. */
export const ZHEJIANG_CITIES: readonly Division[] = listOf(divisions.zhejiangCities);
/** Zhejiang's 90 counties, districts and county-level cities of today, six digits; abolished ones are not listed. */
export const ZHEJIANG_COUNTIES: readonly Division[] = listOf(divisions.zhejiangCounties);
/** Suichang's 20 streets, towns and townships, nine digits. */
export const SUICHANG_TOWNSHIPS: readonly Division[] = listOf(divisions.suichangTownships);

const NAMES = new Map(
  [...PROVINCES, ...ZHEJIANG_CITIES, ...ZHEJIANG_COUNTIES, ...SUICHANG_TOWNSHIPS].map(({ code, name }) => [
    code,
    name,
  ]),
);

/** A county as its data name it: its code, and its townships where they are not known here. */
export interface CountyDivision {
  readonly divisionCode: string;
  readonly townships?: readonly Division[] | undefined;
}

/** The county's streets, towns and townships: those its data list, else those known here; none of an unknown county. */
export function townshipsOf({ divisionCode, townships }: CountyDivision): readonly Division[] {
  return townships ?? SUICHANG_TOWNSHIPS.filter(({ code }) => code.startsWith(divisionCode));
}

/** Whether the two digits are a province, municipality, autonomous or special administrative region. */
export function isProvinceCode(code: string): boolean {
  return PROVINCES.some((province) => province.code === code);
}

/** Whether a six-digit county code or nine-digit township code, in use or abolished, is written well: only the province is looked up. */
export function isDivisionCode(code: string): boolean {
  return /^\d{6}(?:\d{3})?$/u.test(code) && isProvinceCode(code.slice(0, 2));
}

/** Whether the place lies in Zhejiang, abolished counties included. @param code six or nine digits */
export function isInZhejiang(code: string): boolean {
  return isDivisionCode(code) && code.startsWith(ZHEJIANG);
}

/**
 * The full name, from the province down, as far as this product knows it: 浙江省丽水市遂昌县.
 * @returns undefined when not even the province is known; the rest of an unknown code is left out
 */
export function divisionName(code: string): string | undefined {
  const names = [2, 4, 6, 9]
    .filter((length) => length <= code.length)
    .flatMap((length) => NAMES.get(code.slice(0, length)) ?? []);
  return names.length > 0 ? names.join('') : undefined;
}

function listOf(table: Readonly<Record<string, string>>): readonly Division[] {
  return Object.entries(table)
    .map(([code, name]) => ({ code, name }))
    .sort((a, b) => (a.code < b.code ? -1 : 1));
}
