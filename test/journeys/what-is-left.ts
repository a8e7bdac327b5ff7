import type { Application, Events } from './answers.ts';
import type { CaseStory } from './case-story.ts';
import type { Ending } from './courses.ts';
import { statesOf, type Instruments } from './instruments.ts';
import type { Person } from './client.ts';
import type { Applicant } from './neighbours.ts';

/** Each SMS, word for word; `N` is the application number. */
const SMS_TEXTS: Readonly<Record<string, string>> = {
  received: '【遂昌公安】已收到您的居住证互认转换申请，编号N，受理结果将短信告知。',
  correction:
    '【遂昌公安】您的居住证互认转换申请材料不齐，请登录“浙里办”查看需补正的全部内容并一次补齐。咨询0578-8120110',
  accepted:
    '【遂昌公安】您的《浙江省居住证》互认转换申请已于3月2日受理，将于3月4日前办结，可在“浙里办”查询进度。',
  'issued EXISTING_PERMIT':
    '【遂昌公安】您的电子《浙江省居住证》已签发，请登录“浙里办”APP“我的证照”添加“电子居住证”。原居住证已自动注销。',
  'issued REGISTRATION_TIME':
    '【遂昌公安】您的电子《浙江省居住证》已签发，请登录“浙里办”APP“我的证照”添加“电子居住证”。',
  refused:
    '【遂昌公安】您的居住证互认转换申请经审核不符合条件，理由及救济途径请登录“浙里办”查看。咨询0578-8120110',
  'not-accepted': '【遂昌公安】您的居住证互认转换申请不予受理，全部理由请登录“浙里办”查看。咨询0578-8120110',
  lapsed: '【遂昌公安】您的居住证互认转换申请逾期未补正，已终止，可随时重新申请。咨询0578-8120110',
  withdrawn: '【遂昌公安】您的居住证互认转换申请已按您的要求撤回。',
};
const PEOPLES_DOING =
  /^(?:acceptance|review|approval)-|^(?:corrected|withdrawn|lapsed|deemed-accepted|breach)$/u;
/** Codes of ours, or English, in what is to be read in Chinese; numbers of permits and applications are not meant. */
const CODES = /[A-Z]+_[A-Z]|[a-z]{3,}/u;

/** What must be found of an ended case. */
export interface Left {
  readonly status: string;
  readonly execution: string;
  readonly lastState: string | undefined;
  readonly executions: number;
  readonly intact: boolean;
  readonly said: readonly string[];
  /** Of the notices, printed for whoever has no telephone; by occasion. */
  readonly notices: readonly string[];
  readonly sms: readonly { readonly to: string | undefined; readonly text: string; readonly parts: number }[];
  readonly withCodes: readonly string[];
  readonly reasons: readonly string[] | undefined;
  readonly remedies: boolean;
  /** Of the new permit, where the province has received one; and how the old one stands there. */
  readonly licences: number;
  readonly oldPermit: string | undefined;
  readonly wallet: readonly string[];
}

/** Waits for the end of the machine and looks at everything that the case has left behind. */
export async function whatIsLeft(local: Instruments, auditor: Person, story: CaseStory): Promise<Left> {
  const { id, applicant } = story;
  const history = await local.atState(id);
  const application = await story.application();
  const { intact } = await auditor.get<Events>(`/cases/${id}/events`);
  const { permits, licences, wallets } = await local.province();
  const { notice, timeline, applicationNumber, licenceId } = application;
  const words = notice as Notice | null;
  const lines = [...timeline.map(({ zh }) => zh), ...(words?.reasons ?? []).map(({ zh }) => zh)];
  const wallet = wallets.find(({ personId }) => personId === applicant.holderId)?.licences ?? [];
  return {
    status: application.status,
    execution: history.execution.status,
    lastState: statesOf(history).at(-1),
    executions: (await local.executions()).filter(({ applicationId }) => applicationId === id).length,
    intact,
    said: saidIn(application),
    notices: timeline.flatMap(({ code }) => /^notice-(.*)$/u.exec(code)?.[1] ?? []),
    sms: (await local.messages(id)).map(({ to, text, parts }) => ({
      to: to.slice(-11),
      parts,
      text: text.replace(applicationNumber, 'N'),
    })),
    withCodes: [...lines, words?.remedies.zh ?? ''].filter((line) => CODES.test(line)),
    reasons: words?.reasons.map(({ zh, note }) => `${zh}${note ?? ''}`),
    remedies: words?.remedies.zh.includes('60日内向遂昌县人民政府申请行政复议') ?? false,
    licences: licences.filter(({ holderId }) => holderId === applicant.holderId).length,
    oldPermit: permits.find(({ permitNumber }) => permitNumber === applicant.permitNumber)?.status,
    wallet: wallet.map(({ number, status }) =>
      number === licenceId ? `new ${status}` : `old ${number === applicant.permitNumber ? status : number}`,
    ),
  };
}

interface Notice {
  readonly reasons: readonly { readonly zh: string; readonly note: string | null }[];
  readonly remedies: { readonly zh: string };
}

function saidIn({ timeline }: Application): string[] {
  return timeline.filter(({ code }) => PEOPLES_DOING.test(code)).map(({ zh }) => zh);
}

/** What the rules say must be left of this ending, for this applicant. */
export function leftBy({ status, sms, said }: Ending, applicant: Applicant): Left {
  const { channel, type, phone } = applicant;
  const issued = status === 'issued';
  const no = status === 'refused' || status === 'not-accepted';
  const owed = sms.filter((event) => !(event === 'received' && channel === 'window-accepted'));
  const hadPermit = type === 'EXISTING_PERMIT';
  return {
    status,
    execution: 'SUCCEEDED',
    lastState: 'Conclude',
    executions: 1,
    intact: true,
    said,
    notices: phone === undefined ? owed : [],
    sms:
      phone === undefined
        ? []
        : owed.map((event) => ({
            to: phone,
            parts: 1,
            text: SMS_TEXTS[event === 'issued' ? `issued ${type}` : event] ?? event,
          })),
    withCodes: [],
    reasons: no ? ['其他原因，见说明。材料存疑'] : undefined,
    remedies: no,
    licences: issued ? 1 : 0,
    oldPermit: hadPermit ? (issued ? 'CANCELLED' : 'NORMAL') : undefined,
    wallet: [...(hadPermit ? [issued ? 'old void' : 'old added'] : []), ...(issued ? ['new addable'] : [])],
  };
}
