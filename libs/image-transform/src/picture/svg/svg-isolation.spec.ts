import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import { encoders, pixelAt, plain } from '../../testing/images.ts';
import { drawn, filled, svg } from '../../testing/svg-files.ts';

const red = [255, 0, 0, 255];
const lime = [0, 255, 0, 255];

describe('an SVG that refers to something outside of itself', () => {
  let directory: string;
  let server: Server;
  let picture: Buffer;
  const requests: string[] = [];
  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'svg-isolation-'));
    picture = await encoders.png(plain(4, 4, [255, 0, 0]));
    await writeFile(join(directory, 'red.png'), picture);
    await writeFile(join(directory, 'red.svg'), redSvg);
    await writeFile(join(directory, 'red.css'), redStyle);
    await writeFile(join(directory, 'red.xml'), filled('red'));
    server = createServer((request, response) => {
      requests.push(String(request.url));
      const name = request.url?.split('.').at(-1);
      response.end(name === 'png' ? picture : name === 'css' ? redStyle : redSvg);
    });
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  });
  afterAll(async () => {
    await new Promise((closed) => server.close(closed));
    await rm(directory, { recursive: true });
  });

  const redStyle = 'rect { fill: red !important }';
  const redSvg = svg(
    'width="4" height="4"',
    '<g id="x"><rect width="4" height="4" fill="red"/></g><linearGradient id="paint"><stop stop-color="red"/></linearGradient>' +
      '<filter id="filter"><feFlood flood-color="red"/></filter>',
  );

  /** Every way to get at a file, with the file's own name left out. Each would make a green picture red. */
  const ways: Record<string, (to: (file: string) => string) => string> = {
    'image, href': (to) => `<image href="${to('red.png')}" width="4" height="4"/>`,
    'image, xlink:href': (to) => `<image xlink:href="${to('red.png')}" width="4" height="4"/>`,
    'image of an SVG': (to) => `<image href="${to('red.svg')}" width="4" height="4"/>`,
    'image in an SVG of its own': (to) =>
      `<image width="4" height="4" href="data:image/svg+xml;base64,${svg('width="4" height="4"', `<image href="${to('red.png')}" width="4" height="4"/>`).toString('base64')}"/>`,
    use: (to) => `<use href="${to('red.svg')}#x"/>`,
    paint: (to) => `<rect width="4" height="4" fill="url(${to('red.svg')}#paint) none"/>`,
    filter: (to) => `<rect width="4" height="4" fill="none" filter="url(${to('red.svg')}#filter)"/>`,
    'picture in a filter': (to) =>
      `<filter id="f"><feImage href="${to('red.png')}"/></filter><rect width="4" height="4" fill="none" filter="url(#f)"/>`,
    'import in a style sheet': (to) => `<style>@import url("${to('red.css')}");</style>`,
    'linked style sheet': (to) =>
      `<link xmlns="http://www.w3.org/1999/xhtml" rel="stylesheet" href="${to('red.css')}"/>`,
    XInclude: (to) =>
      `<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="${to('red.xml')}" parse="xml"/>`,
    'picture in HTML': (to) =>
      `<foreignObject width="4" height="4"><img xmlns="http://www.w3.org/1999/xhtml" src="${to('red.png')}"/></foreignObject>`,
    script: (to) =>
      `<script href="${to('red.svg')}"/><script>document.querySelector('rect').setAttribute('fill', 'red')</script>`,
  };

  const addresses: Record<string, (file: string) => string> = {
    'file:': (file) => pathToFileURL(join(directory, file)).href,
    'a path': (file) => join(directory, file),
    'a relative path': (file) => relative(process.cwd(), join(directory, file)),
    'http:': (file) => `http://127.0.0.1:${(server.address() as AddressInfo).port}/${file}`,
  };

  it.each(Object.keys(addresses))('loads nothing by %s', async (kind) => {
    const to = addresses[kind]!;
    const cells = Object.values(ways).map(
      (way, at) => `<svg x="${at * 4}" width="4" height="4">${filled('lime')}${way(to)}</svg>`,
    );
    const result = await drawn(svg(`width="${cells.length * 4}" height="4"`, cells.join('')));
    const colours = Object.keys(ways).map((way, at) => [way, pixelAt(result, at * 4 + 2, 2)]);
    expect(colours).toEqual(Object.keys(ways).map((way) => [way, lime]));
    expect(requests).toEqual([]);
  });

  it('would be seen to load something: what it carries inside, it draws', async () => {
    const inside = (file: string) =>
      file === 'red.png' ? `data:image/png;base64,${picture.toString('base64')}` : '';
    const result = await drawn(svg('width="4" height="4"', filled('lime') + ways['image, href']!(inside)));
    expect(pixelAt(result, 2, 2)).toEqual(red);
  });

  it.each([
    [
      'style sheets',
      (to: (file: string) => string) => `<?xml-stylesheet href="${to('red.css')}" type="text/css"?>`,
    ],
    ['document types', (to: (file: string) => string) => `<!DOCTYPE svg SYSTEM "${to('red.xml')}">`],
  ])('draws it without %s', async (_, prolog) => {
    for (const to of Object.values(addresses)) {
      const document = Buffer.concat([Buffer.from(prolog(to)), svg('width="4" height="4"', filled('lime'))]);
      expect(pixelAt(await drawn(document), 2, 2)).toEqual(lime);
    }
    expect(requests).toEqual([]);
  });

  it.each([
    ['entity', (address: string) => `<!ENTITY outside SYSTEM "${address}">`, '&outside;'],
    ['parameter entity', (address: string) => `<!ENTITY % outside SYSTEM "${address}"> %outside;`, ''],
  ])('is refused when an %s would be text from there', async (_, declaration, reference) => {
    for (const to of [...Object.values(addresses), () => 'file:///etc/passwd']) {
      const document = svg('width="4" height="4"', filled('lime') + reference).toString();
      const bytes = Buffer.from(`<!DOCTYPE svg [${declaration(to('red.xml'))}]>${document}`);
      await expect(drawn(bytes)).rejects.toMatchObject({
        code: 'corrupt',
        cause: { message: expect.stringContaining("Entity 'outside' not defined") },
      });
    }
    expect(requests).toEqual([]);
  });
});
