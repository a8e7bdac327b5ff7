import { readFileSync, writeFileSync } from 'node:fs';
import { draw } from './picture/drawing.ts';
import { flowOf } from './picture/flow.ts';

const DEFINITION = new URL('../statemachines/recognition.asl.json', import.meta.url);
const PICTURE = new URL('../docs/pictures/recognition.svg', import.meta.url);

/** The field's word for each state. */
const CAPTIONS: Readonly<Record<string, string>> = {
  Submit: '提交 · 材料入库',
  Check: '系统核查',
  CheckWithoutProvince: '省平台不可用时核查',
  AwaitAcceptance: '受理',
  AwaitCorrection: '补正',
  AwaitReview: '审核',
  AwaitApproval: '审批',
  Issue: '签发电子居住证',
  TellProvince: '推送省大数据平台 · 注销原居住证',
  DeferProvince: '转入对账清单',
  Conclude: '短信告知 · 归档一人一档',
  ConcludeUntold: '短信待发 · 先行归档',
};

/** The picture of the machine as the README shows it: `node infra/picture.ts` writes it, a test keeps it current. */
export async function makePicture(): Promise<string> {
  return draw(await flowOf(readFileSync(DEFINITION, 'utf8')), CAPTIONS);
}

if (import.meta.main) {
  const picture = await makePicture();
  writeFileSync(PICTURE, picture);
  console.log(`docs/pictures/recognition.svg: ${picture.length} characters`);
}
