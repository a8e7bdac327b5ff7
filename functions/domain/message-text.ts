import type { MessageEvent } from './case-event.ts';
import type { CaseRecord } from './case-record.ts';
import type { County } from './county.ts';
import { dayOf, type Instant } from './instant.ts';

/**
 * The SMS of an occasion: no name, no number, no link; at most 70 UTF-16 units, so that it is one part.
 * That an older permit is cancelled is said only where the province has acknowledged it.
 * @see docs/rules.md#messages
 */
export function messageText(event: MessageEvent, record: CaseRecord, county: County): string {
  const { signature, enquiries } = county.sms;
  return `【${signature}】${bodyOf(event, record)}${ASKS.has(event) ? `咨询${enquiries}` : ''}`;
}

const ASKS: ReadonlySet<MessageEvent> = new Set([
  'correction',
  'refused',
  'not-accepted',
  'lapsed',
  'filed-for-you',
]);

function bodyOf(event: MessageEvent, record: CaseRecord): string {
  switch (event) {
    case 'received':
      return `已收到您的居住证互认转换申请，编号${record.applicationNumber}，受理结果将短信告知。`;
    case 'correction':
      return '您的居住证互认转换申请材料不齐，请登录“浙里办”查看需补正的全部内容并一次补齐。';
    case 'accepted':
      return acceptedText(record);
    case 'issued':
      return `您的电子《浙江省居住证》已签发，请登录“浙里办”APP“我的证照”添加“电子居住证”。${oldPermitText(record)}`;
    case 'refused':
      return '您的居住证互认转换申请经审核不符合条件，理由及救济途径请登录“浙里办”查看。';
    case 'not-accepted':
      return '您的居住证互认转换申请不予受理，全部理由请登录“浙里办”查看。';
    case 'lapsed':
      return '您的居住证互认转换申请逾期未补正，已终止，可随时重新申请。';
    case 'filed-for-you':
      return '有人代您提交了居住证互认转换申请。如您不知情，请登录“浙里办”查看并撤回。';
    case 'withdrawn':
      return '您的居住证互认转换申请已按您的要求撤回。';
  }
}

function acceptedText(record: CaseRecord): string {
  const accepted = `您的《浙江省居住证》互认转换申请已于${monthAndDay(record.clock?.acceptedAt ?? record.receivedAt)}受理，`;
  const by = record.clock?.dueAt ? `将于${monthAndDay(record.clock.dueAt)}前办结，` : '将在2个工作日内办结，';
  return `${accepted}${by}可在“浙里办”查询进度。`;
}

function oldPermitText(record: CaseRecord): string {
  if (record.recognitionType !== 'EXISTING_PERMIT') return '';
  return record.province === 'settled' ? '原居住证已自动注销。' : '原居住证将自动注销。';
}

/** `7月3日`. */
function monthAndDay(instant: Instant): string {
  const [, month, day] = dayOf(instant).split('-').map(Number);
  return `${month}月${day}日`;
}
