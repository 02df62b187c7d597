import type * as pulumi from '@pulumi/pulumi';
import type { Settings } from './config.ts';
import { EnvironmentTooLargeError } from './errors.ts';

/** CloudWatch namespace of the metrics that the function writes. */
export const metricsNamespace = 'ImagePipeline';

/** What the variables are made from, besides the settings. */
export interface EnvironmentSource {
  readonly functionName: string;
  readonly processedBucketName: string;
  readonly tableName: string;
  /** Without a trailing slash; often known only once the distribution exists. */
  readonly cdnBaseUrl: pulumi.Input<string>;
}

type ProcessorSettings = Pick<
  Settings,
  'recipes' | 'locationPolicy' | 'maxSourceBytes' | 'maxSourcePixels' | 'tombstoneDays' | 'logLevel'
>;

/**
 * The function's environment variables: all it knows about the stack it runs in.
 *
 * @throws EnvironmentTooLargeError when Lambda would refuse them
 */
export function processorEnvironment(
  settings: ProcessorSettings,
  source: EnvironmentSource,
): Record<string, pulumi.Input<string>> {
  const known = {
    PROCESSED_BUCKET: source.processedBucketName,
    TABLE_NAME: source.tableName,
    RECIPES: JSON.stringify(settings.recipes),
    LOCATION_POLICY: settings.locationPolicy,
    MAX_SOURCE_BYTES: String(settings.maxSourceBytes),
    MAX_SOURCE_PIXELS: String(settings.maxSourcePixels),
    TOMBSTONE_DAYS: String(settings.tombstoneDays),
    POWERTOOLS_SERVICE_NAME: source.functionName,
    POWERTOOLS_METRICS_NAMESPACE: metricsNamespace,
    POWERTOOLS_LOG_LEVEL: settings.logLevel,
    // glibc keeps a heap per thread and hardly ever gives one back; two of them nearly halve the peak of a long run.
    MALLOC_ARENA_MAX: '2',
  };
  refuseIfTooLarge(known);
  return { ...known, CDN_BASE_URL: source.cdnBaseUrl };
}

/** 4 KB for all variables of a function: https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
const limit = 4096;

/** The longest address that fits a host name of 253 characters; it is not known yet when a stack is first created. */
const reservedForAddress = '"CDN_BASE_URL":"https://",'.length + 253;

/** Lambda measures the variables as one JSON object, so every quote in the recipes counts twice. */
function refuseIfTooLarge(variables: Readonly<Record<string, string>>): void {
  const bytes = sizeOf(variables) + reservedForAddress;
  if (bytes <= limit) return;
  const [largest, largestBytes] = Object.entries(variables)
    .map(([name, value]) => [name, sizeOf(value)] as const)
    .reduce((a, b) => (b[1] > a[1] ? b : a));
  throw new EnvironmentTooLargeError({ bytes, limit, largest, largestBytes });
}

const sizeOf = (value: unknown) => Buffer.byteLength(JSON.stringify(value));
