import { jpegWithSegment } from '@image-pipeline/image-file/testing';
import { createHash } from 'node:crypto';
import { picture } from './images.ts';

/** One IPTC-IIM data set; numbers as in `2:120`. */
export const dataSet = (number: `${number}:${number}`, data: string | Buffer): Buffer => {
  const [record = 0, set = 0] = number.split(':').map(Number);
  const bytes = Buffer.from(data);
  return Buffer.concat([Buffer.from([0x1c, record, set, bytes.length >> 8, bytes.length & 0xff]), bytes]);
};

export const utf8Mark = dataSet('1:90', '\u001b%G');

export const md5 = (bytes: Buffer) => createHash('md5').update(bytes).digest();

/** The content of an APP13 segment: image resources by number. */
export const photoshopBlock = (resources: readonly (readonly [id: number, data: Buffer])[]): Buffer => {
  const parts = resources.map(([id, data]) => {
    const head = Buffer.alloc(12);
    head.write('8BIM', 'latin1');
    head.writeUInt16BE(id, 4);
    head.writeUInt32BE(data.length, 8);
    return Buffer.concat([head, data, Buffer.alloc(data.length % 2)]);
  });
  return Buffer.concat([Buffer.from('Photoshop 3.0\0', 'latin1'), ...parts]);
};

export const iptcBlock = (...dataSets: readonly Buffer[]) =>
  photoshopBlock([[0x0404, Buffer.concat(dataSets)]]);

/** A JPEG with the block in an APP13 segment and the packet, if any, where sharp puts it. */
export const jpegWithIptc = async (block: Buffer, xmp?: string): Promise<Buffer> => {
  const plain = picture().jpeg();
  return jpegWithSegment(await (xmp === undefined ? plain : plain.withXmp(xmp)).toBuffer(), 0xed, block);
};
