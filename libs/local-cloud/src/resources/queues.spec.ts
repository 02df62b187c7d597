import { removeFolders } from '../../test-support/program-fixture.ts';
import { account, arn, declare, setUp, types } from '../../test-support/resources-fixture.ts';
import { findHandler } from './registry.ts';

afterAll(removeFolders);

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
  expect(calls).toEqual([
    ['createQueue', 'jobs', expect.objectContaining({ visibilityTimeoutSeconds: 60, delaySeconds: 0 })],
  ]);
});

it('refuses a queue that keeps an order, by name', async () => {
  await expect(setUp().create(types.queue, { fifoQueue: true })).rejects.toMatchObject({
    message: expect.stringMatching(/fifoQueue is true, expected false: queues keep no order here/),
  });
});
