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
  [v.strictObject({ instant }), v.strictObject({ local: localTime })],
  expected('either an instant or a local time'),
);

const camera = {
  make: v.optional(text),
  model: v.optional(text),
  lens: v.optional(text),
} satisfies Entries<Camera>;

const belowFullCircle = v.pipe(
  between(0, 360),
  v.check((value) => value < 360, expected('less than 360')),
);

const direction = {
  degrees: belowFullCircle,
  north: v.optional(v.picklist(['true', 'magnetic'], expected('true or magnetic'))),
} satisfies Entries<Direction>;

const location = {
  latitude: between(-90, 90),
  longitude: between(-180, 180),
  altitude: v.optional(number),
  direction: v.optional(v.strictObject(direction)),
} satisfies Entries<Location>;

const texts = v.pipe(v.array(text), v.nonEmpty('Expected a list that is not empty'));

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

/** Names that reach an object's prototype: valibot drops them without a word, and a dropped tag is a lost fact. */
const reservedNames = ['__proto__', 'prototype', 'constructor'];
const hasReservedName = (tags: unknown) =>
  isObject(tags) && reservedNames.some((name) => Object.hasOwn(tags, name));

const exif = v.pipe(
  v.unknown(),
  v.check((tags) => !hasReservedName(tags), `Expected no tag named ${reservedNames.join(', ')}`),
  v.record(text, v.union([anyText, number])),
);

const rejection = { code: text, message: text } satisfies Entries<Rejection>;

const base = {
  imageId: pattern(imageIdPattern, 'an image id of 32 lower-case hexadecimal digits'),
  sequencer: pattern(/^(0|[0-9A-F]{0,63}[1-9A-F])$/, 'a sequencer as normaliseSequencer gives it'),
  generation: whole(0),
  processedAt: instant,
  durationMs: between(0, Number.MAX_SAFE_INTEGER),
};

const ready = {
  ...base,
  status: v.literal('ready'),
  source: v.strictObject(source),
  uploadedAt: instant,
  revision: text,
  width: whole(1),
  height: whole(1),
  format: text,
  pages: whole(1),
  hasAlpha: v.boolean(),
  capturedAt: v.optional(capturedAt),
  camera: v.optional(v.strictObject(camera)),
  location: v.optional(v.strictObject(location)),
  description: v.optional(v.strictObject(description)),
  exif,
  dominantColor: pattern(/^#[0-9a-f]{6}$/, 'a colour such as #0a1b2c'),
  thumbhash: pattern(/^[A-Za-z0-9+/]+={0,2}$/, 'base64'),
  perceptualHash: v.optional(pattern(/^[0-9a-f]{16}$/, '16 lower-case hexadecimal digits')),
  hasTransparency: v.optional(v.boolean()),
  isAnimated: v.optional(v.boolean()),
  variants: v.array(v.strictObject(variant)),
  skippedVariants: v.optional(
    v.pipe(v.array(v.strictObject(skippedVariant)), v.nonEmpty('Expected a list that is not empty')),
  ),
} satisfies Entries<ReadyRecord>;

const rejected = {
  ...base,
  status: v.literal('rejected'),
  source: v.strictObject(source),
  uploadedAt: instant,
  rejection: v.strictObject(rejection),
} satisfies Entries<RejectedRecord>;

const deleted = {
  ...base,
  status: v.literal('deleted'),
  source: v.strictObject(address),
  deletedAt: instant,
  expiresAt: whole(0, latestEpochSecond),
} satisfies Entries<DeletedRecord>;

/** A record on its way into the table: a misspelt attribute is refused. */
export const recordToWrite: v.GenericSchema<unknown, ImageRecord> = v.variant('status', [
  v.strictObject(ready),
  v.strictObject(rejected),
  v.strictObject(deleted),
]);

/** A record out of the table: attributes that a later release may have added at its top level are left out. */
export const recordAsRead: v.GenericSchema<unknown, ImageRecord> = v.variant('status', [
  v.object(ready),
  v.object(rejected),
  v.object(deleted),
]);
