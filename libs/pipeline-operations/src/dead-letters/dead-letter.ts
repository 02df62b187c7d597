import { decodeEventKey, InvalidArgumentError, type ObjectAddress } from '@image-pipeline/image-records';
import * as v from 'valibot';
import { UnreadableDeadLetterError } from '../errors.ts';

/** An event that the function failed at as often as Lambda tries, and what it said the last time. */
export interface DeadLetter {
  /** The objects that it is about; none when it is no event of S3. */
  readonly objects: readonly ObjectAddress[];
  /** Such as `Sandbox.Timedout`. */
  readonly errorType: string;
  readonly errorMessage: string;
  readonly attempts: number;
  /** UTC instant at which Lambda gave up. */
  readonly failedAt: string;
  /** The event, as the function was given it. */
  readonly event: unknown;
}

/** An empty key, or a bucket without a name, is none of S3's either. */
const objectOfEvent = v.pipe(
  v.object({
    bucket: v.object({ name: v.pipe(v.string(), v.nonEmpty()) }),
    object: v.object({ key: v.pipe(v.string(), v.nonEmpty()) }),
  }),
  v.rawTransform(({ dataset, addIssue, NEVER }) => {
    const { bucket, object } = dataset.value;
    try {
      return { bucket: bucket.name, key: decodeEventKey(object.key) };
    } catch (error) {
      if (!(error instanceof InvalidArgumentError)) throw error;
      addIssue({ message: error.problem });
      return NEVER;
    }
  }),
);

const eventOfS3 = v.object({ Records: v.array(v.object({ s3: objectOfEvent })) });

/**
 * What Lambda sends to an on-failure destination.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html
 */
const message = v.pipe(
  v.string(),
  v.parseJson(),
  v.object({
    timestamp: v.string(),
    requestContext: v.object({ approximateInvokeCount: v.number() }),
    requestPayload: v.unknown(),
    responsePayload: v.nullish(
      v.object({ errorType: v.optional(v.string(), 'Error'), errorMessage: v.optional(v.string(), '') }),
      {},
    ),
  }),
);

/** What stands for a message that Lambda did not send: it has no event that could be handed over. */
export const unreadableLetter = ({ problem, context }: UnreadableDeadLetterError): DeadLetter => ({
  objects: [],
  errorType: 'UnreadableDeadLetter',
  errorMessage: `${problem} ${context.issue}`,
  attempts: 0,
  failedAt: '',
  event: undefined,
});

/**
 * Reads a message of the dead-letter queue.
 * @throws UnreadableDeadLetterError when Lambda sends none like it
 */
export const parseDeadLetter = (body: string | undefined): DeadLetter => {
  const parsed = v.safeParse(message, body);
  if (!parsed.success) throw new UnreadableDeadLetterError(parsed.issues[0].message);
  const { timestamp, requestPayload, requestContext, responsePayload } = parsed.output;
  const event = v.safeParse(eventOfS3, requestPayload);
  return {
    objects: event.success ? event.output.Records.map(({ s3 }) => s3) : [],
    ...responsePayload,
    attempts: requestContext.approximateInvokeCount,
    failedAt: timestamp,
    event: requestPayload,
  };
};
