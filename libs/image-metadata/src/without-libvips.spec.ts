import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/** As if neither were installed. */
const hooks = `data:text/javascript,${encodeURIComponent(`
  import { registerHooks } from 'node:module';
  registerHooks({
    resolve(specifier, context, next) {
      if (/^(sharp|@img\\/|@image-pipeline\\/image-transform)/.test(specifier)) {
        throw new Error('not installed: ' + specifier);
      }
      return next(specifier, context);
    },
  });
`)}`;

const script = (body: string) => `
  import { readImageFile } from '@image-pipeline/image-file';
  import { extractMetadata } from '@image-pipeline/image-metadata';
  const gif = Buffer.from('R0lGODlhAgABAIAAAP8AAAAAACwAAAAAAgABAAACAgQKADs=', 'base64');
  ${body}
`;

const run = async (body: string): Promise<string> => {
  const args = [
    '--conditions=@image-pipeline/source',
    '--import',
    hooks,
    '--input-type=module',
    '--eval',
    script(body),
  ];
  const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: __dirname });
  return stdout;
};

describe('a service that has no sharp installed', () => {
  it('reads the metadata of a file that it opened', async () => {
    const metadata = await run(
      'console.log(JSON.stringify(await extractMetadata(readImageFile(gif), { location: "keep" })));',
    );
    expect(JSON.parse(metadata)).toEqual({
      format: 'gif',
      contentType: 'image/gif',
      bytes: 35,
      width: 2,
      height: 1,
      pages: 1,
      hasAlpha: false,
      exif: {},
    });
  });

  it('would be told of anything that needs it', async () => {
    await expect(run('await import("sharp");')).rejects.toThrow('not installed: sharp');
  });
});
