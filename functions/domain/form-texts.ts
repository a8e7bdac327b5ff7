/** A text a person must have before them, with the version they agreed to. */
export interface FormText {
  /** Stands in the signed form for ever; a changed text is a new version, the old one stays below. */
  readonly version: string;
  readonly zh: string;
  /** Reading aid; only the Chinese binds. */
  readonly en: string;
}

/** 重要提示 of Annex 1, word for word. */
export const IMPORTANT_NOTICE: FormText = {
  version: 'notice-2023-1',
  zh: '居住证互认转换完成后，申请人以前所申领的《浙江省居住证》自动注销，只保留转换后签发的电子《浙江省居住证》。',
  en: 'Once the conversion is complete, the Zhejiang residence permits the applicant held before are cancelled automatically; only the electronic permit issued by the conversion remains.',
};

/** 申请人声明 of Annex 1, word for word. */
export const DECLARATION: FormText = {
  version: 'declaration-2023-1',
  zh: '本申请表所填内容正确无误，所提交的个人信息和相关材料真实有效。如有虚假愿承担法律责任。',
  en: 'What this form says is correct, and the personal information and materials handed in are genuine and valid. I accept liability in law for anything false.',
};

/** The words below, whichever county they name. */
const COMMITMENT_VERSION = 'commitment-2023-1';

/**
 * 告知承诺: the plan names the step but gives no words, so these are ours (国办发〔2020〕42号: duty, content, liability).
 * It promises; it does not replace any proof.
 * @param county its name as written, 遂昌县
 */
export function commitmentOf(county: string): FormText {
  return {
    version: COMMITMENT_VERSION,
    zh: [
      `一、告知。办理《浙江省居住证》互认转换，应当是常住户口不在${county}、居住在${county}的流动人口，持有省内签发的《浙江省居住证》，或者在浙江省范围内累计连续居住登记满六个月，并符合合法稳定就业、合法稳定住所、连续就读条件之一。`,
      '二、法律责任。使用虚假证明材料骗领居住证的，由公安机关予以警告、责令改正，可以并处二百元以下罚款，收回居住证件，并将欺诈行为记入省级平台（《浙江省流动人口居住登记条例》第三十六条、《居住证暂行条例》第十八条）。',
      '三、个人信息。所提交的个人信息只用于办理本事项，依法保存；办理机关将通过数据共享核验有关情况。',
      '四、承诺。本人已知晓上述内容，所填内容和所提交的材料真实有效，愿意接受核查，并承担不实承诺的法律责任。',
    ].join('\n'),
    en: [
      `1. Notice. The applicant is registered in a household outside the county (${county}) and lives in it; holds a Zhejiang residence permit issued in the province, or has six months of accumulated, continuous residence registration in the province; and has steady employment, a steady residence or continuous schooling.`,
      '2. Liability. Who obtains a permit by false proof is warned, must put it right, may be fined up to 200 yuan, loses the permit, and the fraud is recorded on the provincial platform.',
      '3. Personal data serve this matter only and are kept as the law demands; facts are checked by data sharing.',
      '4. Commitment. I have read this; what I state and hand in is true; I accept that it is checked, and liability for what is not.',
    ].join('\n'),
  };
}

/** 备注 of Annex 1, word for word. */
export const REMARK = '申请表应当随同居住证互认时的证明材料，一人一档，长期妥善保管。';

/** The versions in force; whoever agreed to another one reads and agrees again. */
export const TEXTS_IN_FORCE = {
  notice: IMPORTANT_NOTICE.version,
  declaration: DECLARATION.version,
  commitment: COMMITMENT_VERSION,
} as const;
