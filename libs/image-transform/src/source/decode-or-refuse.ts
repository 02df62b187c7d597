import { messageOf } from '@image-pipeline/errors';
import { ImageRejectedError, type RejectionContexts, type SourceFormat } from '@image-pipeline/image-file';
import { isAboutDamage, isAboutTheMachine, isWordless } from './decoder-messages.ts';
import { refusal } from './refusal.ts';
import { createTurns } from './turns.ts';

/**
 * Where a decoder is known to end without words, they are not waited for long. Elsewhere they are lost to what is encoded
 * at the same time, too: one failure in twenty, seen in the fuzz.
 */
const attemptsFor = (format: SourceFormat): number => (isAboutDamage('', format) ? 3 : 8);

const turns = createTurns();

/**
 * Decodes, and throws of a failure what it says about the image. libvips has one buffer for the messages of all threads,
 * and whichever ends empties it: of damaged images that are decoded side by side, one failure in a hundred comes without
 * words, or with those of another image. Nothing could be told by it, so it is decoded again while no other is.
 * @param decode whose failures are libvips' or libheif's; it decodes nothing by this function in turn
 * @throws ImageRejectedError where the image is at fault
 * @throws Error of any other failure
 */
export const decodeOrRefuse = async <Decoded>(
  format: SourceFormat,
  part: RejectionContexts['corrupt']['part'],
  decode: () => Promise<Decoded>,
): Promise<Decoded> => {
  for (let attempt = 1; ; attempt++) {
    try {
      return await (attempt === 1 ? turns.together(decode) : turns.alone(decode));
    } catch (cause) {
      if (attempt === attemptsFor(format) || isHeard(cause, format)) throw refusal(cause, format, part);
    }
  }
};

/** HEIC is decoded in a thread with a channel of its own. */
const isHeard = (cause: unknown, format: SourceFormat): boolean => {
  if (cause instanceof ImageRejectedError || format === 'heic') return true;
  const message = messageOf(cause);
  return isAboutTheMachine(message) || (isAboutDamage(message, format) && !isWordless(message));
};
