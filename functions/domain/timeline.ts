import type { CaseEvent, CaseFact } from './case-event.ts';
import type { Instant } from './instant.ts';
import type { Wording } from './wording.ts';

/** One line of what happened, in the applicant's words. */
export interface TimelineEntry extends Wording {
  readonly at: Instant;
  readonly code: string;
}

/** What happened to a case, as a layman reads it; what concerns only the office is left out. */
export function timelineOf(events: readonly CaseEvent[]): TimelineEntry[] {
  return events.flatMap(({ at, fact }) => {
    const words = wordsFor(fact);
    return words ? [{ at, ...words }] : [];
  });
}

function wordsFor(fact: CaseFact): ({ code: string } & Wording) | undefined {
  switch (fact.type) {
    case 'submitted':
      return {
        code: 'received',
        zh: `收到申请，编号${fact.applicationNumber}`,
        en: `Application received, number ${fact.applicationNumber}`,
      };
    case 'materials-kept':
      return {
        code: 'materials-kept',
        zh: `${fact.keys.length}份材料已存档`,
        en: `${fact.keys.length} files kept`,
      };
    case 'checked':
      return { code: 'checked', zh: '系统核查完成', en: 'Facts checked' };
    case 'decided':
      return { code: `${fact.stage}-${fact.outcome}`, ...decisionWords(fact) };
    case 'corrected':
      return { code: 'corrected', ...DECISIONS.correct };
    case 'withdrawn':
      return { code: 'withdrawn', ...DECISIONS.withdraw };
    case 'lapsed':
      return { code: 'lapsed', ...DECISIONS.lapse };
    case 'deemed-accepted':
      return {
        code: 'deemed-accepted',
        zh: '超过五个工作日未答复，自收到之日起即为受理',
        en: 'No answer for five working days: accepted from receipt',
      };
    case 'issued':
      return {
        code: 'issued',
        zh: `电子居住证已签发，证照标识${fact.licenceId}`,
        en: `Electronic permit issued, ${fact.licenceId}`,
      };
    case 'licence-acknowledged':
      return {
        code: 'province-told',
        zh: '省大数据平台已接收电子证照',
        en: 'The province’s platform has the permit',
      };
    case 'province-deferred':
      return {
        code: 'province-later',
        zh: '省平台暂未答复，将自动补报',
        en: 'The province has not answered yet; it will be told later',
      };
    case 'old-permits-cancelled':
      return fact.permits.length > 0
        ? { code: 'old-permits-cancelled', zh: '原居住证已注销', en: 'Older permits cancelled' }
        : undefined;
    case 'message-sent':
      // Who filed for another would read here that the holder has filed before, and has a number with us.
      return fact.event === 'filed-for-you'
        ? undefined
        : {
            code: `message-${fact.event}`,
            zh: `已发送短信（${MESSAGES[fact.event]}）`,
            en: `SMS sent (${fact.event})`,
          };
    case 'messages-set':
      return { code: 'messages-set', zh: '短信通知设置已更改', en: 'Message settings changed' };
    case 'second-look-asked':
      return {
        code: 'second-look-asked',
        zh: '申请人有异议，已请主管人员复核',
        en: 'You disagreed; a supervisor looks at it again',
      };
    case 'second-look-answered':
      return fact.outcome === 'upheld'
        ? {
            code: 'second-look-upheld',
            zh: '主管人员已复核，维持原决定',
            en: 'A supervisor looked again; the decision stands',
          }
        : {
            code: 'second-look-apply-again',
            zh: '主管人员已复核，请您重新申请',
            en: 'A supervisor looked again; please apply again',
          };
    case 'permit-status-changed':
      return { code: `permit-${fact.action}`, ...PERMIT_WORDS[fact.action] };
    case 'archived':
      return { code: 'archived', zh: '已归档，一人一档', en: 'File kept' };
    case 'alarm-raised':
      return fact.alarm === 'breach'
        ? { code: 'breach', zh: '已超过法定期限', en: 'The legal time limit has passed' }
        : undefined;
    case 'clock-moved':
      return {
        code: 'clock-moved',
        zh: '工作日安排有调整，办理期限已相应重新计算',
        en: 'The calendar of working days changed; the time limits were computed again',
      };
    case 'claimed':
    case 'released':
    case 'reassigned':
    case 'overdue-explained':
    case 'permit-status-told':
    case 'message-unknown':
    case 'message-failed':
    case 'message-settled':
      return undefined;
    case 'message-skipped':
      if (fact.why === 'too-many')
        return {
          code: `notice-${fact.event}`,
          zh: `该手机号码今日接收的短信已达上限，本次未发送（${MESSAGES[fact.event]}），书面通知可到窗口领取`,
          en: `That number has had its messages of the day, so none was sent: the notice is printed at the window (${fact.event})`,
        };
      // That somebody filed for the holder is told by SMS or not at all.
      return fact.why === 'no-phone' && fact.event !== 'filed-for-you'
        ? {
            code: `notice-${fact.event}`,
            zh: `未留手机号码，请到窗口领取书面通知（${MESSAGES[fact.event]}）`,
            en: `No telephone: the notice is printed at the window (${fact.event})`,
          }
        : undefined;
  }
}

/** A reviewer's `reject` is an opinion, an approver's is the decision; a return leads to the stage before. */
function decisionWords({ stage, outcome, clock }: Extract<CaseFact, { type: 'decided' }>): Wording {
  if (outcome === 'accept' && !clock)
    return {
      zh: '受理环节已确认，办理期限不变',
      en: 'Confirmed by the acceptor; the time limits stay as they are',
    };
  if (stage === 'review' && outcome === 'reject')
    return { zh: '审核意见：不同意', en: 'Review: advises to refuse' };
  if (stage === 'review' && outcome === 'return')
    return { zh: '审核退回受理环节', en: 'Review: returned to the acceptor' };
  if (stage === 'approval' && outcome === 'return')
    return { zh: '审批退回审核环节', en: 'Approval: returned to the reviewer' };
  return DECISIONS[outcome];
}

const DECISIONS: Readonly<Record<Extract<CaseFact, { type: 'decided' }>['outcome'], Wording>> = {
  submit: { zh: '提交', en: 'Submitted' },
  accept: { zh: '已受理，两个工作日开始计算', en: 'Accepted: the two working days run' },
  'request-correction': { zh: '需要补正', en: 'Correction asked for' },
  'refuse-to-accept': { zh: '不予受理', en: 'Not accepted' },
  'deem-accepted': { zh: '视为受理', en: 'Deemed accepted' },
  correct: { zh: '已补正', en: 'Corrected' },
  lapse: { zh: '逾期未补正，终止', en: 'Lapsed' },
  endorse: { zh: '审核同意', en: 'Review: endorsed' },
  return: { zh: '退回上一环节', en: 'Returned to the stage before' },
  reject: { zh: '审批不同意，不予互认', en: 'Refused' },
  approve: { zh: '审批同意', en: 'Approved' },
  issue: { zh: '签发', en: 'Issued' },
  withdraw: { zh: '已撤回', en: 'Withdrawn' },
};

const PERMIT_WORDS: Readonly<
  Record<Extract<CaseFact, { type: 'permit-status-changed' }>['action'], Wording>
> = {
  suspend: { zh: '电子居住证使用功能已中止', en: 'The permit is suspended' },
  restore: { zh: '电子居住证使用功能已恢复', en: 'The permit is valid again' },
  revoke: { zh: '电子居住证已撤销', en: 'The permit is revoked' },
};

const MESSAGES = {
  received: '收到申请',
  correction: '补正',
  accepted: '受理',
  issued: '办结',
  refused: '不予互认',
  'not-accepted': '不予受理',
  lapsed: '终止',
  withdrawn: '撤回',
  'filed-for-you': '告知本人有人代为申请',
} as const;
