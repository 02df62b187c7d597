/**
 * A program of its own that runs a Lambda service, so that a test can end it the hard way.
 * Usage: lambda-host.ts DIR CODE_DIR [EVENT as JSON]. Prints `ready` once the event, if any, is safe.
 */
import { parseFunctionDeclaration } from '../src/lambda/declared/function-declaration.ts';
import { createLambdaService } from '../src/lambda/lambda-service.ts';
import { openDatabase } from '../src/machine/database.ts';

const [dir = '', codeDir = '', event] = process.argv.slice(2);
const lambda = createLambdaService({
  database: openDatabase(dir),
  region: 'eu-central-1',
  accountId: '000000000000',
  endpointUrl: () => 'http://127.0.0.1:4566',
  issueCredentials: () => ({ accessKeyId: 'KEY', secretAccessKey: 'secret' }),
  onLog: () => undefined,
  onMetric: () => undefined,
  authorize: () => undefined,
  onFailure: () => undefined,
  sendToDestination: () => Promise.resolve(),
});
const declared = parseFunctionDeclaration({
  name: 'durable',
  codeDir,
  handler: 'index.handler',
  runtime: `nodejs${process.versions.node.split('.')[0]}.x`,
  role: 'arn:aws:iam::000000000000:role/processor',
  timeout: 900,
});
const arn = lambda.createFunction(declared.inputs);
lambda.resume();
if (event !== undefined) await lambda.enqueue(arn, JSON.parse(event));
process.stdout.write('ready\n');
