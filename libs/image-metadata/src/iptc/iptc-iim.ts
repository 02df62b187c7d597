import type { DescriptionField, RawDescription } from '../values/raw-description.ts';
import { decodeText } from '../values/text.ts';

/** Data sets of record 2 by number: IPTC-IIM 4.2, chapter 6. */
const dataSets: Readonly<Record<number, DescriptionField>> = {
  5: 'title',
  25: 'keywords',
  80: 'creator',
  116: 'rights',
  120: 'caption',
};

/** Repetitions beyond this many are not read: ten times as many as are kept. */
const maxRepetitions = 1000;

/** Larger than any field of a description may be by IPTC-IIM, whose longest has 2000 bytes. */
const maxTextBytes = 8192;

const utf8 = new TextDecoder('utf-8');

/**
 * The description in a stream of IPTC-IIM data sets. Damage costs what comes after it.
 *
 * IPTC-IIM leaves text in any of ISO 2022's encodings, named by 1:90. UTF-8 is the one that is found; text that no
 * 1:90 marks is mostly UTF-8 or Windows-1252 all the same. exifr's reader is not used: it takes all text
 * for Latin-1, knows no 1:90 and no extended lengths, and bounds nothing.
 */
export const readIptc = (bytes: Buffer): RawDescription => {
  const fields: Record<DescriptionField, string[]> = {
    title: [],
    caption: [],
    creator: [],
    rights: [],
    keywords: [],
  };
  let decode = decodeText;
  for (const { record, dataSet, data } of dataSetsIn(bytes)) {
    if (record === 1 && dataSet === 90) decode = data.equals(utf8Escape) ? decodeUtf8 : decodeText;
    const field = record === 2 ? dataSets[dataSet] : undefined;
    if (field === undefined || fields[field].length === maxRepetitions) continue;
    fields[field].push(decode(data.subarray(0, maxTextBytes)));
  }
  return fields;
};

/** ISO 2022's announcement of UTF-8. */
const utf8Escape = Buffer.from('\u001b%G', 'latin1');

/** IPTC's limits count bytes: the last character may be cut through. */
const decodeUtf8 = (bytes: Uint8Array) => utf8.decode(bytes).replace(/\ufffd$/, '');

interface DataSet {
  readonly record: number;
  readonly dataSet: number;
  readonly data: Buffer;
}

/** Starts each data set: IPTC-IIM 4.2, section 1.5. */
export const dataSetMarker = 0x1c;
const headerBytes = 5;

/**
 * A data set is the marker, its record, its number, its length in two bytes, and data. A length with its top bit set
 * counts the bytes of the real length, for data beyond 32 KiB: IPTC-IIM 4.2, section 1.5. Zeros pad the end.
 */
function* dataSetsIn(bytes: Buffer): Generator<DataSet> {
  let at = 0;
  while (at + headerBytes <= bytes.length && bytes[at] === dataSetMarker) {
    const length = bytes.readUInt16BE(at + 3);
    const sizeBytes = length > 0x7fff ? length & 0x7fff : 0;
    const start = at + headerBytes + sizeBytes;
    if (sizeBytes > 4 || start > bytes.length) return;
    const end = start + (sizeBytes > 0 ? bytes.readUIntBE(at + headerBytes, sizeBytes) : length);
    if (end > bytes.length) return;
    yield {
      record: bytes.readUInt8(at + 1),
      dataSet: bytes.readUInt8(at + 2),
      data: bytes.subarray(start, end),
    };
    at = end;
  }
}
