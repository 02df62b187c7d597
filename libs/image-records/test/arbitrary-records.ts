import * as fc from 'fast-check';
import { imageIdOf } from '../src/identity/image-id.ts';
import type { ImageRecord, ReadyRecord } from '../src/record/image-record.ts';
import { normaliseSequencer } from '../src/event-order/sequencer.ts';
import { deletedRecord, readyRecord, rejectedRecord } from '../src/testing/records.ts';

const hexDigit = fc.constantFrom(...'0123456789abcdefABCDEF');

/** As S3 or a store like it may spell them: any length, either case, zeros at either end. */
export const sequencers = fc
  .tuple(
    fc.stringMatching(/^0{0,3}$/),
    fc.string({ unit: hexDigit, minLength: 1, maxLength: 12 }),
    fc.stringMatching(/^0{0,3}$/),
  )
  .map((parts) => parts.join(''));

const text = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 });
const anyText = fc.string({ unit: 'grapheme', maxLength: 20 });
const instants = fc
  .date({
    min: new Date('0000-01-01T00:00:00Z'),
    max: new Date('9999-12-31T23:59:59.999Z'),
    noInvalidDate: true,
  })
  .map((date) => date.toISOString());
const numbers = fc
  .oneof(
    fc.integer(),
    fc.double({ noNaN: true, min: -Number.MAX_SAFE_INTEGER, max: Number.MAX_SAFE_INTEGER }),
  )
  .filter((value) => value === 0 || Math.abs(value) >= 1e-130);

const optionally = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });

const base = fc.record({
  sequencer: sequencers.map(normaliseSequencer),
  generation: fc.nat(),
  processedAt: instants,
  durationMs: fc.nat(),
});

const source = fc.record(
  {
    bucket: fc.stringMatching(/^[a-z0-9.-]{3,20}$/),
    key: text,
    versionId: text,
    eTag: fc.stringMatching(/^[0-9a-f-]{1,40}$/),
    bytes: fc.nat(),
    contentType: text,
    sha256: fc.stringMatching(/^[0-9a-f]{64}$/),
  },
  { requiredKeys: ['bucket', 'key', 'eTag', 'bytes'] },
);

const facts: fc.Arbitrary<Partial<ReadyRecord>> = fc.record({
  uploadedAt: instants,
  revision: fc.stringMatching(/^[0-9a-f]{1,20}$/),
  width: fc.integer({ min: 1 }),
  hasAlpha: fc.boolean(),
  perceptualHash: optionally(fc.stringMatching(/^[0-9a-f]{16}$/)),
  hasTransparency: optionally(fc.boolean()),
  isAnimated: optionally(fc.boolean()),
  textLeftOut: optionally(fc.boolean()),
  skippedVariants: optionally(
    fc.array(
      fc.record({ name: text, format: text, reason: fc.constantFrom('time' as const, 'memory' as const) }),
      { minLength: 1, maxLength: 3 },
    ),
  ),
  capturedAt: optionally(
    fc.oneof(
      instants.map((instant) => ({ instant })),
      instants.map((instant) => ({ local: instant.slice(0, -1) })),
    ),
  ),
  camera: optionally(fc.record({ make: text, model: text, lens: text }, { requiredKeys: [] })),
  location: optionally(
    fc.record(
      {
        latitude: fc.integer({ min: -90, max: 90 }),
        longitude: fc.double({ noNaN: true, min: -180, max: 180 }).map((value) => Number(value.toFixed(6))),
        altitude: numbers,
        direction: fc.record(
          { degrees: fc.integer({ min: 0, max: 359 }), north: fc.constantFrom('true', 'magnetic') },
          { requiredKeys: ['degrees'] },
        ),
      },
      { requiredKeys: ['latitude', 'longitude'] },
    ),
  ),
  description: optionally(
    fc.record(
      {
        title: text,
        caption: text,
        creator: fc.array(text, { minLength: 1, maxLength: 3 }),
        rights: text,
        keywords: fc.array(text, { minLength: 1, maxLength: 5 }),
      },
      { requiredKeys: [] },
    ),
  ),
  exif: fc.dictionary(
    text.filter((name) => !['__proto__', 'prototype', 'constructor'].includes(name)),
    fc.oneof(anyText, numbers),
    { noNullPrototype: true },
  ),
});

/** Valid records of every status, with texts and numbers of every kind. */
export const imageRecords: fc.Arbitrary<ImageRecord> = fc.oneof(
  fc
    .tuple(base, source, facts)
    .map(([common, from, known]) =>
      readyRecord({ ...common, ...known, source: from, imageId: imageIdOf(from) }),
    ),
  fc
    .tuple(base, source, instants)
    .map(([common, from, uploadedAt]) =>
      rejectedRecord({ ...common, uploadedAt, source: from, imageId: imageIdOf(from) }),
    ),
  fc
    .tuple(base, source)
    .map(([common, { bucket, key }]) => deletedRecord({ ...common, source: { bucket, key } })),
);
