import { imageIdOf } from '../identity/image-id.ts';
import type {
  DeletedRecord,
  ObjectAddress,
  ReadyRecord,
  RejectedRecord,
  Variant,
} from '../record/image-record.ts';
import { variantKey } from '../identity/variant-key.ts';

type Overrides<Record extends { readonly source: ObjectAddress }> = Partial<
  Omit<Record, 'status' | 'source'>
> & { readonly source?: Partial<Record['source']> };

const address: ObjectAddress = { bucket: 'raw-images-test', key: 'holiday/beach.jpg' };
const processed = { processedAt: '2024-05-01T08:00:03.250Z', durationMs: 412 };
const order = { sequencer: '0055AED6DCD90281E5', generation: 0 };
const uploadedAt = '2024-05-01T08:00:01.000Z';
const sourceFacts = { eTag: 'd41d8cd98f00b204e9800998ecf8427e', bytes: 2_345_678, contentType: 'image/jpeg' };

/**
 * A valid record of a ready image with one variant. Id and variant keys follow from `source` and `revision`.
 *
 * @param overrides attributes to have instead; `source` may be given in part
 */
export const readyRecord = ({ source, ...overrides }: Overrides<ReadyRecord> = {}): ReadyRecord => {
  const record = {
    imageId: imageIdOf({ ...address, ...source }),
    revision: 'f3c1a5d2',
    ...overrides,
  };
  return {
    status: 'ready',
    source: { ...address, ...sourceFacts, ...source },
    ...order,
    ...processed,
    uploadedAt,
    width: 4000,
    height: 3000,
    format: 'jpeg',
    pages: 1,
    hasAlpha: false,
    exif: { Make: 'Fujifilm', ISO: 200 },
    dominantColor: '#3a6ea5',
    thumbhash: '1QcSHQRnh493V4dIh4eXh1h4kJUI',
    variants: [thumbOf(record)],
    ...record,
  };
};

const thumbOf = ({ imageId, revision }: Pick<ReadyRecord, 'imageId' | 'revision'>): Variant => {
  const key = variantKey({ imageId, revision, name: 'thumb', extension: 'jpg' });
  return {
    name: 'thumb',
    format: 'jpeg',
    width: 200,
    height: 200,
    bytes: 9_876,
    key,
    s3Url: `s3://processed-images-test/${key}`,
    cdnUrl: `https://cdn.example.com/${key}`,
  };
};

/** A valid record of an image that was rejected; see `readyRecord`. */
export const rejectedRecord = ({ source, ...overrides }: Overrides<RejectedRecord> = {}): RejectedRecord => ({
  status: 'rejected',
  imageId: imageIdOf({ ...address, ...source }),
  source: { ...address, ...sourceFacts, ...source },
  ...order,
  ...processed,
  uploadedAt,
  rejection: { code: 'corrupt', message: 'The file ends before the picture does.' },
  ...overrides,
});

/** A valid tombstone that expires a week after the deletion; see `readyRecord`. */
export const deletedRecord = ({ source, ...overrides }: Overrides<DeletedRecord> = {}): DeletedRecord => ({
  status: 'deleted',
  imageId: imageIdOf({ ...address, ...source }),
  source: { ...address, ...source },
  ...order,
  ...processed,
  deletedAt: '2024-05-02T09:30:00.000Z',
  expiresAt: Date.parse('2024-05-09T09:30:00.000Z') / 1000,
  ...overrides,
});
