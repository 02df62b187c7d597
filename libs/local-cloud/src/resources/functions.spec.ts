import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runtime } from '../../test-support/lambda-fixture.ts';
import { removeFolders } from '../../test-support/program-fixture.ts';
import { arn, setUp, trustFor, types } from '../../test-support/resources-fixture.ts';
import { parseFunctionDeclaration } from '../lambda/declared/function-declaration.ts';

afterAll(removeFolders);

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
  const { create, calls, programDir, policies, provider } = await withRole();
  const inputs = { name: 'f', role, handler: 'main.handler', runtime, timeout: 5, description: 'works' };
  await create(types.function, { ...inputs, code, tags: { a: 'b' } });
  const { inputs: declaration } = parseFunctionDeclaration({ ...inputs, codeDir: join(programDir, 'code') });
  expect(calls).toEqual([['createFunction', declaration]]);
  expect(provider.inert()).toEqual(
    [
      ['description', 'a description changes nothing'],
      ['tags', 'tags change nothing'],
    ].map(([input, reason]) => ({ type: types.function, name: 'thing', input, reason })),
  );
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
  const inputs = { code: { archive: 'code' }, role, handler: 'index.handler', runtime };
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
  await expect(create(types.invokeConfig, { functionName: 'f', destinationConfig: toTopic })).rejects.toThrow(
    /SQS/,
  );
});

it('refuses by name what Lambda cannot honour', async () => {
  const { create, calls } = await withRole();
  const inputs = { code: { archive: 'code' }, role, handler: 'index.handler', runtime };
  await expect(create(types.function, { ...inputs, layers: ['arn'] }, 'f')).rejects.toMatchObject({
    code: 'refused',
    message: 'aws:lambda/function:Function f: The function cannot be created: layers is not supported.',
  });
  await expect(
    create(types.invokeConfig, { functionName: 'f', maximumRetryAttempts: 3 }),
  ).rejects.toMatchObject({ code: 'refused', message: expect.stringMatching(/maximumRetryAttempts is 3/) });
  expect(calls).toEqual([]);
});
