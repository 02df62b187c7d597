import type { Sharp } from 'sharp';

/** Who made a picture and whose it is. The `description` that `extractMetadata` finds has this form. */
export interface Credit {
  readonly creator?: readonly string[] | undefined;
  readonly rights?: string | undefined;
}

/** UTF-16 code units of each text: a credit goes into every variant, however small, and an uploader wrote it. */
const maxLength = 500;
const maxCreators = 20;

/**
 * Writes the credit, and nothing else, as XMP (ISO 16684-1: dc:creator, dc:rights) and, for readers without XMP, as
 * EXIF's Artist and Copyright (EXIF 2.32, section 4.6.4), which libvips reduces to ASCII: © becomes (C).
 */
export const writeCredit = (pipeline: Sharp, { creator = [], rights = '' }: Credit): Sharp => {
  const names = creator.slice(0, maxCreators).map(harmless).filter(Boolean);
  const owner = harmless(rights);
  if (names.length === 0 && owner === '') return pipeline;
  const exif = {
    ...(names.length > 0 && { Artist: whole(names.join('; ')) }),
    ...(owner !== '' && { Copyright: whole(owner) }),
  };
  return pipeline.withExif({ IFD0: exif }).withXmp(xmpOf(names, owner));
};

const harmless = (text: string): string =>
  text
    .slice(0, maxLength)
    .toWellFormed()
    .replaceAll(/[\p{Cc}\ufffd-\uffff]+/gu, ' ')
    .trim();

/** libvips takes brackets at the end for its own remark on the value, and drops them: `Jane (Agency)` became `Jane`. */
const whole = (text: string): string => (text.endsWith(')') ? `${text} ()` : text);

const xmpOf = (names: readonly string[], owner: string): string => {
  const list = (kind: string, items: readonly string[]) => `<rdf:${kind}>${items.join('')}</rdf:${kind}>`;
  const item = (text: string, attributes = '') => `<rdf:li${attributes}>${escaped(text)}</rdf:li>`;
  const creators = list(
    'Seq',
    names.map((name) => item(name)),
  );
  const rights = list('Alt', [item(owner, ' xml:lang="x-default"')]);
  return (
    '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">' +
    '<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/">' +
    (names.length > 0 ? `<dc:creator>${creators}</dc:creator>` : '') +
    (owner === '' ? '' : `<dc:rights>${rights}</dc:rights>`) +
    '</rdf:Description></rdf:RDF></x:xmpmeta>'
  );
};

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

const escaped = (text: string): string => text.replaceAll(/[&<>]/g, (character) => entities[character] ?? '');
