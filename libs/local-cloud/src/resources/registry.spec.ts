import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { removeFolders } from '../../test-support/program-fixture.ts';
import { account, declare, setUp, types } from '../../test-support/resources-fixture.ts';
import { findHandler, handledTypes } from './registry.ts';

afterAll(removeFolders);

/** Outputs without a meaning here: of times, sizes, signers and zones, and of features that cannot be declared. */
const notModelled: Readonly<Record<string, readonly string[]>> = {
  [types.bucket]: ['hostedZoneId', 'websiteDomain', 'websiteEndpoint'],
  [types.table]: ['streamArn', 'streamLabel'],
  [types.role]: ['createDate'],
  [types.function]: ['lastModified', 'signingJobArn', 'signingProfileVersionArn', 'sourceCodeSize'],
  'aws:cloudfront/distribution:Distribution': [
    'callerReference',
    'inProgressValidationBatches',
    'lastModifiedTime',
    'loggingV1Enabled',
    'trustedKeyGroups',
    'trustedSigners',
  ],
};

/** What @pulumi/aws says a resource always has, minus what it takes as input. */
const certainOutputs = (type: string): string[] => {
  const [, modulePath = ''] = type.split(':');
  const root = dirname(createRequire(__filename).resolve('@pulumi/aws/package.json'));
  const text = readFileSync(join(root, `${modulePath}.d.ts`), 'utf8');
  const classBody = /^export declare class[\s\S]*?^}/m.exec(text)?.[0] ?? '';
  const args = /^export interface \w+Args {[\s\S]*?^}/m.exec(text)?.[0] ?? '';
  const inputs = new Set([...args.matchAll(/^ {4}(\w+)\??:/gm)].map(([, name]) => name));
  return [...classBody.matchAll(/^ {4}readonly (\w+): pulumi\.Output</gm)]
    .map(([, name]) => name ?? '')
    .filter((name) => !inputs.has(name));
};

it.each(handledTypes.filter((type) => type.startsWith('aws:')))(
  'gives every output of %s that follows from nothing the program says',
  (type) => {
    const declaration = declare(type, 'thing', {
      bucket: 'b',
      role: 'r',
      functionName: 'f',
      queueUrl: 'u',
    });
    const { outputs } = findHandler(declaration).describe(declaration, account);
    const given = new Set([...Object.keys(outputs), ...Object.keys(declaration.inputs), 'tagsAll']);
    const missing = certainOutputs(type).filter((name) => !given.has(name));
    expect(missing).toEqual(notModelled[type] ?? []);
  },
);

it('refuses a type it does not know and says where a handler goes', async () => {
  await expect(setUp().create('aws:kinesis/stream:Stream', {}, 'events')).rejects.toMatchObject({
    code: 'unsupported-type',
    message: expect.stringMatching(
      /aws:kinesis\/stream:Stream, the type of events.*resources.*inert-resources\.ts/s,
    ),
  });
});

it('knows every type once', () => {
  expect(new Set(handledTypes).size).toBe(handledTypes.length);
});
