import { isObject } from '@image-pipeline/errors';
import * as v from 'valibot';
import { InvalidRecordError, type RecordIssue } from '../errors.ts';
import { imageIdOf } from '../identity/image-id.ts';
import type { ImageRecord, ReadyRecord } from './image-record.ts';
import { recordToWrite } from './record-schema.ts';

/** Holds a found value of any length off the error message. */
const maxProblemLength = 200;

/**
 * Refuses a record that could not be read back, or that contradicts itself.
 *
 * @throws InvalidRecordError
 */
export const checkRecord = (candidate: unknown): ImageRecord => {
  const parsed = parseRecord(recordToWrite, candidate);
  if (!parsed.ok) throw new InvalidRecordError(imageIdIn(candidate), parsed.issues);
  return parsed.record;
};

export type ParsedRecord =
  | { readonly ok: true; readonly record: ImageRecord }
  | { readonly ok: false; readonly issues: readonly RecordIssue[] };

/** Checks shape by the schema first, then what no shape can say: that the parts of the record agree. */
export const parseRecord = (
  schema: v.GenericSchema<unknown, ImageRecord>,
  candidate: unknown,
): ParsedRecord => {
  const { success, output, issues: found } = v.safeParse(schema, candidate);
  const issues = success ? contradictions(output) : found.map(recordIssue);
  return success && issues.length === 0 ? { ok: true, record: output } : { ok: false, issues };
};

const recordIssue = (issue: v.BaseIssue<unknown>): RecordIssue => ({
  path: v.getDotPath(issue) ?? '',
  problem: issue.message.slice(0, maxProblemLength),
});

const contradictions = (record: ImageRecord): readonly RecordIssue[] => [
  ...(record.imageId === imageIdOf(record.source)
    ? []
    : [{ path: 'imageId', problem: 'Expected the imageIdOf the source' }]),
  ...(record.status === 'ready' ? strayVariants(record) : []),
];

/** Whoever removes a revision removes the keys its record names: none may lie outside of it. */
const strayVariants = ({ imageId, revision, variants }: ReadyRecord): readonly RecordIssue[] => {
  const home = `${imageId}/${revision}/`;
  return variants.flatMap(({ key, s3Url }, position) => [
    ...(key.startsWith(home)
      ? []
      : [{ path: `variants.${position}.key`, problem: `Expected a key below ${home}` }]),
    ...(s3Url.endsWith(`/${key}`)
      ? []
      : [{ path: `variants.${position}.s3Url`, problem: "Expected the variant's key at its end" }]),
  ]);
};

const imageIdIn = (candidate: unknown): unknown => (isObject(candidate) ? candidate['imageId'] : undefined);
