import edition2026 from '../../functions/domain/calendars/2026.json' with { type: 'json' };

/** Invented for these tests: nobody has published a notice of 2027 yet, and this is none. */
export const INVENTED_2027 = {
  year: 2027,
  notice: {
    title: '（测试用，虚构）2027年部分节假日安排',
    dated: '2026-11-20',
    url: 'https://www.example.org/invented/2027',
  },
  offDays: [
    { date: '2027-01-01', name: '元旦' },
    { date: '2027-02-05', name: '春节' },
    { date: '2027-04-05', name: '清明节' },
    { date: '2027-05-01', name: '劳动节' },
    { date: '2027-06-09', name: '端午节' },
    { date: '2027-09-15', name: '中秋节' },
    { date: '2027-10-01', name: '国庆节' },
  ],
  makeUpWorkdays: [],
} as const;

/** The notice of 2026 with one more day off, Tuesday, 3 March; invented as well. */
export const AMENDED_2026 = {
  ...edition2026,
  notice: { ...edition2026.notice, title: `${edition2026.notice.title}（测试用，虚构的修订）` },
  offDays: [...edition2026.offDays, { date: '2026-03-03', name: '虚构假日' }],
};
