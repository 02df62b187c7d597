import { thumbHashToDataURL } from 'thumbhash';
import { InvalidRecordError } from './errors.ts';
import type { Placeholder } from './options.ts';
import type { ResponsiveRecord } from './record.ts';
import { isTransparent } from './transparency.ts';

/** CSS declarations by property. */
export type Style = Readonly<Record<string, string>>;

const styles: Record<Placeholder, (record: ResponsiveRecord) => Style> = {
  none: () => ({}),
  color: ({ dominantColor }) => ({ 'background-color': dominantColor }),
  thumbhash: ({ thumbhash }) => ({
    'background-image': `url("${thumbHashToDataURL(thumbHashBytes(thumbhash))}")`,
    'background-position': 'center',
    'background-repeat': 'no-repeat',
    'background-size': 'cover',
  }),
};

/**
 * The style that shows a placeholder. It lies behind the picture, so it would stay in sight behind one that can be seen
 * through: the default is none for those, else the ThumbHash.
 * @throws InvalidRecordError when the record's thumbhash is asked for and is none
 */
export const placeholderStyle = (record: ResponsiveRecord, asked: Placeholder | undefined): Style =>
  styles[asked ?? (isTransparent(record) ? 'none' : 'thumbhash')](record);

/** No ThumbHash is shorter than its header. The longest, of a square with transparency: 6 bytes and 38 half bytes. */
const minBytes = 5;
const maxBytes = 25;

const thumbHashBytes = (base64: string): Uint8Array => {
  const bytes = isBase64(base64) ? Uint8Array.from(atob(base64), (byte) => byte.charCodeAt(0)) : undefined;
  if (bytes === undefined || bytes.length < minBytes || bytes.length > maxBytes || isFlat(bytes)) {
    throw new InvalidRecordError(
      'thumbhash',
      `a ThumbHash of ${minBytes} to ${maxBytes} bytes in base64`,
      base64,
    );
  }
  return bytes;
};

const isBase64 = (text: string): boolean =>
  text.length % 4 === 0 && text.length <= maxBytes * 2 && /^[A-Za-z0-9+/]+={0,2}$/.test(text);

/** The lowest three bits of the fourth byte count along the shorter side: zero would decode to a picture of no area. */
const isFlat = (bytes: Uint8Array): boolean => ((bytes[3] ?? 0) & 7) === 0;
