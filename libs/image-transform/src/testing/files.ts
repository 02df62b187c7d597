import { jpegSegment, jpegWithSegment, pngChunk, pngOf, pngWith } from '@image-pipeline/image-file/testing';
import { deflateSync } from 'node:zlib';

/** Files that no encoder writes: forged headers and profiles of one's own. */

/** A PNG of about 5 kB whose header claims any size; its pixels are not there. */
export const pngThatClaims = (width: number, height: number): Buffer =>
  pngOf(width, height, { rows: Buffer.alloc(5_000_000) });

/** A whole PNG of one bit a pixel, all black: 144 million pixels take 18 kB, and a decoder gigabytes. */
export const blackPng = (width: number, height: number): Buffer =>
  pngOf(width, height, { colourType: 0, bits: 1 });

/** The same PNG with an ICC profile and with none of its pixels changed. */
export const pngWithProfile = (png: Buffer, profile: Uint8Array): Buffer =>
  pngWith(png, pngChunk('iCCP', Buffer.concat([Buffer.from('test\0\0', 'latin1'), deflateSync(profile)])));

/** The same JPEG with an ICC profile and with none of its pixels changed. */
export const jpegWithProfile = (jpeg: Buffer, profile: Uint8Array): Buffer =>
  jpegWithSegment(jpeg, 0xe2, Buffer.concat([Buffer.from('ICC_PROFILE\0\x01\x01', 'latin1'), profile]));

/** The same baseline JPEG with another size in its frame header. */
export const jpegThatClaims = (jpeg: Buffer, width: number, height: number): Buffer => {
  const forged = Buffer.from(jpeg);
  const frameHeader = forged.indexOf(Buffer.from([0xff, 0xc0, 0x00, 0x11, 0x08]));
  if (frameHeader < 0) throw new Error('no baseline frame header in this JPEG');
  forged.writeUInt16BE(height, frameHeader + 5);
  forged.writeUInt16BE(width, frameHeader + 7);
  return forged;
};

/** The same PNG as an animation whose first frame it is; the second is the pixels of another PNG of the same size. */
export const apng = (first: Buffer, second: Buffer): Buffer => {
  const sides = first.subarray(16, 24);
  const control = (sequence: number) =>
    pngChunk(
      'fcTL',
      Buffer.concat([uint32(sequence), sides, uint32(0), uint32(0), Buffer.from([0, 1, 0, 10, 0, 0])]),
    );
  const pixels = second.indexOf('IDAT');
  const data = second.subarray(pixels + 4, pixels + 4 + second.readUInt32BE(pixels - 4));
  const end = first.indexOf('IEND') - 4;
  const whole = [
    first.subarray(0, end),
    control(1),
    pngChunk('fdAT', Buffer.concat([uint32(2), data])),
    first.subarray(end),
  ];
  return pngWith(Buffer.concat(whole), pngChunk('acTL', Buffer.concat([uint32(2), uint32(0)])), control(0));
};

/** An Ultra HDR photo: XMP and a multi-picture index (CIPA DC-007) tell of a gain map behind the JPEG. */
export const jpegWithGainMap = (jpeg: Buffer, gainMap: Buffer): Buffer => {
  const xmp = `http://ns.adobe.com/xap/1.0/\0<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description xmlns:hdrgm="http://ns.adobe.com/hdr-gain-map/1.0/" xmlns:Container="http://ns.google.com/photos/1.0/container/" xmlns:Item="http://ns.google.com/photos/1.0/container/item/" hdrgm:Version="1.0"><Container:Directory><rdf:Seq><rdf:li rdf:parseType="Resource"><Container:Item Item:Semantic="Primary" Item:Mime="image/jpeg"/></rdf:li><rdf:li rdf:parseType="Resource"><Container:Item Item:Semantic="GainMap" Item:Mime="image/jpeg" Item:Length="${gainMap.length}"/></rdf:li></rdf:Seq></Container:Directory></rdf:Description></rdf:RDF></x:xmpmeta>`;
  const entry = (attributes: number, size: number, offset: number) =>
    Buffer.concat([uint32(attributes), uint32(size), uint32(offset), uint32(0)]);
  const app1 = jpegSegment(0xe1, Buffer.from(xmp, 'latin1'));
  const index = (length: number, indexAt: number) =>
    jpegSegment(
      0xe2,
      Buffer.concat([
        Buffer.from('MPF\0MM\0*\0\0\0\x08', 'latin1'),
        Buffer.from([0, 3]),
        Buffer.from([0xb0, 0, 0, 7, 0, 0, 0, 4]),
        Buffer.from('0100'),
        Buffer.from([0xb0, 1, 0, 4, 0, 0, 0, 1, 0, 0, 0, 2]),
        Buffer.from([0xb0, 2, 0, 7, 0, 0, 0, 32, 0, 0, 0, 50]),
        uint32(0),
        entry(0x030000, length, 0),
        entry(0, gainMap.length, length - indexAt),
      ]),
    );
  const length = jpeg.length + app1.length + index(0, 0).length;
  // Offsets count from the byte order mark inside the segment.
  const indexAt = 2 + app1.length + 8;
  return Buffer.concat([jpeg.subarray(0, 2), app1, index(length, indexAt), jpeg.subarray(2), gainMap]);
};

const uint32 = (value: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
};
