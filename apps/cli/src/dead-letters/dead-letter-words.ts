import type { DeadLetter } from '@image-pipeline/pipeline-operations';
import { printable } from '../terminal/printable.ts';

/** What a dead letter is about and why it is one, in one line. */
export const deadLetterWords = ({ objects, errorType, errorMessage }: DeadLetter): string => {
  const about = objects.length === 0 ? 'no event of S3' : objects.map(({ key }) => printable(key)).join(', ');
  return `${about}: ${printable(errorType)}: ${printable(errorMessage)}`;
};
