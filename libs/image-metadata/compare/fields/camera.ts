import { cleanText } from '../../src/values/text.ts';
import type { Field, Rule } from '../comparison.ts';
import { tag, text } from '../exiftool-values.ts';
import { notUtf8, tidied } from '../text-rules.ts';

const fillerName: Rule = {
  name: 'dashes and dots are no name',
  explains: (ours, theirs) => ours === undefined && !/[\p{L}\p{N}]/u.test(text(theirs)),
};

const makeNotRepeated: Rule = {
  name: 'the make is not repeated in the model',
  explains: (ours, theirs, tags) => {
    const make = cleanText(text(tags['IFD0:Make']), 128) ?? '';
    const model = cleanText(text(theirs), 128);
    return [make, make.split(' ')[0]].some(
      (repeated) => model?.toLowerCase() === `${repeated} ${text(ours)}`.toLowerCase(),
    );
  },
};

const rules = [tidied(128), notUtf8, fillerName];

export const cameraFields: readonly Field[] = [
  { name: 'camera.make', ours: ({ camera }) => camera?.make, theirs: tag('IFD0:Make'), rules },
  {
    name: 'camera.model',
    ours: ({ camera }) => camera?.model,
    theirs: tag('IFD0:Model'),
    rules: [...rules, makeNotRepeated],
  },
  {
    name: 'camera.lens',
    ours: ({ camera }) => camera?.lens,
    theirs: tag('ExifIFD:LensModel', 'IFD0:LensModel'),
    rules,
  },
];
