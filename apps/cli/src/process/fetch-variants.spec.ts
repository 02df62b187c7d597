import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Variant } from '@image-pipeline/image-records';
import { fetchVariants } from './fetch-variants.ts';

const objects: Record<string, string> = {
  '/id/rev/thumb.jpg': 'thumbnail',
  '/id/rev/small.webp': 'small picture',
};
const never = new AbortController().signal;
let cdn: Server;
let base: string;
let folder: string;

beforeAll(async () => {
  cdn = createServer((request, response) => {
    if (request.url === '/id/rev/slow.jpg') return; // An answer that never comes.
    if (request.url === '/id/rev/cut.jpg') {
      response.writeHead(200, { 'content-length': 9 }).write('thumb');
      setTimeout(() => response.destroy(), 50);
      return;
    }
    const body = objects[request.url ?? ''];
    response.writeHead(body === undefined ? 403 : 200).end(body);
  }).listen(0, '127.0.0.1');
  await once(cdn, 'listening');
  base = `http://127.0.0.1:${(cdn.address() as AddressInfo).port}`;
});
afterAll(() => {
  cdn.closeAllConnections();
  cdn.close();
});
beforeEach(async () => {
  folder = join(await mkdtemp(join(tmpdir(), 'variants-')), 'not', 'there yet');
});
afterEach(() => rm(join(folder, '..', '..'), { recursive: true }));

const variant = (file: string, bytes: number): Variant => ({
  name: file.split('.')[0]!,
  format: 'jpeg',
  width: 1,
  height: 1,
  bytes,
  key: `id/rev/${file}`,
  s3Url: `s3://processed/id/rev/${file}`,
  cdnUrl: `${base}/id/rev/${file}`,
});

it('saves each variant under its own name and tells where', async () => {
  const variants = [variant('thumb.jpg', 9), variant('small.webp', 13)];
  const saved = await fetchVariants(variants, folder, never);
  expect(saved).toEqual(variants.map((each) => ({ ...each, file: join(folder, each.key.split('/')[2]!) })));
  expect(await readFile(join(folder, 'thumb.jpg'), 'utf8')).toBe('thumbnail');
  expect(await readFile(join(folder, 'small.webp'), 'utf8')).toBe('small picture');
});

it('replaces the files of an earlier run', async () => {
  await fetchVariants([variant('thumb.jpg', 9)], folder, never);
  await fetchVariants([variant('thumb.jpg', 9)], folder, never);
  expect(await readFile(join(folder, 'thumb.jpg'), 'utf8')).toBe('thumbnail');
});

it('refuses an answer other than the variant the record speaks of', async () => {
  await expect(fetchVariants([variant('missing.jpg', 9)], folder, never)).rejects.toThrow(
    /missing.*status 403/,
  );
  await expect(fetchVariants([variant('thumb.jpg', 10)], folder, never)).rejects.toThrow(
    /9 bytes instead of.*10/,
  );
});

it('says so when nobody answers', async () => {
  const nowhere = { ...variant('thumb.jpg', 9), cdnUrl: 'http://127.0.0.1:1/thumb.jpg' };
  await expect(fetchVariants([nowhere], folder, never)).rejects.toMatchObject({
    code: 'variant-unreachable',
  });
});

it('says so when an answer breaks off', async () => {
  await expect(fetchVariants([variant('cut.jpg', 9)], folder, never)).rejects.toMatchObject({
    code: 'variant-unreachable',
    problem: expect.stringContaining('the answer broke off'),
  });
});

it('stops waiting when it is told to', async () => {
  const stop = new AbortController();
  const fetching = fetchVariants([variant('slow.jpg', 9)], folder, stop.signal);
  setTimeout(() => stop.abort(new Error('stop')), 50);
  await expect(fetching).rejects.toThrow('stop');
});
