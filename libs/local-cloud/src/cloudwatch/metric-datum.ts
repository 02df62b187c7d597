/** One data point of a metric. */
export interface MetricDatum {
  readonly namespace: string;
  readonly name: string;
  /** CloudWatch's word for it, such as `Count`, `Milliseconds` or `Bytes`. */
  readonly unit: string;
  readonly value: number;
  /** Milliseconds since the epoch. */
  readonly timestamp: number;
  /** A metric of one name is another metric for every other set of dimensions. */
  readonly dimensions: Readonly<Record<string, string>>;
}
