import type { IsoItems } from '../containers/iso-items.ts';

/** What `auxC` calls transparency: ISO/IEC 23008-12, section 8.1, and MIAF. */
const alphaNames = /^urn:mpeg:(?:mpegB:cicp:systems:auxiliary:alpha|(?:avc|hevc):2015:auxid:1)\0/;

/** The items that are the transparency of a picture: one or none in an honest file. */
export const alphaOf = ({ references, propertiesOf }: IsoItems, picture: number): readonly number[] =>
  references
    .filter(
      ({ type, from, to }) =>
        type === 'auxl' &&
        to.includes(picture) &&
        propertiesOf(from).some(
          (box) => box.type === 'auxC' && alphaNames.test(box.content.toString('latin1', 4, 84)),
        ),
    )
    .map(({ from }) => from);

/** Whether a picture has an auxiliary one that does not say what it is for (ISO/IEC 23008-12, section 6.4.5): lost, as a rule. */
export const hasUnnamedAuxiliary = ({ references, propertiesOf }: IsoItems, picture: number): boolean =>
  references.some(
    ({ type, from, to }) =>
      type === 'auxl' && to.includes(picture) && !propertiesOf(from).some((box) => box.type === 'auxC'),
  );
