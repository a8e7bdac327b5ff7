import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import { buffer } from 'node:stream/consumers';
import { verifySignature } from '../../../infra/local/sigv4.ts';

/** The keys the stand-in knows. */
export const KEYS = { accessKeyId: 'AKIATEST', secretAccessKey: 'test-secret' };

/** The stand-in of an account: its address, and the actions that were asked, in order. */
export interface QueryAws {
  readonly url: string;
  readonly asked: string[];
  close(): Promise<void>;
}

const SERVICE_OF: Readonly<Record<string, string>> = {
  GetCallerIdentity: 'sts',
  DescribeStacks: 'cloudformation',
  UpdateStack: 'cloudformation',
  GetServerCertificate: 'iam',
  DescribeSecret: 'secretsmanager',
  ListSubscriptionsByTopic: 'sns',
};
const NO_STACK =
  '<ErrorResponse><Error><Code>ValidationError</Code><Message>Stack does not exist</Message></Error></ErrorResponse>';

/** Answers what a deployment asks of STS, CloudFormation, IAM and Secrets Manager, if it is signed as AWS wants it. */
export async function openQueryAws(stacks: Readonly<Record<string, string>>): Promise<QueryAws> {
  const asked: string[] = [];
  const server: Server = createServer((request, response) => {
    void buffer(request)
      .then((body) => {
        const headers = Object.fromEntries(
          Object.entries(request.headers).map(([name, value]) => [name, String(value)]),
        );
        const fields = new URLSearchParams(body.toString());
        const action = headers['x-amz-target']?.split('.')[1] ?? fields.get('Action') ?? '';
        const service = SERVICE_OF[action] ?? '';
        const region = service === 'iam' ? 'us-east-1' : 'ap-southeast-1';
        verifySignature(
          { method: 'POST', path: '/', rawQuery: '', headers, body },
          { credentials: KEYS, region, service, dialect: 'query' },
        );
        const stack = fields.get('StackName');
        asked.push([action, stack].filter(Boolean).join(' '));
        const answer = answerTo(action, stacks[stack ?? '']);
        response.writeHead(answer === NO_STACK ? 400 : 200).end(answer);
        return undefined;
      })
      .catch((error: unknown) => {
        response
          .writeHead(403)
          .end(`<Error><Code>Signature</Code><Message>${String(error)}</Message></Error>`);
      });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = address !== null && typeof address === 'object' ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}`,
    asked,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

function answerTo(action: string, stack: string | undefined): string {
  switch (action) {
    case 'GetCallerIdentity':
      return '<r><Arn>arn:aws:sts::111122223333:assumed-role/ops/me</Arn><Account>111122223333</Account></r>';
    case 'DescribeStacks':
      return stack ?? NO_STACK;
    case 'GetServerCertificate':
      return '<r><ServerCertificateId>ASCAEXAMPLE000000000</ServerCertificateId></r>';
    case 'ListSubscriptionsByTopic':
      return '<r><Subscriptions><member><SubscriptionArn>arn:aws:sns:ap-southeast-1:111122223333:operators:1</SubscriptionArn></member><member><SubscriptionArn>PendingConfirmation</SubscriptionArn></member></Subscriptions></r>';
    case 'DescribeSecret':
      return '{"Name":"huren/shili/outside"}';
    default:
      return '<r/>';
  }
}
