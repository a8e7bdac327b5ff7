import { describe, expect, it } from 'vitest';
import { type CaseFact, chainEvent } from '../../functions/domain/case-event.ts';
import { timelineOf } from '../../functions/domain/timeline.ts';
import { publicTimeline } from '../../functions/domain/tracking.ts';
import { CLOCK } from '../support/builders.ts';

const at = '2026-03-02T09:00:00.000+08:00';
const texts = { notice: 'notice-2023-1', declaration: 'declaration-2023-1' };
const submitted: CaseFact = {
  type: 'submitted',
  applicationNumber: '33112326030200017',
  draftVersion: 1,
  channel: 'online',
  recognitionType: 'EXISTING_PERMIT',
  office: 'center',
  ownerKeys: ['key'],
  formHash: 'hash',
  texts,
  materials: [],
};
const decided = (
  stage: 'acceptance' | 'review' | 'approval',
  outcome: Extract<CaseFact, { type: 'decided' }>['outcome'],
  more: object = {},
): CaseFact => ({ type: 'decided', stage, outcome, reasons: [], overrides: [], ...more });
const issued: CaseFact = { type: 'issued', licenceId: '1.2.156.3005.2.X', licenceHash: 'h', keyId: 'k' };
const alarm = (kind: Extract<CaseFact, { type: 'alarm-raised' }>['alarm']): CaseFact => ({
  type: 'alarm-raised',
  stage: 'acceptance',
  alarm: kind,
  owedAt: at,
});
const status = { licenceId: 'L', status: 'suspended', acknowledgement: 'A' } as const;

const entriesOf = (...facts: readonly CaseFact[]) =>
  timelineOf(
    facts.map((fact) => chainEvent('case-1', undefined, { at, actor: { kind: 'system', id: 's' }, fact })),
  );

/** The fact, and the code and the words of its line. */
const TOLD: readonly (readonly [code: string, zh: string, fact: CaseFact])[] = [
  ['received', '收到申请，编号33112326030200017', submitted],
  ['materials-kept', '2份材料已存档', { type: 'materials-kept', keys: ['a', 'b'] }],
  ['checked', '系统核查完成', { type: 'checked', round: 1, findings: [] }],
  ['acceptance-accept', '已受理，两个工作日开始计算', decided('acceptance', 'accept', { clock: CLOCK })],
  // After a return, or where the law has accepted: the clock was set before.
  ['acceptance-accept', '受理环节已确认，办理期限不变', decided('acceptance', 'accept')],
  ['acceptance-request-correction', '需要补正', decided('acceptance', 'request-correction')],
  [
    'notice-accepted',
    '未留手机号码，请到窗口领取书面通知（受理）',
    { type: 'message-skipped', event: 'accepted', why: 'no-phone' },
  ],
  ['acceptance-refuse-to-accept', '不予受理', decided('acceptance', 'refuse-to-accept')],
  ['review-endorse', '审核同意', decided('review', 'endorse')],
  ['review-reject', '审核意见：不同意', decided('review', 'reject')],
  ['review-return', '审核退回受理环节', decided('review', 'return')],
  ['approval-approve', '审批同意', decided('approval', 'approve')],
  ['approval-return', '审批退回审核环节', decided('approval', 'return')],
  ['approval-reject', '审批不同意，不予互认', decided('approval', 'reject')],
  [
    'corrected',
    '已补正',
    { type: 'corrected', draftVersion: 2, ownerKeys: [], formHash: 'h', texts, materials: [] },
  ],
  ['withdrawn', '已撤回', { type: 'withdrawn' }],
  ['lapsed', '逾期未补正，终止', { type: 'lapsed' }],
  ['deemed-accepted', '超过五个工作日未答复，自收到之日起即为受理', { type: 'deemed-accepted' }],
  ['issued', '电子居住证已签发，证照标识1.2.156.3005.2.X', issued],
  [
    'province-told',
    '省大数据平台已接收电子证照',
    { type: 'licence-acknowledged', licenceId: 'L', acknowledgement: 'A' },
  ],
  ['province-later', '省平台暂未答复，将自动补报', { type: 'province-deferred', pending: ['push'] }],
  [
    'old-permits-cancelled',
    '原居住证已注销',
    { type: 'old-permits-cancelled', permits: [{ permitKey: 'p', acknowledgement: 'A' }] },
  ],
  ['message-received', '已发送短信（收到申请）', { type: 'message-sent', event: 'received', messageId: 'm' }],
  ['message-correction', '已发送短信（补正）', { type: 'message-sent', event: 'correction', messageId: 'm' }],
  ['message-accepted', '已发送短信（受理）', { type: 'message-sent', event: 'accepted', messageId: 'm' }],
  ['message-issued', '已发送短信（办结）', { type: 'message-sent', event: 'issued', messageId: 'm' }],
  ['message-refused', '已发送短信（不予互认）', { type: 'message-sent', event: 'refused', messageId: 'm' }],
  [
    'message-not-accepted',
    '已发送短信（不予受理）',
    { type: 'message-sent', event: 'not-accepted', messageId: 'm' },
  ],
  ['message-lapsed', '已发送短信（终止）', { type: 'message-sent', event: 'lapsed', messageId: 'm' }],
  ['message-withdrawn', '已发送短信（撤回）', { type: 'message-sent', event: 'withdrawn', messageId: 'm' }],
  ['messages-set', '短信通知设置已更改', { type: 'messages-set', off: [], redirected: false }],
  ['second-look-asked', '申请人有异议，已请主管人员复核', { type: 'second-look-asked' }],
  ['second-look-upheld', '主管人员已复核，维持原决定', { type: 'second-look-answered', outcome: 'upheld' }],
  [
    'second-look-apply-again',
    '主管人员已复核，请您重新申请',
    { type: 'second-look-answered', outcome: 'apply-again' },
  ],
  [
    'permit-suspend',
    '电子居住证使用功能已中止',
    { type: 'permit-status-changed', licenceId: 'L', action: 'suspend', status: 'suspended' },
  ],
  [
    'permit-restore',
    '电子居住证使用功能已恢复',
    { type: 'permit-status-changed', licenceId: 'L', action: 'restore', status: 'valid' },
  ],
  [
    'permit-revoke',
    '电子居住证已撤销',
    { type: 'permit-status-changed', licenceId: 'L', action: 'revoke', status: 'revoked' },
  ],
  ['archived', '已归档，一人一档', { type: 'archived', manifestKey: 'k', manifestHash: 'h' }],
  ['breach', '已超过法定期限', alarm('breach')],
  [
    'clock-moved',
    '工作日安排有调整，办理期限已相应重新计算',
    { type: 'clock-moved', from: {}, to: {}, editions: [] },
  ],
];

const UNTOLD: readonly (readonly [name: string, fact: CaseFact])[] = [
  ['a claim', { type: 'claimed', stage: 'review' }],
  ['a release', { type: 'released', stage: 'review' }],
  ['a reassignment', { type: 'reassigned', stage: 'review', to: 'other' }],
  ['an alarm before the deadline', alarm('warning')],
  ['the reason of a delay', { type: 'overdue-explained', code: 'ABSENCE' }],
  ['that the province knows the status', { type: 'permit-status-told', ...status }],
  ['that no older permit was found', { type: 'old-permits-cancelled', permits: [] }],
  ['a message that may not have arrived', { type: 'message-unknown', event: 'issued' }],
  [
    'whether the holder for whom another filed could be told, which the other would read too',
    { type: 'message-sent', event: 'filed-for-you', messageId: 'M' },
  ],
  ['a message that was switched off', { type: 'message-skipped', event: 'received', why: 'switched-off' }],
];

describe('the timeline', () => {
  it.each(TOLD)('tells %s as “%s”', (code, zh, fact) => {
    const [entry] = entriesOf(fact);

    expect(entry).toMatchObject({ at, code, zh });
    expect(entry?.en).toMatch(/^[A-Z0-9]/u);
  });

  it.each(UNTOLD)('leaves out %s', (_, fact) => {
    expect(entriesOf(fact)).toEqual([]);
  });

  it('keeps the order of what happened', () => {
    const told = entriesOf(submitted, { type: 'claimed', stage: 'acceptance' }, { type: 'withdrawn' });

    expect(told.map(({ code }) => code)).toEqual(['received', 'withdrawn']);
  });

  it('shows the identifier of the permit to its holder, not to whoever has the number', () => {
    const events = [submitted, issued].map((fact) =>
      chainEvent('case-1', undefined, { at, actor: { kind: 'system', id: 's' }, fact }),
    );

    expect(JSON.stringify(timelineOf(events))).toContain('1.2.156.3005.2.X');
    expect(JSON.stringify(publicTimeline(events))).not.toContain('1.2.156.3005.2.X');
    expect(publicTimeline(events).map(({ zh }) => zh)).toEqual([
      '收到申请，编号33112326030200017',
      '电子居住证已签发',
    ]);
  });
});
