import { alternatives, list, xmpPacket } from '../../testing/xmp.ts';
import { readXmp } from './xmp-packet.ts';

const read = (packet: string) => readXmp(Buffer.from(packet));
const nothing = { title: [], caption: [], creator: [], rights: [], keywords: [] };

describe('readXmp', () => {
  it('reads the five properties of Dublin Core', () => {
    const packet = xmpPacket(
      [
        alternatives('title', { 'x-default': 'Brandenburg Gate' }),
        alternatives('description', { 'x-default': 'The gate at dusk' }),
        alternatives('rights', { 'x-default': '© André' }),
        list('creator', 'Seq', 'André', '東京'),
        list('subject', 'Bag', 'gate', 'Berlin'),
      ].join('\n'),
    );
    expect(read(packet)).toEqual({
      title: ['Brandenburg Gate'],
      caption: ['The gate at dusk'],
      rights: ['© André'],
      creator: ['André', '東京'],
      keywords: ['gate', 'Berlin'],
    });
  });

  it.each([
    ['the default language, wherever it stands', { de: 'Tor', 'x-default': 'Gate', fr: 'Porte' }, 'Gate'],
    ['the default language, however it is spelt', { de: 'Tor', 'X-Default': 'Gate' }, 'Gate'],
    ['the first language where none is the default', { de: 'Tor', en: 'Gate' }, 'Tor'],
  ])('takes %s', (_name, texts, title) => {
    expect(read(xmpPacket(alternatives('title', texts)))?.title).toEqual([title]);
  });

  it.each([
    ['a plain text', xmpPacket('<dc:title>Gate</dc:title>')],
    ['an attribute', xmpPacket('', 'dc:title="Gate"')],
    [
      'a text among comments and blanks',
      xmpPacket('<dc:title> <!-- ? --> <rdf:Alt> <rdf:li>Gate</rdf:li> </rdf:Alt> </dc:title>'),
    ],
    ['CDATA', xmpPacket('<dc:title><![CDATA[Gate]]></dc:title>')],
    [
      'a value with qualifiers',
      xmpPacket(
        '<dc:title><rdf:Bag><rdf:li rdf:parseType="Resource"><rdf:value>Gate</rdf:value><q/></rdf:li></rdf:Bag></dc:title>',
      ),
    ],
    [
      'the second of several resources',
      xmpPacket('</rdf:Description><rdf:Description><dc:title>Gate</dc:title>'),
    ],
    ['bare RDF', xmpPacket('<dc:title>Gate</dc:title>').replaceAll(/<\/?x:xmpmeta[^>]*>/g, '')],
    ['the element of old times', xmpPacket('<dc:title>Gate</dc:title>').replaceAll('x:xmpmeta', 'x:xapmeta')],
    [
      'other prefixes',
      xmpPacket(alternatives('title', { en: 'Gate' })).replaceAll(
        /(<\/?|xmlns:)(rdf|dc|x)(?=[:=])/g,
        '$1my-$2',
      ),
    ],
  ])('reads %s', (_name, packet) => {
    expect(read(packet)?.title.map((title) => String(title).trim())).toEqual(['Gate']);
  });

  it('resolves what XML itself refers to, once, and nothing else', () => {
    const texts = [
      '&lt;&gt;&amp;&quot;&apos;',
      '&#65;&#x1F600;',
      '&amp;lt;',
      '&eacute;',
      '&#x110000;',
      '&#9999999;',
    ];
    expect(read(xmpPacket(list('subject', 'Bag', ...texts)))?.keywords).toEqual([
      '<>&"\'',
      'A😀',
      '&lt;',
      '&eacute;',
      '&#x110000;',
      '&#9999999;',
    ]);
  });

  it('reads numbers and truth values as the texts that they are', () => {
    expect(read(xmpPacket(list('subject', 'Bag', '007', '1e3', 'true')))?.keywords).toEqual([
      '007',
      '1e3',
      'true',
    ]);
  });

  it.each(['__proto__', 'constructor', 'hasOwnProperty'])('is not misled by an element named %s', (name) => {
    const packet = xmpPacket(`<dc:title>Gate</dc:title><${name}><dc:title>x</dc:title></${name}>`);
    expect([undefined, ['Gate']]).toContainEqual(read(packet)?.title);
    expect(({} as Record<string, unknown>)['dc:title']).toBeUndefined();
  });

  it('finds nothing in a packet about other things', () => {
    expect(read(xmpPacket('<xmp:Rating>5</xmp:Rating>'))).toEqual(nothing);
  });

  it.each([
    ['nothing', ''],
    ['no XML', 'garbage'],
    ['other XML', '<svg><dc:title>Gate</dc:title></svg>'],
  ])('finds no description in %s', (_name, packet) => {
    expect(read(packet) ?? nothing).toEqual(nothing);
  });

  it('reads no packet that is cut off in an element, nested too deep, or over 256 KiB', () => {
    const packet = xmpPacket('<dc:title>Gate</dc:title>');
    expect(read(packet.slice(0, packet.indexOf('Gate') - 4))).toBeUndefined();
    expect(read(xmpPacket(`${'<a>'.repeat(100)}<dc:title>Gate</dc:title>`))).toBeUndefined();
    const padded = (bytes: number) => Buffer.concat([Buffer.from(packet), Buffer.alloc(bytes, ' ')], bytes);
    expect(readXmp(padded(262_144))?.title).toEqual(['Gate']);
    expect(readXmp(padded(262_145))).toBeUndefined();
  });

  it('expands no entities, be they a billion laughs or a file of ours', () => {
    const laughs = Array.from({ length: 9 }, (_, n) => `<!ENTITY l${n + 1} "${`&l${n};`.repeat(10)}">`).join(
      '',
    );
    const bomb = `<!DOCTYPE x [<!ENTITY l0 "ha">${laughs}]>${xmpPacket(list('subject', 'Bag', '&l9;'))}`;
    const theft = `<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]>${xmpPacket('<dc:title>&f;</dc:title>')}`;
    expect(read(bomb)).toBeUndefined();
    expect(read(theft)).toBeUndefined();
    expect(read(xmpPacket('<dc:title>&l9;</dc:title>'))?.title).toEqual(['&l9;']);
  });
});
