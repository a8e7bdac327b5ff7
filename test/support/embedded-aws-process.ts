import { openEmbeddedAws } from './embedded-aws.ts';

// Run as a process of its own, to be killed: `node embedded-aws-process.ts <directory>` prints its address.
const cloud = await openEmbeddedAws(process.argv[2] ?? '');
await cloud.s3.ensureBucket('materials');
process.stdout.write(cloud.client.endpoint);
