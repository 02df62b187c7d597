import type { ReadyRecord } from '@image-pipeline/image-records';
import { photo } from '../testing/records.ts';
import { pictureMarkup } from './picture-markup.ts';
import type { ResponsiveRecord } from './record.ts';

const ready: ReadyRecord = {
  status: 'ready',
  imageId: '0123456789abcdef0123456789abcdef',
  sequencer: '0055AED6DCD90281E5',
  generation: 0,
  processedAt: '2024-05-01T08:00:01.000Z',
  durationMs: 800,
  source: { bucket: 'raw-images-dev', key: 'cat.jpg', eTag: 'd41d8cd98f00b204', bytes: 2_000_000 },
  uploadedAt: '2024-05-01T08:00:00.000Z',
  revision: '3f',
  width: photo.width,
  height: photo.height,
  format: 'jpeg',
  pages: 1,
  hasAlpha: false,
  hasTransparency: false,
  exif: {},
  dominantColor: photo.dominantColor,
  thumbhash: photo.thumbhash,
  variants: photo.variants.map((variant) => ({
    ...variant,
    bytes: 50_000,
    key: `3f/${variant.name}`,
    s3Url: `s3://processed-images-dev/3f/${variant.name}`,
  })),
};

test('a ready record of the repository is a responsive record, and so is its JSON', () => {
  // The assignment is the test: the two types must not drift apart.
  const record: ResponsiveRecord = ready;
  expect(pictureMarkup(record, { alt: '' })).toBe(pictureMarkup(photo, { alt: '' }));
  const received = JSON.parse(JSON.stringify(ready)) as ResponsiveRecord;
  expect(pictureMarkup(received, { alt: '' })).toBe(pictureMarkup(photo, { alt: '' }));
});
