import { messageOf } from '@image-pipeline/errors';
import { ImageRejectedError, type RejectionContexts, type SourceFormat } from '@image-pipeline/image-file';
import { isAboutDamage, isAboutTheMachine } from './decoder-messages.ts';

/**
 * What a failed decoding says about the image: it is damaged where the decoder is known to say so, and of a kind that is
 * not read where the decoder says that. Any other failure, such as of a machine without memory or of a decoder that
 * died, says nothing about it, and is handed back to be thrown: the image may be rendered the next time.
 * @param cause what was thrown; a rejection stays as it is
 */
export const refusal = (
  cause: unknown,
  format: SourceFormat,
  part: RejectionContexts['corrupt']['part'],
): unknown => {
  if (cause instanceof ImageRejectedError) return cause;
  const message = messageOf(cause);
  if (isAboutTheMachine(message)) return cause;
  const recognised = unreadKind(message, format);
  if (recognised !== undefined) {
    return new ImageRejectedError('unsupported-format', { recognised }, { cause });
  }
  if (!isAboutDamage(message, format)) return cause;
  return new ImageRejectedError('corrupt', { format, part }, { cause });
};

/** Intact files that need another library: what the decoders say of them. Words of another image's decoder do not count. */
const unreadKind = (message: string, format: SourceFormat): string | undefined => {
  if (format === 'jpeg' || format === 'tiff') {
    const bits = /Unsupported JPEG data precision (\d+)/.exec(message)?.[1];
    return bits && `JPEG of ${bits} bits`;
  }
  const isOtherCodec =
    (format === 'avif' || format === 'heic') &&
    /heif: Unsupported feature: Unsupported codec\b/.test(message);
  return isOtherCodec ? `${format.toUpperCase()} of a codec that is not read` : undefined;
};
