import { createCloudWatch } from './cloudwatch.ts';
import { readEmbeddedMetrics } from './embedded-metrics.ts';
import { createLogStore } from './log-store.ts';
import { createMetricStore } from './metric-store.ts';

const line = (message: string, more: object = {}) => ({
  timestamp: 1000,
  logGroup: '/aws/lambda/f',
  logStream: 's',
  message,
  ...more,
});
const datum = (value: number, more: object = {}) => ({
  namespace: 'N',
  name: 'M',
  unit: 'Count',
  value,
  timestamp: 1000,
  dimensions: {},
  ...more,
});
const embedded = (members: object, directive: object = {}) =>
  JSON.stringify({
    _aws: {
      Timestamp: 1000,
      CloudWatchMetrics: [
        { Namespace: 'N', Dimensions: [['service']], Metrics: [{ Name: 'M', Unit: 'Count' }], ...directive },
      ],
    },
    service: 's',
    ...members,
  });

describe('metrics in the embedded metric format', () => {
  test('are summed up, one value or several at a time', () => {
    const cloudwatch = createCloudWatch();
    cloudwatch.putLog(line(embedded({ M: [4, 2], cold_start: true })));
    cloudwatch.putLog(line(embedded({ M: 3 })));
    expect(cloudwatch.metrics.statistics('N', 'M', { service: 's' })).toEqual({
      namespace: 'N',
      name: 'M',
      unit: 'Count',
      dimensions: { service: 's' },
      sum: 9,
      count: 3,
      minimum: 2,
      maximum: 4,
    });
  });

  test('make a metric for every set of dimensions', () => {
    const cloudwatch = createCloudWatch();
    cloudwatch.putLog(
      line(embedded({ M: 3, format: 'webp' }, { Dimensions: [[], ['service'], ['format', 'service']] })),
    );
    expect(cloudwatch.metrics.list().map(({ dimensions, sum }) => [dimensions, sum])).toEqual([
      [{}, 3],
      [{ service: 's' }, 3],
      [{ format: 'webp', service: 's' }, 3],
    ]);
    expect(cloudwatch.metrics.sum('N', 'M', { service: 's', format: 'webp' })).toBe(3);
    expect(cloudwatch.metrics.sum('N', 'M', { service: 'other' })).toBe(0);
  });

  test.each([
    ['text', 'hello'],
    ['other JSON', '{"level":"INFO","message":"hi"}'],
    ['a mention of it', 'the member "_aws" {'],
  ])('are none in %s', (_, message) => {
    expect(readEmbeddedMetrics(message)).toEqual({ kind: 'none' });
  });

  test.each([
    ['broken JSON', '{"_aws": {'],
    ['no directive', '{"_aws": {"Timestamp": 1}}'],
    ['no value', embedded({})],
    ['a value that is text', embedded({ M: '3' })],
    ['too many values', embedded({ M: Array.from({ length: 101 }, () => 1) })],
    ['a dimension without value', embedded({ M: 1 }, { Dimensions: [['gone']] })],
    ['a dimension that every object inherits', embedded({ M: 1 }, { Dimensions: [['toString']] })],
    ['no namespace', embedded({ M: 1 }, { Namespace: '' })],
  ])('with %s are told of, as CloudWatch does', (_, message) => {
    const cloudwatch = createCloudWatch();
    cloudwatch.putLog(line(message));
    expect(cloudwatch.metrics.list()).toHaveLength(1);
    expect(cloudwatch.metrics.sum('AWS/Logs', 'EMFValidationErrors', { LogGroupName: '/aws/lambda/f' })).toBe(
      1,
    );
  });
});

describe('logs', () => {
  test('are found by group, time and invocation', () => {
    const { putLog, logs } = createCloudWatch();
    putLog(line('a', { timestamp: 1, requestId: 'r1' }));
    putLog(line('b', { timestamp: 2, requestId: 'r2' }));
    putLog(line('c', { timestamp: 3, logGroup: 'other' }));
    const found = (group: string, query?: object) => logs.lines(group, query).map(({ message }) => message);
    expect(found('/aws/lambda/f')).toEqual(['a', 'b']);
    expect(found('/aws/lambda/f', { since: 2 })).toEqual(['b']);
    expect(found('/aws/lambda/f', { requestId: 'r1' })).toEqual(['a']);
    expect(found('nowhere')).toEqual([]);
    expect(logs.groups()).toEqual(['/aws/lambda/f', 'other']);
  });

  test('keep the last lines of each group, by number and by size', () => {
    const byNumber = createLogStore({ maxLines: 3 });
    for (let n = 0; n < 10; n++) byNumber.add(line(String(n)));
    byNumber.add(line('other', { logGroup: 'other' }));
    expect(byNumber.lines('/aws/lambda/f').map(({ message }) => message)).toEqual(['7', '8', '9']);

    const bySize = createLogStore({ maxCharacters: 10 });
    for (const message of ['12345', '67890', 'abc']) bySize.add(line(message));
    expect(bySize.lines('/aws/lambda/f').map(({ message }) => message)).toEqual(['67890', 'abc']);
  });
});

describe('metrics', () => {
  test('are summed up', () => {
    const { putMetric, metrics } = createCloudWatch();
    [3, -1, 4].forEach((value) => {
      putMetric(datum(value));
    });
    expect(metrics.sum('N', 'M')).toBe(6);
    expect(metrics.statistics('N', 'M')).toMatchObject({ count: 3, minimum: -1, maximum: 4 });
    expect(metrics.statistics('N', 'other')).toBeUndefined();
  });

  test('are bounded: the one without data for longest is forgotten', () => {
    const store = createMetricStore({ maxMetrics: 2 });
    for (const name of ['A', 'B', 'A', 'C']) store.add(datum(1, { name }));
    expect(store.list().map(({ name, sum }) => [name, sum])).toEqual([
      ['A', 2],
      ['C', 1],
    ]);
  });
});
