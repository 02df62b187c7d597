/** How pieces are compressed: TIFF 6.0, and the registry of TIFF tags. */
export const compressions = {
  none: 1,
  fax: 2,
  faxGroup3: 3,
  faxGroup4: 4,
  lzw: 5,
  jpeg: 7,
  deflate: 8,
  next: 32_766,
  packBits: 32_773,
  thunderScan: 32_809,
  deflateOfOld: 32_946,
  logLuv: 34_676,
  logLuv24: 34_677,
  webp: 50_001,
} as const;

/** What libtiff as sharp has it decodes, and decodes right. */
const read: ReadonlySet<number> = new Set(Object.values(compressions));

/**
 * Compressions that it does not. Fax by words of 16 bits (32,771) it decodes by where the words lie in memory, so that
 * rows are lost.
 */
const unread: Readonly<Record<number, string>> = {
  6: 'old-style JPEG',
  9: 'JBIG',
  10: 'JBIG',
  22_610: 'JPEG XR',
  32_767: 'Sony ARW',
  32_769: 'a packed raw',
  32_770: 'Samsung SRW',
  32_771: 'CCITT RLE by words',
  32_895: 'IT8',
  32_896: 'IT8',
  32_897: 'IT8',
  32_898: 'IT8',
  32_908: 'PixarFilm',
  32_909: 'PixarLog',
  32_947: 'Kodak DCS',
  33_003: 'JPEG 2000',
  33_004: 'JPEG 2000',
  33_005: 'JPEG 2000',
  34_661: 'JBIG',
  34_712: 'JPEG 2000',
  34_713: 'Nikon NEF',
  34_715: 'JBIG2',
  34_887: 'LERC',
  34_892: 'lossy JPEG of DNG',
  34_925: 'LZMA',
  34_926: 'ZSTD',
  34_927: 'WebP before its registration',
  34_933: 'PNG',
  34_934: 'JPEG XR',
  50_000: 'ZSTD',
  50_002: 'JPEG XL',
  52_546: 'JPEG XL',
};

/** The name of a compression that is not read, or its number, where it has no name. Undefined of one that is. */
export const unreadCompression = (compression: number): string | undefined =>
  read.has(compression) ? undefined : (unread[compression] ?? `method ${compression}`);
