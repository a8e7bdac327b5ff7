import type { CaseEvent } from './case-event.ts';
import type { CaseRecord } from './case-record.ts';
import { normaliseCitizenId } from './citizen-id.ts';
import { RuleError } from './rule-error.ts';
import { statusOf, type Status } from './status.ts';
import { timelineOf, type TimelineEntry } from './timeline.ts';
import type { Wording } from './wording.ts';

/** Where an application stands, in the applicant's words, and what comes next. */
const STATUS_WORDS: Readonly<Record<Status, Wording>> = {
  draft: { zh: '尚未提交。', en: 'Not submitted yet.' },
  submitted: {
    zh: '已收到您的申请，正在核对材料，等待受理。',
    en: 'We have your application and are looking through it; acceptance comes next.',
  },
  'awaiting-correction': {
    zh: '材料需要补正，请登录后一次补齐，期限和内容见下。',
    en: 'Something has to be corrected; sign in and do it all at once. What and by when is below.',
  },
  'in-review': { zh: '已受理，正在审核。', en: 'Accepted; under review.' },
  'in-approval': { zh: '审核完毕，正在审批。', en: 'Reviewed; waiting for the approval.' },
  issuing: { zh: '已批准，正在签发电子居住证。', en: 'Approved; the electronic permit is being issued.' },
  issued: {
    zh: '已办结：电子居住证已签发，请在“浙里办”“我的证照”中添加。',
    en: 'Done: the electronic permit is issued; add it in Zheliban under “My licences”.',
  },
  refused: {
    zh: '不予互认，全部理由和救济途径见下。',
    en: 'Refused; every reason, and what you can do, is below.',
  },
  'not-accepted': {
    zh: '不予受理，全部理由和救济途径见下。',
    en: 'Not accepted; every reason, and what you can do, is below.',
  },
  withdrawn: { zh: '已按您的要求撤回，可以重新申请。', en: 'Withdrawn as you asked; you may apply again.' },
  lapsed: {
    zh: '逾期未补正，已终止，可以重新申请。',
    en: 'The correction did not come in time, so the case was closed; you may apply again.',
  },
};

/** The status and its words. */
export function statusInWords(record: CaseRecord): { readonly status: Status; readonly words: Wording } {
  const status = statusOf(record.position);
  return { status, words: STATUS_WORDS[status] };
}

/** The refusal of what the case does not admit now, with where it stands. For applicants: the words speak to them. */
export function notAllowedNow(record: CaseRecord): RuleError {
  const { words } = statusInWords(record);
  const params = { stateZh: words.zh, stateEn: words.en };
  return new RuleError('ACTION_NOT_ALLOWED', [{ pointer: '', code: 'CASE_STATE', params }]);
}

/** What happened, for whoever has the number: the identifier of the permit stays with its holder. */
export function publicTimeline(events: readonly CaseEvent[]): TimelineEntry[] {
  return timelineOf(events).map((entry) =>
    entry.code === 'issued' ? { ...entry, zh: '电子居住证已签发', en: 'Electronic permit issued' } : entry,
  );
}

/** Whether these are the last four characters of the number, however they were typed. */
export function endsWith(citizenIdNumber: string | undefined, lastFour: string): boolean {
  const typed = normaliseCitizenId(lastFour);
  return typed.length === 4 && normaliseCitizenId(citizenIdNumber ?? '').slice(-4) === typed;
}
