import * as fc from 'fast-check';
import { imageRecords } from '../../test/arbitrary-records.ts';
import { checkRecord } from './check-record.ts';
import { InvalidRecordError } from '../errors.ts';
import { deletedRecord, readyRecord, rejectedRecord } from '../testing/records.ts';

const ready = readyRecord();
const rejected = rejectedRecord();
const deleted = deletedRecord();
const berlin = { latitude: 52.5, longitude: 13.4 };
const [thumb] = ready.variants as [(typeof ready.variants)[number]];

const refusal = (candidate: unknown): InvalidRecordError => {
  try {
    checkRecord(candidate);
  } catch (error) {
    if (error instanceof InvalidRecordError) return error;
    throw error;
  }
  throw new Error('the record was accepted');
};

const pathsRefused = (candidate: unknown) => refusal(candidate).context.issues.map(({ path }) => path);

describe('checkRecord', () => {
  it('accepts every valid record as it is', () => {
    fc.assert(fc.property(imageRecords, (record) => expect(checkRecord(record)).toEqual(record)));
  });

  it('accepts a record with nothing optional in it', () => {
    const { contentType: _sniffed, ...source } = ready.source;
    const bare = { ...ready, source, variants: [], exif: {} };
    expect(checkRecord(bare)).toEqual(bare);
  });

  it.each([
    ['imageId', { ...ready, imageId: 'cat' }],
    ['sequencer', { ...ready, sequencer: '0a1' }],
    ['sequencer', { ...ready, sequencer: '0A10' }],
    ['sequencer', { ...ready, sequencer: '' }],
    ['generation', { ...ready, generation: -1 }],
    ['generation', { ...ready, generation: 0.5 }],
    ['processedAt', { ...ready, processedAt: '2024-05-01' }],
    ['durationMs', { ...ready, durationMs: -1 }],
    ['durationMs', { ...ready, durationMs: NaN }],
    ['uploadedAt', { ...ready, uploadedAt: '2024-05-01T10:00:00.000+02:00' }],
    ['uploadedAt', { ...rejected, uploadedAt: undefined }],
    ['revision', { ...ready, revision: '' }],
    ['width', { ...ready, width: 0 }],
    ['height', { ...ready, height: 1.5 }],
    ['pages', { ...ready, pages: '1' }],
    ['hasAlpha', { ...ready, hasAlpha: 0 }],
    ['capturedAt', { ...ready, capturedAt: {} }],
    ['capturedAt', { ...ready, capturedAt: '2024-05-01T08:00:00.000Z' }],
    ['capturedAt.local', { ...ready, capturedAt: { local: '2024:05:01' } }],
    ['camera.serial', { ...ready, camera: { serial: '1' } }],
    ['camera.make', { ...ready, camera: { make: '' } }],
    ['location.latitude', { ...ready, location: { latitude: 91, longitude: 0 } }],
    ['location.longitude', { ...ready, location: { latitude: 0, longitude: -181 } }],
    ['location.longitude', { ...ready, location: { latitude: 0 } }],
    ['location.altitude', { ...ready, location: { latitude: 0, longitude: 0, altitude: NaN } }],
    ['location.direction.degrees', { ...ready, location: { ...berlin, direction: { degrees: 360 } } }],
    ['location.direction.degrees', { ...ready, location: { ...berlin, direction: { north: 'true' } } }],
    [
      'location.direction.north',
      { ...ready, location: { ...berlin, direction: { degrees: 1, north: 'T' } } },
    ],
    ['description.title', { ...ready, description: { title: '' } }],
    ['description.creator', { ...ready, description: { creator: 'Ann' } }],
    ['description.keywords', { ...ready, description: { keywords: [] } }],
    ['description.keywords.1', { ...ready, description: { keywords: ['gate', 7] } }],
    ['description.captoin', { ...ready, description: { captoin: 'The gate' } }],
    ['exif.ISO', { ...ready, exif: { ISO: Infinity } }],
    ['exif.ISO', { ...ready, exif: { ISO: 2 ** 53 } }],
    ['exif.ISO', { ...ready, exif: { ISO: 1e-200 } }],
    ['exif.Make', { ...ready, exif: { Make: 'half a pair: \ud83d' } }],
    ['exif.Thumbnail', { ...ready, exif: { Thumbnail: new Uint8Array(3) } }],
    ['exif.', { ...ready, exif: { '': 'nameless' } }],
    ['exif', { ...ready, exif: { constructor: 'x' } }],
    ['exif', { ...ready, exif: JSON.parse('{ "__proto__": "x" }') as unknown }],
    ['exif', { ...ready, exif: undefined }],
    ['exif', { ...ready, exif: 'Make=Fujifilm' }],
    ['dominantColor', { ...ready, dominantColor: 'red' }],
    ['thumbhash', { ...ready, thumbhash: 'not base64!' }],
    ['perceptualHash', { ...ready, perceptualHash: 'c3f0' }],
    ['hasTransparency', { ...ready, hasTransparency: 'yes' }],
    ['isAnimated', { ...ready, isAnimated: 1 }],
    ['textLeftOut', { ...ready, textLeftOut: 'some' }],
    ['skippedVariants', { ...ready, skippedVariants: [] }],
    [
      'skippedVariants.0.reason',
      { ...ready, skippedVariants: [{ name: 'a', format: 'avif', reason: 'mood' }] },
    ],
    ['variants.0.frames', { ...ready, variants: [{ ...thumb, frames: 1 }] }],
    ['variants.0.bytes', { ...ready, variants: [{ ...thumb, bytes: 0 }] }],
    ['variants.0.cdnUrl', { ...ready, variants: [{ ...thumb, cdnUrl: 'cdn/thumb.jpg' }] }],
    ['variants.0.cdnUrl', { ...ready, variants: [{ ...thumb, cdnUrl: 'javascript:alert(1)' }] }],
    ['variants.0.quality', { ...ready, variants: [{ ...thumb, quality: 80 }] }],
    ['variants', { ...rejected, variants: [] }],
    ['source.eTag', { ...ready, source: { ...ready.source, eTag: '"abc"' } }],
    ['source.sha256', { ...ready, source: { ...ready.source, sha256: 'ABC' } }],
    ['source.bytes', { ...ready, source: { ...ready.source, bytes: -1 } }],
    ['source.etag', { ...ready, source: { ...ready.source, etag: 'abc' } }],
    ['source.eTag', { ...deleted, source: rejected.source }],
    ['rejection.message', { ...rejected, rejection: { code: 'corrupt' } }],
    ['expiresAt', { ...deleted, expiresAt: 1.5 }],
    ['status', { ...ready, status: 'done' }],
    ['status', {}],
    ['', null],
    ['', 'record'],
  ])('refuses a record for its %s (%#)', (path, candidate) => {
    expect(pathsRefused(candidate)).toContain(path);
  });

  it('refuses an expiry in milliseconds, which DynamoDB would never reach', () => {
    expect(pathsRefused({ ...deleted, expiresAt: deleted.expiresAt * 1000 })).toEqual(['expiresAt']);
  });

  it('refuses an id that is not that of the source', () => {
    const other = readyRecord({ source: { key: 'other.jpg' } });
    expect(pathsRefused({ ...ready, imageId: other.imageId, variants: other.variants })).toEqual(['imageId']);
    expect(pathsRefused({ ...deleted, imageId: other.imageId })).toEqual(['imageId']);
  });

  it('refuses variants outside of their revision: whoever removes it would miss them, or remove others', () => {
    expect(pathsRefused({ ...ready, revision: 'other' })).toEqual(['variants.0.key']);
    const elsewhere = { ...thumb, s3Url: 's3://processed-images-test/elsewhere.jpg' };
    expect(pathsRefused({ ...ready, variants: [elsewhere] })).toEqual(['variants.0.s3Url']);
  });

  it('tells what it expects and what it found', () => {
    expect(refusal({ ...ready, dominantColor: 'red' }).message).toBe(
      `The record of image "${ready.imageId}" cannot be stored: dominantColor: Expected a colour such as #0a1b2c` +
        ' but received "red". Nothing was written; correct the record.',
    );
  });

  it('keeps its message short whatever is wrong', () => {
    const exif = Object.fromEntries(Array.from({ length: 500 }, (_, n) => [`tag${n}`, Infinity]));
    expect(refusal({ ...ready, imageId: 'x'.repeat(100_000), exif }).message.length).toBeLessThan(1500);
  });
});
