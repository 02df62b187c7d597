import type { Settings } from './config.ts';
import { EnvironmentTooLargeError } from './errors.ts';
import type { Names } from './naming.ts';

/** CloudWatch namespace of the metrics that the function writes. */
export const metricsNamespace = 'ImagePipeline';

/**
 * The function's environment variables: all it knows about the stack it runs in, but for `CDN_BASE_URL`,
 * which is known only once there is a distribution.
 *
 * @throws EnvironmentTooLargeError when Lambda would refuse them together with the longest `CDN_BASE_URL` there can be
 */
export const processorEnvironment = (settings: Settings, names: Names): Readonly<Record<string, string>> => {
  const variables = {
    PROCESSED_BUCKET: names.processedBucket,
    TABLE_NAME: names.table,
    RECIPES: JSON.stringify(settings.recipes),
    LOCATION_POLICY: settings.locationPolicy,
    // From these two and from its memory, which Lambda tells it, the function works out what one image may cost.
    TIMEOUT_SECONDS: String(settings.timeoutSeconds),
    ...(settings.maxSourceBytes > 0 && { MAX_SOURCE_BYTES: String(settings.maxSourceBytes) }),
    ...(settings.maxSourcePixels > 0 && { MAX_SOURCE_PIXELS: String(settings.maxSourcePixels) }),
    TOMBSTONE_DAYS: String(settings.tombstoneDays),
    POWERTOOLS_SERVICE_NAME: names.function,
    POWERTOOLS_METRICS_NAMESPACE: metricsNamespace,
    POWERTOOLS_LOG_LEVEL: settings.logLevel,
    ...nativeMemory,
  };
  refuseIfTooLarge({ ...variables, CDN_BASE_URL: settings.publicBaseUrl ?? longestOwnAddress });
  return variables;
};

/**
 * What keeps the memory of libvips and its encoders together; `npm run bench` measures the peak of a long run with it.
 * - glibc keeps a heap for each thread and hardly ever gives one back: one heap for all.
 * - What is larger than 1 MiB, as pictures are, gets pages of its own that go back when it is freed. glibc would
 *   raise that bound with every large piece that it sees.
 * - V8 lets its space for young objects grow to tens of MiB on the small garbage of many images: 1 MiB is enough.
 * - libuv has four threads for native work; a function of one vCPU makes use of two.
 */
const nativeMemory = {
  MALLOC_ARENA_MAX: '1',
  MALLOC_MMAP_THRESHOLD_: '1048576',
  UV_THREADPOOL_SIZE: '2',
  NODE_OPTIONS: '--max-semi-space-size=1',
} as const;

/** Of a distribution without a name of its own: one label, which RFC 1035 limits to 63 bytes, under a domain. */
const longestOwnAddress = `https://${'d'.repeat(63)}.cloudfront.net`;

/** For all variables of a function: https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
const limit = 4096;

/** Lambda measures the variables as one JSON object, so every quote in the recipes counts twice. */
const refuseIfTooLarge = (variables: Readonly<Record<string, string>>): void => {
  const bytes = sizeOf(variables);
  if (bytes <= limit) return;
  const [largest, largestBytes] = Object.entries(variables)
    .map(([name, value]) => [name, sizeOf(value)] as const)
    .reduce((a, b) => (b[1] > a[1] ? b : a));
  throw new EnvironmentTooLargeError({ bytes, limit, largest, largestBytes });
};

const sizeOf = (value: unknown) => Buffer.byteLength(JSON.stringify(value));
