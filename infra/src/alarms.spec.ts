import { defaultProgram, programWith } from '../testing/default-program.ts';
import type { Evaluation } from '../testing/evaluate-program.ts';

const alarmType = 'aws:cloudwatch/metricAlarm:MetricAlarm';
const onFunction = { FunctionName: 'image-processor-dev' };
const onQueue = { QueueName: 'image-processor-dead-letters-dev' };

const watched = ({ all }: Evaluation) =>
  all(alarmType).map(({ name, inputs }) => [
    name,
    inputs.namespace,
    inputs.metricName,
    inputs.statistic,
    inputs.threshold,
    `${inputs.datapointsToAlarm} of ${inputs.evaluationPeriods}`,
    inputs.dimensions,
  ]);

describe('Alarms', () => {
  it('watch for failing, waiting, dropped and lost events, and for dead letters', async () => {
    const alarms = watched(await defaultProgram());
    expect(alarms).toHaveLength(7);
    expect(alarms).toEqual(
      expect.arrayContaining([
        ['errors', 'AWS/Lambda', 'Errors', 'Sum', 0, '2 of 3', onFunction],
        ['throttles', 'AWS/Lambda', 'Throttles', 'Sum', 0, '3 of 3', onFunction],
        ['slow', 'AWS/Lambda', 'Duration', 'Maximum', 48_000, '1 of 1', onFunction],
        ['event-age', 'AWS/Lambda', 'AsyncEventAge', 'Maximum', 600_000, '1 of 1', onFunction],
        ['dropped-events', 'AWS/Lambda', 'AsyncEventsDropped', 'Sum', 0, '1 of 1', onFunction],
        [
          'undelivered-dead-letters',
          'AWS/Lambda',
          'DestinationDeliveryFailures',
          'Sum',
          0,
          '1 of 1',
          onFunction,
        ],
        ['dead-letters', 'AWS/SQS', 'ApproximateNumberOfMessagesVisible', 'Maximum', 0, '1 of 1', onQueue],
      ]),
    );
  });

  it('go off above the threshold, and not while nothing is uploaded', async () => {
    for (const { name, inputs } of (await defaultProgram()).all(alarmType)) {
      expect(inputs).toMatchObject({
        name: `image-processor-dev-${name}`,
        comparisonOperator: 'GreaterThanThreshold',
        period: 300,
        treatMissingData: 'notBreaching',
        alarmDescription: expect.stringMatching(/.{40}/),
      });
    }
  });

  it('find an image slow at four fifths of the time-out', async () => {
    const { find } = await programWith({ timeoutSeconds: '100' });
    expect(find(alarmType, 'slow').inputs.threshold).toBe(80_000);
  });

  it('tell the topic when they go off and when they are over', async () => {
    const alarmTopicArn = 'arn:aws:sns:eu-central-1:123456789012:on-call';
    for (const { inputs } of (await programWith({ alarmTopicArn })).all(alarmType)) {
      expect([inputs.alarmActions, inputs.okActions]).toEqual([[alarmTopicArn], [alarmTopicArn]]);
    }
  });

  it('tell nobody without a topic', async () => {
    for (const { inputs } of (await defaultProgram()).all(alarmType)) {
      expect([inputs.alarmActions, inputs.okActions]).toEqual([[], []]);
    }
  });
});
