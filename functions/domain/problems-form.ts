import type { Wording } from './wording.ts';

/** What can be wrong with a form, a file or a given reason, and how to mend it. Part of `PROBLEMS`. */
export const FORM_PROBLEMS = {
  SEX_NOT_AS_NUMBER: {
    zh: '性别与公民身份号码第17位不一致（单数为男，双数为女），请核对这两项。',
    en: 'The sex differs from digit 17 of the identity number (odd male, even female); check both.',
  },
  DIVISION_CODE: {
    zh: '行政区划代码应为6位数字且省份有效，请重新选择省、县。',
    en: 'The division code has 6 digits and begins with a province; choose province and county again.',
  },
  TOWNSHIP_NOT_IN_COUNTY: {
    zh: '现居住住址应在本县，请重新选择乡镇（街道）。',
    en: 'The present address must lie in this county; choose its township again.',
  },
  GROUND_REQUIRED: {
    zh: '请在合法稳定就业、合法稳定住所、连续就读中至少勾选一项。',
    en: 'Tick at least one box under employment, residence or schooling.',
  },
  OTHER_NEEDS_WORDS: {
    zh: '勾选了“其他”，请写明是什么。',
    en: 'You ticked "other": say what it is.',
  },
  EXISTING_PERMIT_REQUIRED: {
    zh: '选择现有证件互认的，请填写原《浙江省居住证》编号。',
    en: 'For recognition of an existing permit, give the number of that permit.',
  },
  DAY_IN_FUTURE: { zh: '日期不能晚于今天，请核对。', en: 'The day lies in the future; check it.' },
  DAYS_REVERSED: {
    zh: '结束日期早于开始日期，请核对这两个日期。',
    en: 'The last day is before the first; check both.',
  },
  AGENT_REQUIRED: {
    zh: '未满16周岁的，由监护人代为申请，请填写监护人信息。',
    en: 'A person under 16 applies through a guardian: give the guardian’s particulars.',
  },
  AGENT_MUST_BE_GUARDIAN: {
    zh: '未满16周岁的，代办人应为监护人，请更换代办人或者核对关系。',
    en: 'Only a guardian applies for a person under 16: name the guardian, or check the relationship.',
  },
  AGENT_NOT_ALLOWED: {
    zh: '只有行动不便的老年人、残疾人可以由近亲属代办；请注明行动不便，或者删除代办人由本人申请。',
    en: 'A close relative applies only for a frail elderly or disabled person: say so, or remove the agent and apply in person.',
  },
  AGENT_IS_APPLICANT: {
    zh: '代办人的公民身份号码与申请人相同，请核对。',
    en: 'The agent has the same identity number as the applicant; check both.',
  },
  TEXT_NOT_ACCEPTED: {
    zh: '请阅读并确认此项内容后再提交。',
    en: 'Read this text and confirm it before submitting.',
  },
  TEXT_OUTDATED: {
    zh: '此项内容已有新版本，请重新阅读并确认。',
    en: 'This text is now version {version}: read it again and confirm it.',
  },
  MATERIAL_MISSING: {
    zh: '请上传“{nameZh}”的材料。',
    en: 'Upload a document for "{nameEn}".',
  },
  MATERIAL_UNCONFIRMED: {
    zh: '“{nameZh}”的材料尚未上传完成，请重新上传或者删除。',
    en: 'The upload for "{nameEn}" is not finished: upload it again, or delete it.',
  },
  MATERIAL_SLOT: {
    zh: '材料的类别不存在，请从申请表所列的项目中选择。',
    en: 'There is no such place for a document; choose one of those on the form.',
  },
  MATERIAL_TYPE: {
    zh: '只接受JPEG、PNG图片和PDF文件，请转换格式后重新上传。',
    en: 'Only JPEG, PNG and PDF are taken; convert the file and upload it again.',
  },
  MATERIAL_TYPE_DIFFERS: {
    zh: '文件内容与所称的格式不符，请重新选择文件上传。',
    en: 'The content is not of the type that was declared; choose the file again and upload it.',
  },
  PHOTO_NOT_AN_IMAGE: {
    zh: '本人相片应为JPEG或PNG图片，请重新上传。',
    en: 'The photo must be a JPEG or PNG image; upload another.',
  },
  MATERIAL_EMPTY: { zh: '文件是空的，请重新选择。', en: 'The file is empty; choose another.' },
  MATERIAL_TOO_LARGE: {
    zh: '文件超过上限（{maxMiB}兆字节），请压缩后重新上传。',
    en: 'The file is larger than {maxMiB} MiB; make it smaller and upload it again.',
  },
  MATERIAL_SIZE_DIFFERS: {
    zh: '收到的文件大小与上传前不一致，请重新上传。',
    en: 'The file that arrived has another size than the one announced; upload it again.',
  },
  MATERIAL_HASH_DIFFERS: {
    zh: '收到的文件与上传前不一致，请重新上传。',
    en: 'The file that arrived is not the one announced; upload it again.',
  },
  MATERIAL_TRUNCATED: {
    zh: '文件不完整，请重新生成或者拍摄后上传。',
    en: 'The file is incomplete; make or photograph it again, then upload it.',
  },
  MATERIAL_ACTIVE_CONTENT: {
    zh: 'PDF含有脚本、启动动作或者内嵌文件，请另存为普通PDF或者上传图片。',
    en: 'The PDF holds scripts, launch actions or embedded files: save it as a plain PDF, or upload an image.',
  },
  MATERIAL_ENCRYPTED: {
    zh: 'PDF已加密，请去除密码后重新上传。',
    en: 'The PDF is encrypted; remove the password and upload it again.',
  },
  MATERIAL_NAME: {
    zh: '文件名含有不允许的字符，请改名后重新上传。',
    en: 'The file name holds characters that are not allowed; rename the file and upload it again.',
  },
  MATERIALS_TOO_MANY: {
    zh: '每件申请最多{max}个文件，请删除不需要的文件。',
    en: 'An application holds at most {max} files; delete what is not needed.',
  },
  MATERIALS_IN_SLOT: {
    zh: '此项最多{max}个文件，请先删除原有文件。',
    en: 'This item holds at most {max} files; delete one first.',
  },
  FORM_INCOMPLETE: {
    zh: '申请尚不完整，请按各项提示一次补齐。',
    en: 'The application is not complete yet; mend every item listed.',
  },
  REASON_NOT_FOR_OUTCOME: {
    zh: '该理由不适用于本决定，请从目录中另选。',
    en: 'This reason is not for this decision; choose another from the catalogue.',
  },
  REASON_NOT_FOR_FINDING: {
    zh: '理由与核查事项不对应，请核对。',
    en: 'The reason does not belong to this finding; check both.',
  },
  REASON_NOTE_REQUIRED: {
    zh: '该理由需要具体说明，请填写。',
    en: 'This reason needs words of your own; add them.',
  },
} as const satisfies Record<string, Wording>;
