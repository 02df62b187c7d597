import { defaultProgram } from '../testing/default-program.ts';

describe('DeadLetterQueue', () => {
  it('keeps events for fourteen days, encrypted', async () => {
    const { find } = await defaultProgram();
    expect(find('aws:sqs/queue:Queue', 'dead-letters').inputs).toMatchObject({
      name: 'image-processor-dead-letters-dev',
      messageRetentionSeconds: 1_209_600,
      sqsManagedSseEnabled: true,
    });
  });

  it('has its policy', async () => {
    const { find, outputs } = await defaultProgram();
    expect(find('aws:sqs/queuePolicy:QueuePolicy', 'dead-letters').inputs.queueUrl).toBe(
      outputs['deadLetterQueueUrl'],
    );
  });
});
