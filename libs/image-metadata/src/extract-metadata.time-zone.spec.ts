import { execFileSync } from 'node:child_process';
import { jpegWithExif } from '../testing/images.ts';
import { ascii, tiffBlock } from '../testing/tiff-block.ts';

describe('extractMetadata, on machines elsewhere', () => {
  const script = `
    import { extractMetadata } from '@image-pipeline/image-metadata';
    import { buffer } from 'node:stream/consumers';
    const { capturedAt } = await extractMetadata(await buffer(process.stdin));
    console.log(JSON.stringify({ capturedAt, hour: new Date(0).getHours() }));
  `;
  const options = ['--conditions=@image-pipeline/source', '--input-type=module', '--eval', script];
  const runIn = (TZ: string, input: Buffer) =>
    JSON.parse(
      execFileSync(process.execPath, options, {
        input,
        cwd: __dirname,
        env: { ...process.env, TZ },
        stdio: 'pipe',
      }).toString(),
    );

  // In New York that hour of that day does not exist.
  const date = ascii(0x9003, '2024:03:10 02:30:00');

  it.each([
    ['UTC', 0],
    ['America/New_York', 19],
    ['Pacific/Kiritimati', 13],
  ])('reads the same time in the zone %s', async (zone, hour) => {
    const local = await jpegWithExif(tiffBlock({ exif: [date] }));
    const instant = await jpegWithExif(tiffBlock({ exif: [date, ascii(0x9011, '+02:00')] }));
    expect(runIn(zone, local)).toEqual({ capturedAt: { local: '2024-03-10T02:30:00.000' }, hour });
    expect(runIn(zone, instant)).toEqual({ capturedAt: { instant: '2024-03-10T00:30:00.000Z' }, hour });
  });
});
