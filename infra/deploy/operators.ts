import type { Account } from './account.ts';

/** Warns where an alarm would sound and nobody hear it. @param topicArn where the alarms go */
export async function sayWhoIsTold(
  county: string,
  topicArn: string,
  { print, account }: { readonly print: (line: string) => void; readonly account: Account | undefined },
): Promise<void> {
  const help = `Name them in infra/counties/${county}.json (operators), or: aws sns subscribe --topic-arn ${topicArn} --protocol email --notification-endpoint <address>`;
  try {
    const found = await account?.subscribers(topicArn);
    if (!found || found.confirmed > 0) return;
    print(
      found.all === 0
        ? `warning     Nobody is told when an alarm sounds. ${help}`
        : `warning     Nobody is told when an alarm sounds: ${found.all} have not confirmed yet what they were sent.`,
    );
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    print(`warning     Who is told when an alarm sounds could not be asked: ${why}. ${help}`);
  }
}
