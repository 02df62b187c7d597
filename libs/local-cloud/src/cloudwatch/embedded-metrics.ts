import * as v from 'valibot';
import type { MetricDatum } from './metric-datum.ts';

/** What a log line has to say of metrics. */
export type EmbeddedMetrics =
  | { readonly kind: 'none' }
  | { readonly kind: 'metrics'; readonly metrics: readonly MetricDatum[] }
  /** It means to be in the embedded metric format and is not. */
  | { readonly kind: 'invalid' };

const values = v.union([
  v.pipe(
    v.number(),
    v.transform((value) => [value]),
  ),
  v.pipe(v.array(v.number()), v.maxLength(100)),
]);

const directive = v.looseObject({
  Namespace: v.pipe(v.string(), v.minLength(1), v.maxLength(1024)),
  Dimensions: v.array(v.pipe(v.array(v.string()), v.maxLength(30))),
  Metrics: v.pipe(
    v.array(v.looseObject({ Name: v.string(), Unit: v.optional(v.string(), 'None') })),
    v.maxLength(100),
  ),
});

const document = v.looseObject({
  _aws: v.looseObject({ Timestamp: v.number(), CloudWatchMetrics: v.array(directive) }),
});

/**
 * Reads a line in CloudWatch's embedded metric format: JSON whose `_aws` says which of its members are metrics and
 * which are their dimensions. Each set of dimensions makes a metric of its own.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
 */
export const readEmbeddedMetrics = (message: string): EmbeddedMetrics => {
  if (!message.startsWith('{') || !message.includes('"_aws"')) return { kind: 'none' };
  const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), document), message);
  if (!parsed.success) return { kind: 'invalid' };
  try {
    return { kind: 'metrics', metrics: metricsOf(parsed.output) };
  } catch (error) {
    if (error instanceof v.ValiError) return { kind: 'invalid' };
    throw error;
  }
};

const metricsOf = (root: v.InferOutput<typeof document>): MetricDatum[] => {
  const { Timestamp: timestamp, CloudWatchMetrics } = root._aws;
  return CloudWatchMetrics.flatMap(({ Namespace: namespace, Dimensions, Metrics }) =>
    Metrics.flatMap(({ Name: name, Unit: unit }) =>
      Dimensions.flatMap((names) => {
        const dimensions = Object.fromEntries(
          names.map((dimension) => [dimension, v.parse(v.string(), member(root, dimension))]),
        );
        return v
          .parse(values, member(root, name))
          .map((value) => ({ namespace, name, unit, value, timestamp, dimensions }));
      }),
    ),
  );
};

/** A member of its own: the line is whatever a function prints, `constructor` as a metric's name included. */
const member = (root: Readonly<Record<string, unknown>>, name: string): unknown =>
  Object.hasOwn(root, name) ? root[name] : undefined;
