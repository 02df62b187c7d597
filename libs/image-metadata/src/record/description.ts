import { allowedExif } from '../exif/allowed-exif.ts';
import { bothNotices } from '../exif/copyright.ts';
import type { ExifTags } from '../exif/exif-tags.ts';
import type { IptcBlock } from '../iptc/iptc-block.ts';
import { recovered } from '../iptc/iptc-limits.ts';
import type { DescriptionField, RawDescription } from '../values/raw-description.ts';
import type { TagValue } from '../values/tag-value.ts';
import { cleanText } from '../values/text.ts';
import { isDoubtful, isMachineText, type Equipment } from './machine-texts.ts';

/** What people wrote into the file about the picture. What nobody wrote is absent; lists are not empty. */
export interface Description {
  /** At most 256 UTF-16 code units. */
  readonly title?: string;
  /** At most 2048. */
  readonly caption?: string;
  /** At most 16 names of 256 each, in the file's order. */
  readonly creator?: readonly string[];
  /** The copyright notice, at most 1024. */
  readonly rights?: string;
  /** At most 100 of 64 each, every one once, in the file's order. */
  readonly keywords?: readonly string[];
}

const bounds: Readonly<Record<DescriptionField, { readonly most: number; readonly items: number }>> = {
  title: { most: 256, items: 1 },
  caption: { most: 2048, items: 1 },
  creator: { most: 256, items: 16 },
  rights: { most: 1024, items: 1 },
  // IPTC-IIM's own bound for a keyword. All fields at their bounds are under 44 KB of UTF-8.
  keywords: { most: 64, items: 100 },
};

/** The tags of EXIF that stand beside properties of IPTC and XMP: MWG Guidelines 2.0, section 5. */
const exifDescription = { caption: 0x010e, creator: 0x013b, rights: 0x8298 } as const;

/**
 * One value for each field out of the up to three that a file holds.
 *
 * The order is that of the Metadata Working Group's Guidelines for Handling Image Metadata 2.0, sections 3 and 5:
 * EXIF, then XMP, then IPTC; IPTC before XMP when it was edited by a program that knows no XMP, except for texts that
 * IPTC's limits cut off, which XMP has in full. Fields are never mixed. Beyond them, a title or caption that no person
 * wrote is none, and one that perhaps no person wrote yields to any other.
 */
export const descriptionOf = (
  { ifd0 }: ExifTags,
  iptc: IptcBlock | undefined,
  xmp: RawDescription | undefined,
): Description | undefined => {
  const candidatesOf = (field: DescriptionField): readonly (readonly string[])[] => {
    const fromExif = field in exifDescription ? exifTexts(ifd0, field as keyof typeof exifDescription) : [];
    const fromXmp = tidied(field, xmp?.[field]);
    const fromIptc = tidied(field, iptc && recovered(field, iptc.fields[field], xmp?.[field]));
    return [fromExif, ...(iptc?.editedAlone === true ? [fromIptc, fromXmp] : [fromXmp, fromIptc])];
  };
  const listOf = (field: DescriptionField) => candidatesOf(field).find((texts) => texts.length > 0) ?? [];
  const equipment = equipmentIn(ifd0);
  /** A machine's words are none, and a person's count before those that may be a machine's. */
  const personsText = (field: 'title' | 'caption') => {
    const texts = candidatesOf(field)
      .flat()
      .filter((text) => !isMachineText(text, equipment));
    return texts.find((text) => !isDoubtful(text)) ?? texts[0];
  };
  const [title, caption, rights] = [personsText('title'), personsText('caption'), listOf('rights')[0]];
  const [creator, keywords] = [listOf('creator'), listOf('keywords')];
  const description = {
    ...(title !== undefined && { title }),
    ...(caption !== undefined && { caption }),
    ...(creator.length > 0 && { creator }),
    ...(rights !== undefined && { rights }),
    ...(keywords.length > 0 && { keywords }),
  };
  return Object.keys(description).length > 0 ? description : undefined;
};

/** Bounded, one line each, without blanks and repetitions. */
const tidied = (field: DescriptionField, values: readonly TagValue[] = []): readonly string[] => {
  const { most, items } = bounds[field];
  const texts = new Set<string>();
  for (const value of values) {
    const text = cleanText(value, most);
    if (text !== undefined) texts.add(text);
    if (texts.size === items) break;
  }
  return [...texts];
};

const exifTexts = (ifd0: ExifTags['ifd0'], field: keyof typeof exifDescription): readonly string[] => {
  const recorded = ifd0[exifDescription[field]];
  const { most, items } = bounds[field];
  const text = cleanText(field === 'rights' ? bothNotices(recorded) : recorded, most * items);
  if (text === undefined) return [];
  return tidied(field, field === 'creator' ? namesIn(text) : [text]);
};

const equipmentIn = (ifd0: ExifTags['ifd0']): Equipment => {
  const nameOf = ({ tag, most }: { readonly tag: number; readonly most: number }) =>
    cleanText(ifd0[tag], most);
  const { Make, Model, Software } = allowedExif;
  return { make: nameOf(Make), model: nameOf(Model), software: nameOf(Software) };
};

/** EXIF has one text for all names, parted by semicolons; a name that holds one is in quotes: MWG 2.0, section 5.3. */
const namesIn = (text: string) =>
  Array.from(text.matchAll(/"((?:[^"]|"")+)"\s*(?=;|$)|[^;\s][^;]*/g), ([name, quoted]) =>
    quoted === undefined ? name : quoted.replaceAll('""', '"'),
  );
