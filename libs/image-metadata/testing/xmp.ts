/** An XMP packet, as programs write it, around the properties of one resource. */
export const xmpPacket = (properties: string, attributes = '') =>
  `<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
 <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
  <rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" ${attributes}>
   ${properties}
  </rdf:Description>
 </rdf:RDF>
</x:xmpmeta>
<?xpacket end="w"?>`;

export const alternatives = (name: string, texts: Readonly<Record<string, string>>) =>
  `<dc:${name}><rdf:Alt>${Object.entries(texts)
    .map(([language, text]) => `<rdf:li xml:lang="${language}">${text}</rdf:li>`)
    .join('\n')}</rdf:Alt></dc:${name}>`;

export const list = (name: string, kind: 'Bag' | 'Seq', ...texts: readonly string[]) =>
  `<dc:${name}><rdf:${kind}>${texts.map((text) => `<rdf:li>${text}</rdf:li>`).join('\n')}</rdf:${kind}></dc:${name}>`;
