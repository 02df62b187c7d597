import { isPlaceholder, isProgramsText } from './placeholder-texts.ts';

/*
 * What cameras, phones and scanners write where a caption would stand. The lists are those that galleries keep after
 * years of complaints (iNaturalist's branded descriptions, PhotoPrism's unwanted descriptions), what DJI and GoPro
 * write (paths below DCIM, `default`), and what phones of Huawei and Honor write: the codes of their picture modes.
 */

/** Whole texts, in lower case. */
const brands = new Set([
  'sony dsc',
  'samsung',
  'samsung camera pictures',
  'dvc 10.1 hdmi',
  'exif_jpeg_picture',
  'exif jpeg picture',
  'hellomoto',
  'my beautiful picture',
  'scanner',
  'iclarified',
]);

/** Picture modes of phones, in lower case: `cof` with colour filter off, `btf` beauty, `mon` monochrome, `dav`, `nor` … */
const modes = new Set(
  (
    '_cuva bsh btf btfhdr btfmdn btr burst cof cof_vivid cuva dav dualcam edf fbt fbthdr frem frontbhdp fshbty hdr ' +
    'hdr_vivid hdrpl mde mde_soft mon nor oznor oznorwo ozedf ptr qrf rbt rbthdr rhdr rpt sdr sdr_hdrb sdr_vivid smart vhdr'
  ).split(' '),
);

/** OPPO, OnePlus and realme number theirs. */
const numberedMode = /^oplus_\d+$/;

/** With the maker's name in capitals, or that of a known one. My first digital camera is a person's caption. */
const digitalCamera = [
  /^(?:[\p{Lu}\d.-]{2,} ){0,2}(?:DIGITAL|Digital)(?: [A-Za-z]+)? (?:CAMERA|Camera)$/u,
  /^(?:(?:samsung|kodak|olympus|minolta|konica minolta|medion|pentax|ricoh|sanyo) )?digital(?: (?:still|game))? camera$/i,
];

/** `<KENOX S1050  / Samsung S1050>`, `<Digimax i5, Samsung #1>`. */
const inBrackets = /^<[^<>]*\b(?:samsung|kenox|digimax)\b[^<>]*>$/i;

/** `DCIM\100MEDIA\DJI_0001.JPG`, `/storage/emulated/0/DCIM/Camera`, `C:\scans\1.tif`, a URI of Android. */
const paths = [/^(?:\S*[\\/])?dcim(?:[\\/].*)?$/i, /^(?:[a-z]:[\\/]|\\\\)/i, /^(?:file|content):\/\//i];

/** Names that cameras, phones and messengers give to files, and any other without a blank. */
const fileNames = [
  /^\S+\.(?:jpe?g|png|hei[cf]|tiff?|webp|avif|gif|bmp|dng|nef|cr2|arw|mp4|mov)$/i,
  /^(?:img|imag|dsc[nf]?|_dsc|cimg|dji|gopr|mvimg|pano|pict|pxl|sam|wp)[-_]?\d{3,}[\w-]*$/i,
  /^(?:whatsapp image \d|signal-\d).{0,40}$/i,
];

/** Makers whose phones write codes that no list has in full: a single word of small letters is one. */
const coders = /^(?:huawei|honor)\b/i;
const code = /^[a-z\d_]+(?:[A-Z]{1,4})?$/;

/** What a file says of its equipment: Make, Model and Software of EXIF, tidied. */
export interface Equipment {
  readonly make?: string | undefined;
  readonly model?: string | undefined;
  readonly software?: string | undefined;
}

/**
 * Whether nobody wrote this title or caption: a camera, a phone or a program did.
 * @param text one tidied line
 */
export const isMachineText = (text: string, equipment: Equipment): boolean =>
  !/[\p{L}\p{N}]/u.test(text) ||
  isCameras(text) ||
  isPlaceholder(text) ||
  isProgramsText(text) ||
  isEquipment(text, equipment);

const isCameras = (text: string): boolean => {
  const small = text.toLowerCase();
  return (
    brands.has(small) ||
    modes.has(small) ||
    numberedMode.test(small) ||
    [...digitalCamera, inBrackets, ...paths, ...fileNames].some((pattern) => pattern.test(text))
  );
};

const isEquipment = (text: string, { make = '', model = '', software = '' }: Equipment): boolean => {
  const small = text.toLowerCase();
  const names = [make, model, software, `${make} ${model}`.trim()].map((name) => name.toLowerCase());
  return names.includes(small) || (coders.test(make) && code.test(text));
};

/** Modes that no list knows, letters and digits without a blank; settings in a row; names of files with blanks in them. */
const doubtful = [
  /^[a-z\d_]{1,16}$/,
  /^[\w-]+: ?[^;]*;(?: ?[\w-]+: ?[^;]*(?:;|$)){2,}/,
  /^.+\.(?:jpe?g|png|hei[cf]|tiff?)$/i,
  /^(?:created|generated|processed|edited|made) (?:with|by|using|in) \S.*$/i,
];

/** Whether a machine may have written it, or a person of few words: any text of a person counts before it. */
export const isDoubtful = (text: string): boolean => doubtful.some((pattern) => pattern.test(text));
