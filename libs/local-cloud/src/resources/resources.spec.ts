import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { removeFolders, temporaryFolder } from '../../test-support/program-fixture.ts';
import { localAccountId, type Account } from '../iam/account.ts';
import type { PropertyMap } from '../engine/property-values.ts';
import type { ResourceDeclaration } from '../engine/resource-provider.ts';
import { createPolicyStore, type PolicyStore } from '../iam/policy-store.ts';
import { LambdaError } from '../lambda/declared/lambda-error.ts';
import { createLocalProvider } from './local-provider.ts';
import type { LocalServices } from './local-services.ts';
import { findHandler, handledTypes } from './registry.ts';

afterAll(removeFolders);

const account: Account = { accountId: localAccountId, region: 'eu-west-1', partition: 'aws' };
const arn = (rest: string) => `arn:aws:${rest}`;

/** Services that write down what they are asked for; policies are the real thing, because handlers read them. */
const recordingServices = () => {
  const calls: [name: string, ...args: unknown[]][] = [];
  const record =
    <Result>(name: string, result: Result) =>
    (...args: unknown[]): Result => {
      calls.push([name, ...args]);
      return result;
    };
  const policies: PolicyStore = createPolicyStore();
  const programDir = temporaryFolder();
  const services = {
    account,
    programDir,
    policies,
    s3: {
      createBucket: record('createBucket', undefined),
      putNotifications: record('putNotifications', undefined),
      putCors: record('putCors', undefined),
    },
    dynamodb: {
      createTable: record('createTable', Promise.resolve()),
      expireItemsOf: record('expireItemsOf', Promise.resolve()),
    },
    sqs: {
      createQueue: record('createQueue', Promise.resolve({ url: 'http://127.0.0.1:4566/000000000000/jobs' })),
    },
    lambda: {
      createFunction: record('createFunction', {
        arn: arn('lambda:eu-west-1:000000000000:function:f'),
        inert: [],
      }),
      putEventInvokeConfig: record('putEventInvokeConfig', undefined),
    },
    cloudfront: {
      putOriginAccessControl: record('putOriginAccessControl', []),
      putCachePolicy: record('putCachePolicy', [{ input: 'comment', reason: 'nobody reads it' }]),
      putResponseHeadersPolicy: record('putResponseHeadersPolicy', []),
      createDistribution: record(
        'createDistribution',
        Promise.resolve({
          id: 'E1',
          arn: arn('cloudfront::000000000000:distribution/E1'),
          domainName: 'd1.cloudfront.net',
          url: 'http://127.0.0.1:4567',
          inert: [{ input: 'priceClass', reason: 'there is one edge' }],
        }),
      ),
    },
  } satisfies LocalServices;
  return { services, calls, policies, programDir };
};

const declare = (type: string, name: string, inputs: PropertyMap): ResourceDeclaration => ({
  urn: `urn:pulumi:dev::shop::${type}::${name}`,
  type,
  name,
  inputs,
  dependencies: [],
});

const types = {
  bucket: 'aws:s3/bucket:Bucket',
  notification: 'aws:s3/bucketNotification:BucketNotification',
  bucketPolicy: 'aws:s3/bucketPolicy:BucketPolicy',
  cors: 'aws:s3/bucketCorsConfiguration:BucketCorsConfiguration',
  table: 'aws:dynamodb/table:Table',
  queue: 'aws:sqs/queue:Queue',
  queuePolicy: 'aws:sqs/queuePolicy:QueuePolicy',
  role: 'aws:iam/role:Role',
  rolePolicy: 'aws:iam/rolePolicy:RolePolicy',
  function: 'aws:lambda/function:Function',
  permission: 'aws:lambda/permission:Permission',
  invokeConfig: 'aws:lambda/functionEventInvokeConfig:FunctionEventInvokeConfig',
};

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

const setUp = () => {
  const recorded = recordingServices();
  const provider = createLocalProvider(account, Promise.resolve(recorded.services));
  const create = (type: string, inputs: PropertyMap, name = 'thing') =>
    provider.create(declare(type, name, inputs));
  return { ...recorded, provider, create };
};

const policyText = (...statements: object[]) =>
  JSON.stringify({ Version: '2012-10-17', Statement: statements });
const trustFor = (service: string) =>
  policyText({ Effect: 'Allow', Principal: { Service: service }, Action: 'sts:AssumeRole' });

describe('names and outputs', () => {
  it('takes the name that is given, or makes one up that stays the same', async () => {
    const { create, calls } = setUp();
    const given = await create(types.bucket, { bucket: 'photos' });
    const first = await create(types.bucket, {}, 'raw');
    const again = await create(types.bucket, {}, 'raw');
    expect(given).toMatchObject({
      id: 'photos',
      outputs: { arn: arn('s3:::photos'), bucketRegionalDomainName: 'photos.s3.eu-west-1.amazonaws.com' },
    });
    expect(first.id).toMatch(/^raw-[0-9a-f]{7}$/);
    expect(again).toEqual(first);
    expect(calls).toEqual([
      ['createBucket', 'photos'],
      ['createBucket', first.id],
      ['createBucket', first.id],
    ]);
  });

  it('describes as AWS would, and realises with the address of this machine', async () => {
    const { create, calls } = setUp();
    const queue = declare(types.queue, 'jobs', {
      name: 'jobs',
      visibilityTimeoutSeconds: 60,
      fifoQueue: false,
    });
    expect(findHandler(queue).describe(queue, account)).toMatchObject({
      id: 'https://sqs.eu-west-1.amazonaws.com/000000000000/jobs',
      outputs: { arn: arn('sqs:eu-west-1:000000000000:jobs') },
    });
    expect(await create(types.queue, queue.inputs)).toMatchObject({
      id: 'http://127.0.0.1:4566/000000000000/jobs',
      outputs: { url: 'http://127.0.0.1:4566/000000000000/jobs' },
    });
    expect(calls).toEqual([['createQueue', 'jobs', { VisibilityTimeout: '60' }]]);
  });

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
});

describe('inputs', () => {
  it('refuses what it would have to ignore, by name', async () => {
    const { create } = setUp();
    await expect(
      create(types.bucket, { bucket: 'photos', acceleratedStatus: 'Enabled' }),
    ).rejects.toMatchObject({
      code: 'unsupported-input',
      message: expect.stringMatching(/aws:s3\/bucket:Bucket thing: acceleratedStatus is not supported/),
    });
    await expect(
      create(types.notification, { bucket: 'photos', queues: [{ queueArn: 'arn:x' }] }),
    ).rejects.toMatchObject({ message: expect.stringContaining('queues is not supported') });
  });

  it('refuses another region than its own', async () => {
    await expect(setUp().create(types.bucket, { region: 'us-east-1' })).rejects.toMatchObject({
      code: 'unsupported-input',
      message: expect.stringContaining('stands for one region, eu-west-1'),
    });
    await expect(setUp().create(types.bucket, { region: 'eu-west-1' })).resolves.toBeDefined();
  });

  it('lists what has no effect, with the reason', async () => {
    const { create, provider } = setUp();
    await create('aws:cloudwatch/metricAlarm:MetricAlarm', { name: 'errors', threshold: 0 }, 'errors');
    await create(types.table, {
      name: 't',
      hashKey: 'id',
      attributes: [{ name: 'id', type: 'S' }],
      billingMode: 'X',
    });
    expect(provider.inert()).toEqual([
      {
        type: 'aws:cloudwatch/metricAlarm:MetricAlarm',
        name: 'errors',
        reason: 'nobody watches metrics here',
      },
      { type: types.table, name: 'thing', input: 'billingMode', reason: expect.stringContaining('capacity') },
    ]);
  });

  it('lists what a service finds to have no effect', async () => {
    const { create, provider } = setUp();
    await create('aws:cloudfront/cachePolicy:CachePolicy', { comment: 'for pictures' }, 'pictures');
    await create('aws:cloudfront/distribution:Distribution', { priceClass: 'PriceClass_100' }, 'cdn');
    expect(provider.inert()).toEqual([
      {
        type: 'aws:cloudfront/cachePolicy:CachePolicy',
        name: 'pictures',
        input: 'comment',
        reason: 'nobody reads it',
      },
      {
        type: 'aws:cloudfront/distribution:Distribution',
        name: 'cdn',
        input: 'priceClass',
        reason: 'there is one edge',
      },
    ]);
  });

  it('refuses a type it does not know and says where a handler goes', async () => {
    await expect(setUp().create('aws:kinesis/stream:Stream', {}, 'events')).rejects.toMatchObject({
      code: 'unsupported-type',
      message: expect.stringMatching(
        /aws:kinesis\/stream:Stream, the type of events.*resources.*inert-resources\.ts/s,
      ),
    });
  });

  it('says of which resource the error of a service is', async () => {
    const { services, create, policies, programDir } = setUp();
    policies.putRole('r', {
      Statement: [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: '*' }],
    });
    services.lambda.createFunction = () => {
      throw new LambdaError('InvalidParameterValueException', 'timeout is 901.');
    };
    const inputs = { code: { archive: programDir }, role: 'arn:aws:iam::000000000000:role/r' };
    await expect(create(types.function, inputs, 'f')).rejects.toMatchObject({
      code: 'refused',
      message: 'aws:lambda/function:Function f: timeout is 901.',
    });
  });
});

describe('tables', () => {
  it('translates keys, indexes and time to live', async () => {
    const { create, calls } = setUp();
    const { outputs } = await create(types.table, {
      name: 'Things',
      hashKey: 'id',
      rangeKey: 'version',
      attributes: [
        { name: 'id', type: 'S' },
        { name: 'version', type: 'N' },
        { name: 'owner', type: 'S' },
      ],
      globalSecondaryIndexes: [
        { name: 'byOwner', hashKey: 'owner', rangeKey: 'version', projectionType: 'KEYS_ONLY' },
        {
          name: 'byVersion',
          keySchemas: [{ attributeName: 'version', keyType: 'HASH' }],
          projectionType: 'INCLUDE',
          nonKeyAttributes: ['owner'],
        },
      ],
      localSecondaryIndexes: [{ name: 'ofOne', rangeKey: 'owner', projectionType: 'ALL' }],
      ttl: { attributeName: 'expires', enabled: true },
    });
    const key = (hash: string, range?: string) => [
      { AttributeName: hash, KeyType: 'HASH' },
      ...(range === undefined ? [] : [{ AttributeName: range, KeyType: 'RANGE' }]),
    ];
    expect(outputs).toMatchObject({ arn: arn('dynamodb:eu-west-1:000000000000:table/Things') });
    expect(calls).toEqual([
      [
        'createTable',
        {
          TableName: 'Things',
          AttributeDefinitions: [
            { AttributeName: 'id', AttributeType: 'S' },
            { AttributeName: 'version', AttributeType: 'N' },
            { AttributeName: 'owner', AttributeType: 'S' },
          ],
          KeySchema: key('id', 'version'),
          GlobalSecondaryIndexes: [
            {
              IndexName: 'byOwner',
              KeySchema: key('owner', 'version'),
              Projection: { ProjectionType: 'KEYS_ONLY' },
            },
            {
              IndexName: 'byVersion',
              KeySchema: key('version'),
              Projection: { ProjectionType: 'INCLUDE', NonKeyAttributes: ['owner'] },
            },
          ],
          LocalSecondaryIndexes: [
            { IndexName: 'ofOne', KeySchema: key('id', 'owner'), Projection: { ProjectionType: 'ALL' } },
          ],
        },
      ],
      ['expireItemsOf', { tableName: 'Things', keySchema: key('id', 'version'), attributeName: 'expires' }],
    ]);
  });

  it.each([[undefined], [{ attributeName: 'expires', enabled: false }]])(
    'deletes nothing with ttl %j',
    async (ttl) => {
      const { create, calls } = setUp();
      const inputs = { hashKey: 'id', attributes: [{ name: 'id', type: 'S' }] };
      await create(types.table, ttl === undefined ? inputs : { ...inputs, ttl });
      expect(calls.map(([name]) => name)).toEqual(['createTable']);
    },
  );
});

describe('policies', () => {
  it('keeps what is said of roles, buckets and queues, and says that it refuses nobody', async () => {
    const { create, policies, provider } = setUp();
    const statement = { Effect: 'Allow', Action: 's3:GetObject', Resource: '*' };
    await create(types.role, { name: 'reader', assumeRolePolicy: trustFor('lambda.amazonaws.com') });
    await create(types.rolePolicy, { name: 'read', role: 'reader', policy: policyText(statement) });
    await create(types.bucketPolicy, {
      bucket: 'photos',
      policy: policyText(statement, { ...statement, Sid: '2' }),
    });
    await create(types.queuePolicy, {
      queueUrl: 'http://x/000000000000/jobs',
      policy: policyText(statement),
    });
    expect(policies.role('reader')?.policies.get('read')?.Statement).toEqual([statement]);
    expect(policies.statementsOf(arn('s3:::photos'))).toHaveLength(2);
    expect(policies.statementsOf(arn('sqs:eu-west-1:000000000000:jobs'))).toEqual([statement]);
    expect(
      provider
        .inert()
        .map(({ type }) => type)
        .sort(),
    ).toEqual([types.rolePolicy, types.bucketPolicy, types.queuePolicy].sort());
  });

  it.each([
    ['no JSON', '{', /policy as JSON text/],
    ['a misspelt element', policyText({ Effect: 'Allow', Actions: '*', Resource: '*' }), /Actions/],
    ['an effect that there is not', policyText({ Effect: 'Permit', Action: '*', Resource: '*' }), /Effect/],
  ])('refuses a policy that is %s', async (_, policy, message) => {
    await expect(setUp().create(types.bucketPolicy, { bucket: 'photos', policy })).rejects.toMatchObject({
      code: 'unsupported-input',
      message: expect.stringMatching(message),
    });
  });

  it('refuses the policy of a role that there is not', async () => {
    await expect(
      setUp().create(types.rolePolicy, { role: 'nobody', policy: policyText() }),
    ).rejects.toMatchObject({
      code: 'refused',
    });
  });
});

describe('functions', () => {
  const role = 'arn:aws:iam::000000000000:role/worker';
  const withRole = async (service = 'lambda.amazonaws.com') => {
    const context = setUp();
    await context.create(types.role, { name: 'worker', assumeRolePolicy: trustFor(service) });
    mkdirSync(join(context.programDir, 'code'));
    return context;
  };

  it.each([
    ['an archive', { archive: 'code' }],
    ['an archive of an archive', { archive: { '.': { archive: 'code' } } }],
  ])('finds its code in %s relative to the program, and leaves the rest to Lambda', async (_, code) => {
    const { create, calls, programDir, policies } = await withRole();
    await create(types.function, {
      name: 'f',
      code,
      role,
      handler: 'main.handler',
      timeout: 5,
      tags: { a: 'b' },
    });
    expect(calls).toEqual([
      [
        'createFunction',
        { name: 'f', role, handler: 'main.handler', timeout: 5, codeDir: join(programDir, 'code') },
      ],
    ]);
    expect(policies.roleOf(arn('lambda:eu-west-1:000000000000:function:f'))).toBe('worker');
  });

  it('says how to get code that is not there, and refuses a zip file', async () => {
    const { create, programDir } = await withRole();
    await expect(create(types.function, { code: { archive: '../dist' }, role })).rejects.toThrow(
      /does not exist\. Build the package of the function first/,
    );
    writeFileSync(join(programDir, 'code.zip'), '');
    await expect(create(types.function, { code: { archive: 'code.zip' }, role })).rejects.toThrow(
      /is no folder/,
    );
    await expect(create(types.function, { code: { asset: 'code.js' }, role })).rejects.toThrow(/FileArchive/);
  });

  it('refuses a role that is not there or that Lambda cannot assume', async () => {
    const { create } = await withRole('ec2.amazonaws.com');
    const inputs = { code: { archive: 'code' }, role };
    await expect(create(types.function, inputs)).rejects.toThrow(/cannot be assumed by Lambda/);
    await expect(create(types.function, { ...inputs, role: `${role}s` })).rejects.toThrow(/There is no role/);
  });

  it('passes on how failed events are retried, and refuses a destination that is no queue', async () => {
    const { create, calls } = setUp();
    const onFailure = { destination: arn('sqs:eu-west-1:000000000000:dead') };
    await create(types.invokeConfig, {
      functionName: 'f',
      maximumRetryAttempts: 1,
      maximumEventAgeInSeconds: 60,
      destinationConfig: { onFailure },
    });
    expect(calls).toEqual([
      [
        'putEventInvokeConfig',
        'f',
        { maximumRetryAttempts: 1, maximumEventAgeInSeconds: 60, onFailure: onFailure.destination },
      ],
    ]);
    const toTopic = { onFailure: { destination: arn('sns:eu-west-1:000000000000:topic') } };
    await expect(
      create(types.invokeConfig, { functionName: 'f', destinationConfig: toTopic }),
    ).rejects.toThrow(/SQS/);
  });
});

describe('notifications', () => {
  const functionArn = arn('lambda:eu-west-1:000000000000:function:f');
  const permission = {
    statementId: 'raw',
    action: 'lambda:InvokeFunction',
    function: 'f',
    principal: 's3.amazonaws.com',
    sourceArn: arn('s3:::photos'),
    sourceAccount: localAccountId,
  };
  const notification = {
    bucket: 'photos',
    lambdaFunctions: [
      { lambdaFunctionArn: functionArn, events: ['s3:ObjectCreated:*'], filterPrefix: 'in/' },
    ],
  };

  it('are set when the function lets the bucket invoke it', async () => {
    const { create, calls, policies } = setUp();
    await create(types.permission, permission);
    await create(types.notification, notification);
    expect(policies.statementsOf(functionArn)).toEqual([
      {
        Sid: 'raw',
        Effect: 'Allow',
        Principal: { Service: 's3.amazonaws.com' },
        Action: 'lambda:InvokeFunction',
        Resource: functionArn,
        Condition: {
          ArnLike: { 'AWS:SourceArn': arn('s3:::photos') },
          StringEquals: { 'AWS:SourceAccount': localAccountId },
        },
      },
    ]);
    expect(calls).toEqual([
      [
        'putNotifications',
        'photos',
        [{ id: 'notification-0', functionArn, events: ['s3:ObjectCreated:*'], prefix: 'in/' }],
      ],
    ]);
  });

  it.each([
    ['no permission', undefined],
    ['a permission for another service', { ...permission, principal: 'sns.amazonaws.com' }],
    ['a permission for another action', { ...permission, action: 'lambda:GetFunction' }],
    ['a permission for another bucket', { ...permission, sourceArn: arn('s3:::other') }],
    ['a permission for another account', { ...permission, sourceAccount: '111111111111' }],
    ['a permission of another function', { ...permission, function: 'g' }],
  ])('are refused with %s', async (_, granted) => {
    const { create, calls } = setUp();
    if (granted !== undefined) await create(types.permission, granted);
    await expect(create(types.notification, notification)).rejects.toMatchObject({
      code: 'refused',
      message: expect.stringMatching(/S3 may not invoke .*function:f for arn:aws:s3:::photos/),
    });
    expect(calls).toEqual([]);
  });

  it('are set with a permission by a pattern or by the function’s ARN', async () => {
    const { create, calls } = setUp();
    await create(types.permission, { ...permission, function: functionArn, sourceArn: arn('s3:::ph*') });
    await create(types.notification, notification);
    expect(calls).toHaveLength(1);
  });
});

it('passes CORS rules on', async () => {
  const { create, calls } = setUp();
  const rule = { allowedOrigins: ['http://localhost:4200'], allowedMethods: ['PUT'] };
  await create(types.cors, { bucket: 'photos', corsRules: [{ id: 'console', ...rule }] });
  expect(calls).toEqual([['putCors', 'photos', [rule]]]);
});

it('knows every type once', () => {
  expect(new Set(handledTypes).size).toBe(handledTypes.length);
});
