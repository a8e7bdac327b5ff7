/** What is said to a person, in both languages; `{name}` is filled from the params. Chinese is the default. */
export interface Wording {
  readonly zh: string;
  readonly en: string;
}

export type Language = keyof Wording;

/** Fills the placeholders; one that has no param stays as it is. */
export function say(
  wording: Wording,
  language: Language,
  params: Readonly<Record<string, string | number>> = {},
): string {
  return wording[language].replaceAll(/\{(\w+)\}/gu, (whole, name: string) =>
    Object.hasOwn(params, name) ? String(params[name] ?? whole) : whole,
  );
}
