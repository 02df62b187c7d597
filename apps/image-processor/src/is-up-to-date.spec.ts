import { deletedRecord, readyRecord, rejectedRecord } from '@image-pipeline/image-records/testing';
import { isUpToDate } from './is-up-to-date.ts';

const { source, uploadedAt } = readyRecord();
const facts = { ...source, uploadedAt: new Date(uploadedAt) };

describe('isUpToDate', () => {
  it('knows the object that a record tells of', () => {
    expect(isUpToDate(readyRecord(), facts)).toBe(true);
    expect(isUpToDate(rejectedRecord(), facts)).toBe(true);
    expect(isUpToDate(deletedRecord(), undefined)).toBe(true);
  });

  it('knows that it is gone, or back', () => {
    expect(isUpToDate(readyRecord(), undefined)).toBe(false);
    expect(isUpToDate(rejectedRecord(), undefined)).toBe(false);
    expect(isUpToDate(deletedRecord(), facts)).toBe(false);
  });

  it.each([
    ['other bytes', { eTag: 'other' }],
    ['the same bytes, written later', { uploadedAt: new Date(Date.parse(uploadedAt) + 1000) }],
    ['another version', { versionId: 'v2' }],
  ])('knows that it was written since: %s', (_what, change) => {
    expect(isUpToDate(readyRecord(), { ...facts, ...change })).toBe(false);
    expect(isUpToDate(rejectedRecord(), { ...facts, ...change })).toBe(false);
  });
});
