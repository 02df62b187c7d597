import type { LocalStack } from '../stack/local-stack.ts';
import type { Colours } from '../terminal/output.ts';
import { printable } from '../terminal/printable.ts';
import { alignCells } from '../terminal/table.ts';

type StackFacts = Pick<LocalStack, 'cloud' | 'outputs'>;

/**
 * What a person needs to work with a stack that has just been started: addresses, names, credentials, examples, and
 * what has no effect on this machine (with reasons when `verbose`).
 */
export const banner = (
  { cloud, outputs }: StackFacts,
  { dataDir, verbose = false, colours }: { dataDir: string; verbose?: boolean | undefined; colours: Colours },
): string[] => {
  const { endpoint, credentials, region } = cloud;
  const aws = `aws --endpoint-url ${endpoint}`;
  return [
    '',
    colours.bold('Image Pipeline runs on this machine.') +
      ` Ctrl-C stops it; its data stays in ${printable(dataDir)}.`,
    '',
    ...indented(
      alignCells(
        [
          ['S3, DynamoDB, SQS', endpoint],
          ['CDN', cloud.cdnUrl],
          ['raw bucket', outputs.rawBucket],
          ['processed bucket', outputs.processedBucket],
          ['table', outputs.tableName],
          ['dead-letter queue', outputs.deadLetterQueueUrl],
        ],
        ['left', 'left'],
      ),
    ),
    '',
    colours.bold('Credentials') + ' for every AWS SDK and S3 tool:',
    '',
    ...indented([
      `export AWS_ENDPOINT_URL=${endpoint}`,
      `export AWS_REGION=${region} AWS_DEFAULT_REGION=${region}`,
      `export AWS_ACCESS_KEY_ID=${credentials.accessKeyId}`,
      `export AWS_SECRET_ACCESS_KEY=${credentials.secretAccessKey}`,
    ]),
    '',
    colours.bold('Then') + ', for example:',
    '',
    ...indented([
      `${aws} s3 cp photo.jpg s3://${outputs.rawBucket}/`,
      `${aws} s3 ls --recursive s3://${outputs.processedBucket}/`,
      `${aws} dynamodb scan --table-name ${outputs.tableName}`,
      `${aws} sqs receive-message --queue-url ${outputs.deadLetterQueueUrl}`,
    ]),
    '',
    ...inertDeclarations(cloud.inert, verbose),
    '',
  ];
};

const inertDeclarations = (inert: LocalStack['cloud']['inert'], verbose: boolean): string[] => {
  const count = `${inert.length} declarations of the program have no effect on this machine`;
  if (!verbose)
    return [`${count}, such as alarms and tags; imgpipe start --verbose lists them with the reasons.`];
  return [`${count}:`, ...indented(inert.map(({ type, name, reason }) => `${type} ${name}: ${reason}`))];
};

const indented = (lines: readonly string[]): string[] => lines.map((line) => `  ${line}`);
