import { isObject } from '@image-pipeline/errors';
import * as v from 'valibot';
import { imageIdPattern } from '../identity/image-id.ts';
import type {
  Camera,
  CapturedAt,
  DeletedRecord,
  Description,
  Direction,
  ImageRecord,
  Location,
  ObjectAddress,
  ReadyRecord,
  RejectedRecord,
  Rejection,
  SkippedVariant,
  SourceObject,
  Variant,
} from './image-record.ts';
import { isInstant, isLocalTime } from './instant.ts';

/** One schema for every property of `T`, none missing, none more: schema and documented type cannot drift apart. */
type Entries<T> = { readonly [Property in keyof T]-?: v.GenericSchema<unknown, T[Property]> };

const expected =
  (what: string) =>
  ({ received }: { readonly received: string }) =>
    `Expected ${what} but received ${received}`;

/** UTF-8 has no lone surrogates: such text would not come back from DynamoDB as it went. */
const anyText = v.pipe(
  v.string(),
  v.check((text) => text.isWellFormed(), 'Expected text without lone surrogates'),
);
const text = v.pipe(anyText, v.nonEmpty('Expected text that is not empty'));
const pattern = (form: RegExp, what: string) => v.pipe(v.string(), v.regex(form, expected(what)));

const instant = v.pipe(
  v.string(),
  v.check(isInstant, expected('a UTC instant such as 2024-05-01T08:00:00.000Z')),
);
const localTime = v.pipe(
  v.string(),
  v.check(isLocalTime, expected('a local time such as 2024-05-01T10:00:00.000')),
);

/** DynamoDB's numbers end at 10⁻¹³⁰ on the small side; the SDK marshals none above 2⁵³ - 1. */
const smallestMagnitude = 1e-130;
const number = v.pipe(
  v.number(),
  v.check(
    (value) =>
      Math.abs(value) <= Number.MAX_SAFE_INTEGER && (value === 0 || Math.abs(value) >= smallestMagnitude),
    expected('a number that DynamoDB can hold: 0, or of a magnitude from 1e-130 to 2^53 - 1'),
  ),
);
const between = (least: number, most: number) =>
  v.pipe(
    number,
    v.check((value) => value >= least && value <= most, expected(`${least} to ${most}`)),
  );
const whole = (least: number, most = Number.MAX_SAFE_INTEGER) =>
  v.pipe(between(least, most), v.integer(expected('a whole number')));

/** The year 5138 in seconds. A later time is one in milliseconds, which DynamoDB would never let expire. */
const latestEpochSecond = 99_999_999_999;

const belowFullCircle = v.pipe(
  between(0, 360),
  v.check((value) => value < 360, expected('less than 360')),
);

const texts = v.pipe(v.array(text), v.nonEmpty('Expected a list that is not empty'));

/** Names that reach an object's prototype: valibot drops them without a word, and a dropped tag is a lost fact. */
const reservedNames = ['__proto__', 'prototype', 'constructor'];
const hasReservedName = (tags: unknown) =>
  isObject(tags) && reservedNames.some((name) => Object.hasOwn(tags, name));

const exif = v.pipe(
  v.unknown(),
  v.check((tags) => !hasReservedName(tags), `Expected no tag named ${reservedNames.join(', ')}`),
  v.record(text, v.union([anyText, number])),
);

const base = {
  imageId: pattern(imageIdPattern, 'an image id of 32 lower-case hexadecimal digits'),
  sequencer: pattern(/^(0|[0-9A-F]{0,63}[1-9A-F])$/, 'a sequencer as normaliseSequencer gives it'),
  generation: whole(0),
  processedAt: instant,
  durationMs: between(0, Number.MAX_SAFE_INTEGER),
};

/** Makes schemas of objects; what it does with properties that it does not know is its own. */
type ObjectSchema = typeof v.object;

const recordOf = (object: ObjectSchema): v.GenericSchema<unknown, ImageRecord> => {
  const address = { bucket: text, key: text } satisfies Entries<ObjectAddress>;

  const source = {
    ...address,
    versionId: v.optional(text),
    eTag: pattern(/^[^"]+$/, 'an ETag without quotes'),
    bytes: whole(0),
    contentType: v.optional(text),
    sha256: v.optional(pattern(/^[0-9a-f]{64}$/, '64 lower-case hexadecimal digits')),
  } satisfies Entries<SourceObject>;

  const capturedAt: v.GenericSchema<CapturedAt> = v.union(
    [object({ instant }), object({ local: localTime })],
    expected('either an instant or a local time'),
  );

  const camera = {
    make: v.optional(text),
    model: v.optional(text),
    lens: v.optional(text),
  } satisfies Entries<Camera>;

  const direction = {
    degrees: belowFullCircle,
    north: v.optional(v.picklist(['true', 'magnetic'], expected('true or magnetic'))),
  } satisfies Entries<Direction>;

  const location = {
    latitude: between(-90, 90),
    longitude: between(-180, 180),
    altitude: v.optional(number),
    direction: v.optional(object(direction)),
  } satisfies Entries<Location>;

  const description = {
    title: v.optional(text),
    caption: v.optional(text),
    creator: v.optional(texts),
    rights: v.optional(text),
    keywords: v.optional(texts),
  } satisfies Entries<Description>;

  const variant = {
    name: text,
    format: text,
    width: whole(1),
    height: whole(1),
    frames: v.optional(whole(2)),
    bytes: whole(1),
    key: text,
    s3Url: pattern(/^s3:\/\/[^/]+\/./, 's3://bucket/key'),
    cdnUrl: pattern(/^https?:\/\/[^/]+\/./, 'an http or https address'),
  } satisfies Entries<Variant>;

  const skippedVariant = {
    name: text,
    format: text,
    reason: v.picklist(['time', 'memory'], expected('time or memory')),
  } satisfies Entries<SkippedVariant>;

  const rejection = { code: text, message: text } satisfies Entries<Rejection>;

  const ready = {
    ...base,
    status: v.literal('ready'),
    source: object(source),
    uploadedAt: instant,
    revision: text,
    width: whole(1),
    height: whole(1),
    format: text,
    pages: whole(1),
    hasAlpha: v.boolean(),
    capturedAt: v.optional(capturedAt),
    camera: v.optional(object(camera)),
    location: v.optional(object(location)),
    description: v.optional(object(description)),
    exif,
    dominantColor: pattern(/^#[0-9a-f]{6}$/, 'a colour such as #0a1b2c'),
    thumbhash: pattern(/^[A-Za-z0-9+/]+={0,2}$/, 'base64'),
    perceptualHash: v.optional(pattern(/^[0-9a-f]{16}$/, '16 lower-case hexadecimal digits')),
    hasTransparency: v.optional(v.boolean()),
    isAnimated: v.optional(v.boolean()),
    textLeftOut: v.optional(v.boolean()),
    variants: v.array(object(variant)),
    skippedVariants: v.optional(
      v.pipe(v.array(object(skippedVariant)), v.nonEmpty('Expected a list that is not empty')),
    ),
  } satisfies Entries<ReadyRecord>;

  const rejected = {
    ...base,
    status: v.literal('rejected'),
    source: object(source),
    uploadedAt: instant,
    rejection: object(rejection),
  } satisfies Entries<RejectedRecord>;

  const deleted = {
    ...base,
    status: v.literal('deleted'),
    source: object(address),
    deletedAt: instant,
    expiresAt: whole(0, latestEpochSecond),
  } satisfies Entries<DeletedRecord>;

  return v.variant('status', [object(ready), object(rejected), object(deleted)]);
};

/** A record on its way into the table: what is misspelt is refused, at every level. */
// The two differ in what they refuse, and in no type that is inferred from them.
export const recordToWrite = recordOf(v.strictObject as unknown as ObjectSchema);

/** A record out of the table: what a later release may have added is left out, at every level. */
export const recordAsRead = recordOf(v.object);
