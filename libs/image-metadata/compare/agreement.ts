import { ImageRejectedError } from '@image-pipeline/image-file';
import { extractMetadata } from '../src/extract-metadata.ts';
import { compare } from './comparison.ts';
import type { ExiftoolTags } from './exiftool.ts';
import { fields } from './fields/fields.ts';
import type { FieldFinding } from './report.ts';

export type FileFindings =
  | { readonly findings: readonly FieldFinding[] }
  | { readonly rejected: { readonly file: string; readonly code: string } };

/** Every field of one file's record beside exiftool's, or why the file has no record. */
export const compareFile = async (
  file: string,
  bytes: Uint8Array,
  tags: ExiftoolTags,
): Promise<FileFindings> => {
  try {
    const metadata = await extractMetadata(bytes, { location: 'keep' });
    return {
      findings: fields.map((field) => ({ file, field: field.name, finding: compare(field, metadata, tags) })),
    };
  } catch (error) {
    if (!(error instanceof ImageRejectedError)) throw error;
    return { rejected: { file, code: error.code } };
  }
};
