import { ImageRejectedError, type SourceFormat } from '@image-pipeline/image-file';
import { setTimeout as passed } from 'node:timers/promises';
import { decodeOrRefuse } from './decode-or-refuse.ts';

/** Fails with these messages, one after the other, and then decodes. */
const decoderThatSays = (...messages: readonly string[]) => {
  let calls = 0;
  const decode = (): Promise<string> => {
    const message = messages[calls++];
    return message === undefined ? Promise.resolve('decoded') : Promise.reject(new Error(message));
  };
  return { decode, calls: () => calls };
};

const outcomeOf = async (format: SourceFormat, ...messages: readonly string[]) => {
  const { decode, calls } = decoderThatSays(...messages);
  const outcome = await decodeOrRefuse(format, 'pixels', decode).catch((thrown: unknown) =>
    thrown instanceof ImageRejectedError ? thrown.code : 'thrown',
  );
  return [outcome, calls()];
};

describe('decodeOrRefuse', () => {
  it('believes what a decoder says of its own image at once', async () => {
    expect(await outcomeOf('gif', 'gifload_buffer: Invalid frame data')).toEqual(['corrupt', 1]);
    expect(await outcomeOf('avif', 'heif: Unsupported feature: Unsupported codec (4.3000)')).toEqual([
      'unsupported-format',
      1,
    ]);
  });

  it('decodes again where the words of a failure got lost', async () => {
    expect(await outcomeOf('gif', 'Unknown error', '', 'gifload_buffer: Invalid frame data')).toEqual([
      'corrupt',
      3,
    ]);
    expect(await outcomeOf('jpeg', 'Input buffer has corrupt header: ')).toEqual(['decoded', 2]);
  });

  it('decodes again where the words are those of another image', async () => {
    expect(await outcomeOf('webp', 'VipsJpeg: premature end of JPEG image')).toEqual(['decoded', 2]);
    expect(await outcomeOf('png', 'VipsJpeg: Unsupported JPEG data precision 12')).toEqual(['decoded', 2]);
  });

  it('decodes again alone, when what ran beside it has ended', async () => {
    const notes: string[] = [];
    const beside = decodeOrRefuse('png', 'pixels', async () => {
      await passed(20);
      notes.push('beside');
    });
    const { decode, calls } = decoderThatSays('Unknown error');
    const again = decodeOrRefuse('gif', 'pixels', async () => {
      if (calls() === 1) notes.push('again');
      return decode();
    });
    await Promise.all([beside, again]);
    expect(notes).toEqual(['beside', 'again']);
  });

  it('does not let a machine that is short of memory decode again', async () => {
    expect(await outcomeOf('jpeg', 'vips_malloc: out of memory')).toEqual(['thrown', 1]);
  });

  it('blames the image for a failure without words only where its decoder has none', async () => {
    const unheard = Array<string>(8).fill('Unknown error');
    expect(await outcomeOf('png', ...unheard)).toEqual(['corrupt', 3]);
    expect(await outcomeOf('gif', ...unheard)).toEqual(['thrown', 8]);
  });
});
