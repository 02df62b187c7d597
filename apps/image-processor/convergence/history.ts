import fc from 'fast-check';

export const bucket = 'raw-images';
export const keys = ['a.jpg', 'b.jpg'] as const;
export const contents = ['red', 'green', 'blue', 'text'] as const;

/** What becomes of an object: it is written with a content, removed by somebody, or by a lifecycle rule. */
export type Change = (typeof contents)[number] | 'remove' | 'expire';

/** Something happens to an object, and S3 tells of it. */
export interface ChangeStep {
  readonly key: (typeof keys)[number];
  readonly change: Change;
  /** How often the event is delivered. */
  readonly deliveries: number;
  /** What is written at the same time and told of by the same event: S3 may send one event for two writes. */
  readonly follower?: Change | undefined;
}

/** From now on attempts run under the other deployment, which has other recipes. */
export interface DeployStep {
  readonly deploy: true;
}

/** An operator asks for an object to be processed once more. */
export interface ReprocessStep {
  readonly reprocess: (typeof keys)[number];
}

export type Step = ChangeStep | DeployStep | ReprocessStep;

/** How one call of the pipeline to S3 or DynamoDB ends. */
export type Fate =
  | 'works'
  /** Throttled, or refused on the way. */
  | 'fails'
  /** It took effect, and its answer was lost. */
  | 'takes effect and fails'
  /** The process is killed while the call is under way; it takes effect some time before the next attempt. */
  | 'is cut off';

const change = fc.constantFrom<Change>('red', 'green', 'blue', 'text', 'remove', 'expire');

const changeStep: fc.Arbitrary<Step> = fc.record({
  key: fc.constantFrom(...keys),
  change,
  deliveries: fc.integer({ min: 1, max: 3 }),
  follower: fc.option(change, { nil: undefined, freq: 4 }),
});

const deployStep: fc.Arbitrary<Step> = fc.constant({ deploy: true });

const reprocessStep: fc.Arbitrary<Step> = fc.record({ reprocess: fc.constantFrom(...keys) });

/** What happens to the raw bucket, to the deployment and by operators, in this order. */
export const history: fc.Arbitrary<readonly Step[]> = fc.array(
  fc.oneof(
    { weight: 6, arbitrary: changeStep },
    { weight: 1, arbitrary: deployStep },
    { weight: 1, arbitrary: reprocessStep },
  ),
  { minLength: 1, maxLength: 7 },
);

const noFates: fc.Arbitrary<fc.Stream<Fate>> = fc.constant(fc.stream(([] as Fate[]).values()));
const anyFates = fc.infiniteStream(
  fc.oneof(
    { weight: 18, arbitrary: fc.constant<Fate>('works') },
    { weight: 1, arbitrary: fc.constantFrom<Fate>('fails', 'takes effect and fails', 'is cut off') },
  ),
);

/** The ends of all calls, in the order in which they are made; when there are no more, calls work. */
export const fates: fc.Arbitrary<fc.Stream<Fate>> = fc.oneof(noFates, anyFates);
