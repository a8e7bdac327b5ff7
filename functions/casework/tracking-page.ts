import { formatApplicationNumber } from '../domain/application-number.ts';
import { addDays, dayOf, type Instant } from '../domain/instant.ts';
import { say, type Language, type Wording } from '../domain/wording.ts';
import { markup, page, type Markup } from './html.ts';
import type { Tracking } from './track-case.ts';

const TEXT = {
  title: { zh: '居住证互认转换申请进度查询', en: 'Where is my application?' },
  number: { zh: '申请编号', en: 'Application number' },
  numberHint: { zh: '见回执或短信，共17位。', en: 'On the receipt or in the SMS; 17 characters.' },
  lastFour: { zh: '公民身份号码后四位', en: 'Last four characters of the identity number' },
  lastFourHint: { zh: '末位是字母的，请填X。', en: 'If the last one is a letter, it is X.' },
  ask: { zh: '查询', en: 'Look it up' },
  again: { zh: '再查一件', en: 'Look up another' },
  state: { zh: '目前状态', en: 'Where it stands' },
  received: { zh: '收到时间', en: 'Received' },
  acceptBy: { zh: '受理答复期限', en: 'To be accepted or answered by' },
  due: { zh: '办结期限', en: 'To be decided by' },
  correctBy: { zh: '补正期限', en: 'To be corrected by' },
  how: { zh: '期限怎样计算', en: 'How the date is computed' },
  computation: {
    zh: '受理当日（{day}）不计入，自次日起计算两个工作日。',
    en: 'The day of acceptance ({day}) does not count; the two working days begin on the next.',
  },
  counted: { zh: '计入的工作日', en: 'Working days that count' },
  skipped: { zh: '不计入的日子', en: 'Days that do not count' },
  none: { zh: '无', en: 'none' },
  weekend: { zh: '周末', en: 'weekend' },
  reasons: { zh: '全部理由', en: 'Every reason' },
  article: { zh: '依据', en: 'By' },
  note: { zh: '说明', en: 'The officer adds' },
  overdue: { zh: '超期情况', en: 'Delay' },
  since: { zh: '法定期限', en: 'The law’s limit was' },
  why: { zh: '超期原因', en: 'Why it is late' },
  permit: { zh: '证照状态', en: 'The permit' },
  remedies: { zh: '救济途径', en: 'What you can do' },
  timeline: { zh: '办理经过', en: 'What has happened' },
  wrong: { zh: '没有查到', en: 'Not found' },
  wrongHint: {
    zh: '申请编号或者公民身份号码后四位不对，请逐位核对后再试。',
    en: 'The application number or the four characters are wrong; check each one and try again.',
  },
} as const satisfies Record<string, Wording>;

/** The empty form, or the one that was sent, with what was wrong. The four characters are never shown again. */
export function trackingForm(
  language: Language,
  applicationNumber = '',
  problem?: { readonly code: string; readonly title: string },
): string {
  const t = (name: keyof typeof TEXT) => say(TEXT[name], language);
  const isWrong = problem?.code === 'NOT_FOUND' || problem?.code === 'MALFORMED';
  const told = problem && (isWrong ? t('wrongHint') : problem.title);
  return page(language, t('title'), [
    ...(told
      ? [markup`<p class="problem" role="alert" id="problem">${isWrong ? `${t('wrong')}：` : ''}${told}</p>`]
      : []),
    markup`<form method="post" action="/tracking">
      <label for="applicationNumber">${t('number')}</label>
      <input
        id="applicationNumber"
        name="applicationNumber"
        value="${applicationNumber}"
        required
        maxlength="40"
        autocomplete="off"
        autocapitalize="characters"
        spellcheck="false"
        aria-describedby="numberHint${told ? ' problem' : ''}"
      />
      <p class="hint" id="numberHint">${t('numberHint')}</p>
      <label for="idLastFour">${t('lastFour')}</label>
      <input
        id="idLastFour"
        name="idLastFour"
        required
        maxlength="8"
        autocomplete="off"
        autocapitalize="characters"
        spellcheck="false"
        aria-describedby="lastFourHint"
      />
      <p class="hint" id="lastFourHint">${t('lastFourHint')}</p>
      <button type="submit">${t('ask')}</button>
    </form>`,
  ]);
}

/** Where a case stands, as a page. */
export function trackingPage(tracking: Tracking, language: Language): string {
  const t = (name: keyof typeof TEXT) => say(TEXT[name], language);
  const { due, reasons, remedies, correctBy, acceptBy, timeline, overdue, permit } = tracking;
  const row = (name: keyof typeof TEXT, value: string | null) =>
    value === null
      ? []
      : [
          markup`<dt>${t(name)}</dt>
            <dd>${value}</dd>`,
        ];
  const dueAt = due?.dueAt ?? null;
  const why = (overdue?.reasons ?? []).map((reason) => say(reason, language));
  return page(language, t('title'), [
    markup`<dl>
      ${[
        ...row('number', formatApplicationNumber(tracking.applicationNumber)),
        ...row('state', say(tracking.words, language)),
        ...row('received', minuteOf(tracking.receivedAt)),
        ...row('acceptBy', acceptBy && limitOf(acceptBy)),
        ...row('correctBy', correctBy && limitOf(correctBy)),
        ...row('due', dueAt && minuteOf(dueAt)),
        ...row('permit', permit && `${say(permit.words, language)}（${minuteOf(permit.since)}）`),
        ...row('overdue', overdue && say(overdue.words, language)),
        ...row('since', overdue && limitOf(overdue.since)),
        ...row('why', why.length > 0 ? why.join('；') : null),
      ]}
    </dl>`,
    ...(reasons.length > 0
      ? [
          markup`<h2>${t('reasons')}</h2>
            <ol>
              ${reasons.map((reason) => markup`<li>${reasonText(reason, language)}</li>`)}
            </ol>`,
        ]
      : []),
    ...(remedies
      ? [
          markup`<h2>${t('remedies')}</h2>
            <p>${say(remedies, language)}</p>`,
        ]
      : []),
    ...(due && dueAt ? [computation(due, language)] : []),
    markup`<h2>${t('timeline')}</h2>
      <ol>
        ${timeline.map((entry) => markup`<li><time datetime="${entry.at}">${minuteOf(entry.at)}</time> ${say(entry, language)}</li>`)}
      </ol>
      <p><a href="/tracking">${t('again')}</a></p>`,
  ]);
}

/** The reason, its article, and what the officer adds to it. */
function reasonText(reason: Tracking['reasons'][number], language: Language): string {
  const t = (name: 'article' | 'note') => say(TEXT[name], language);
  const note = reason.note === null ? '' : ` ${t('note')}：${reason.note}`;
  return `${say(reason, language)} ${t('article')}：${reason.article}。${note}`;
}

function computation(
  { acceptedOn, counted, skipped }: NonNullable<Tracking['due']>,
  language: Language,
): Markup {
  const t = (name: keyof typeof TEXT) => say(TEXT[name], language);
  const days = (all: readonly string[]) => (all.length > 0 ? all.join('、') : t('none'));
  const named = skipped.map(({ date, why }) => `${date}（${why === 'weekend' ? t('weekend') : why}）`);
  return markup`<h2>${t('how')}</h2>
    <p>${say(TEXT.computation, language, { day: acceptedOn })}</p>
    <dl>
      <dt>${t('counted')}</dt>
      <dd>${days(counted)}</dd>
      <dt>${t('skipped')}</dt>
      <dd>${days(named)}</dd>
    </dl>`;
}

/** `2026-03-04 17:30`, office zone. */
function minuteOf(instant: Instant): string {
  return `${dayOf(instant)} ${instant.slice(11, 16)}`;
}

/** A limit at the end of a day is that day's 24:00, as the law says it, not the next day's 00:00. */
function limitOf(instant: Instant): string {
  const minute = minuteOf(instant);
  return minute.endsWith(' 00:00') ? `${addDays(dayOf(instant), -1)} 24:00` : minute;
}
