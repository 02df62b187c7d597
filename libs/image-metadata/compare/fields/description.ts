import { isDoubtful, isMachineText } from '../../src/record/machine-texts.ts';
import { cleanText } from '../../src/values/text.ts';
import { equal, type Field, type Rule, type Value } from '../comparison.ts';
import { list, tag, text, texts } from '../exiftool-values.ts';
import type { ExiftoolTags } from '../exiftool.ts';
import { notUtf8, tidied, tidiedList } from '../text-rules.ts';

const isIptcEditedAlone = (tags: ExiftoolTags): boolean => {
  const [digest, current] = [tags['Photoshop:IPTCDigest'], tags['File:CurrentIPTCDigest']];
  return digest !== undefined && current !== undefined && digest !== current;
};

/** The guidelines do not mention titles: the same order as for the rest. In another language it is `Title-de`. */
const title = (tags: ExiftoolTags): Value => {
  const xmp = Object.entries(tags).find(([name]) => /^XMP-dc:Title\b/.test(name))?.[1];
  const iptc = tag('IPTC:ObjectName', 'IPTC2:ObjectName')(tags);
  return xmp === undefined || (iptc !== undefined && isIptcEditedAlone(tags)) ? iptc : xmp;
};

/** Every text that the field could come from, in the order of the guidelines. */
const titles = (tags: ExiftoolTags): readonly Value[] => [
  ...Object.entries(tags).flatMap(([name, value]) => (/^XMP-dc:Title\b/.test(name) ? [value] : [])),
  tags['IPTC:ObjectName'],
];
const captions = (tags: ExiftoolTags): readonly Value[] => [
  tags['IFD0:ImageDescription'],
  ...Object.entries(tags).flatMap(([name, value]) => (/^XMP-dc:Description\b/.test(name) ? [value] : [])),
  tags['IPTC:Caption-Abstract'],
];

const personsText = (most: number, candidates: (tags: ExiftoolTags) => readonly Value[]): Rule => ({
  name: 'what a machine wrote is no title or caption, and what it may have written yields to any other',
  explains: (ours, theirs, tags) => {
    const [make, model, software] = ['IFD0:Make', 'IFD0:Model', 'IFD0:Software'].map((name) =>
      cleanText(text(tags[name]), 128),
    );
    const isMachines = (one: string) => isMachineText(one, { make, model, software });
    const told = cleanText(text(theirs), most);
    const texts = candidates(tags).flatMap((one) => cleanText(text(one), most) ?? []);
    if (told === undefined || !texts.includes(told) || !(isMachines(told) || isDoubtful(told))) return false;
    const persons = texts.filter((one) => !isMachines(one));
    return ours === (persons.find((one) => !isDoubtful(one)) ?? persons[0]);
  },
});

/** exiftool then takes the field for deleted. */
const xmpBehindIptc: Rule = {
  name: 'what IPTC that was edited alone does not have is taken from XMP',
  explains: (_ours, theirs, tags) => theirs === undefined && isIptcEditedAlone(tags),
};

const namesParted: Rule = {
  name: 'names in Artist are parted at a semicolon without a blank, too',
  explains: (ours, theirs) =>
    equal(
      texts(ours),
      texts(theirs).flatMap((names) => names.split(';').flatMap((name) => cleanText(name, 256) ?? [])),
    ),
};

/** MWG does not count IPTC in a PNG, which exiftool reads all the same. */
export const descriptionFields: readonly Field[] = [
  {
    name: 'description.title',
    ours: ({ description }) => description?.title,
    theirs: title,
    rules: [tidied(256), notUtf8, personsText(256, titles)],
  },
  {
    name: 'description.caption',
    ours: ({ description }) => description?.caption,
    theirs: tag('MWG:Description', 'IPTC:Caption-Abstract'),
    rules: [tidied(2048), notUtf8, personsText(2048, captions), xmpBehindIptc],
  },
  {
    name: 'description.rights',
    ours: ({ description }) => description?.rights,
    theirs: tag('MWG:Copyright', 'IPTC:CopyrightNotice'),
    rules: [tidied(1024), notUtf8, xmpBehindIptc],
  },
  {
    name: 'description.creator',
    ours: ({ description }) => description?.creator,
    theirs: list('MWG:Creator', 'IPTC:By-line'),
    rules: [tidiedList(256, 16), notUtf8, namesParted, xmpBehindIptc],
  },
  {
    name: 'description.keywords',
    ours: ({ description }) => description?.keywords,
    theirs: list('MWG:Keywords', 'IPTC:Keywords'),
    rules: [tidiedList(64, 100), notUtf8, xmpBehindIptc],
  },
];
