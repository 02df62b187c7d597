import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { jpegWithExif } from '../testing/images.ts';
import { ascii, tiffBlock } from '../testing/tiff-block.ts';

/** Stands in for exiftool where there is none: it knows one answer, and repeats it for every image. */
const stranger = (answer: object) => `#!${process.execPath}
const [first, ...rest] = process.argv.slice(2);
const images = rest.filter((argument) => /\\.(jpg|png)$/.test(argument));
const answers = images.map((SourceFile) => ({ SourceFile, ...${JSON.stringify(answer)} }));
process.stdout.write(first === '-ver' ? '99.9\\n' : JSON.stringify(answers));
`;

/** Every run starts Node, which takes seconds on a busy machine. */

describe('npm run compare:exiftool', () => {
  let directory: string;
  beforeEach(async () => {
    directory = mkdtempSync(join(tmpdir(), 'compare-exiftool-'));
    mkdirSync(join(directory, 'images', 'below'), { recursive: true });
    const canon = await jpegWithExif(tiffBlock({ ifd0: [ascii(0x010f, 'Canon')] }));
    writeFileSync(join(directory, 'images', 'below', 'canon.jpg'), canon);
    writeFileSync(join(directory, 'images', 'notes.txt'), 'no image');
  });
  afterEach(() => rmSync(directory, { recursive: true }));

  const size = { 'File:MIMEType': 'image/jpeg', 'File:ImageWidth': 24, 'File:ImageHeight': 16 };
  const install = (answer: object) => {
    writeFileSync(join(directory, 'exiftool'), stranger(answer));
    chmodSync(join(directory, 'exiftool'), 0o755);
  };
  const run = (...args: readonly string[]) => {
    const options = ['--conditions=@image-pipeline/source', join(__dirname, 'compare-exiftool.ts'), ...args];
    const { status, stdout, stderr } = spawnSync(process.execPath, options, {
      env: { ...process.env, PATH: directory },
      encoding: 'utf8',
    });
    return { status, stdout, stderr };
  };

  it('counts where both agree, below all folders', () => {
    install({ ...size, 'IFD0:Make': 'Canon' });
    const { status, stdout } = run(join(directory, 'images'));
    expect(stdout).toMatch(/^exiftool 99\.9: 1 files, of which 0 are no images here\n/);
    expect(stdout).toMatch(/^camera\.make +1 +0 +0 +0 +0$/m);
    expect(status).toBe(0);
  });

  it('shows both values where they differ, and exits with 1', () => {
    install({ ...size, 'IFD0:Make': 'Nikon', 'IFD0:Software': '1e3' });
    const { status, stdout } = run(join(directory, 'images'));
    expect(stdout).toContain('canon.jpg\n  here      "Canon"\n  exiftool  "Nikon"\n');
    expect(stdout).toMatch(
      /only-exiftool: exif\.Software of .*canon\.jpg\n {2}here {6}nothing\n {2}exiftool {2}"1e3"/,
    );
    expect(status).toBe(1);
  });

  it('names what is no image here, and goes on', () => {
    install({ ...size, 'IFD0:Make': 'Canon' });
    writeFileSync(join(directory, 'images', 'broken.png'), 'not a PNG');
    const { status, stdout } = run(join(directory, 'images'));
    expect(stdout).toMatch(/^ {2}unsupported-format {2}.*broken\.png$/m);
    expect(status).toBe(0);
  });

  it('says how to install exiftool where there is none, and exits with 2', () => {
    const { status, stderr } = run(join(directory, 'images'));
    expect(stderr).toContain('No exiftool was found in PATH. Install it: apt install');
    expect(status).toBe(2);
  });

  it.each([[[]], [['--wirte']], [['--write', 'folder']]])('refuses %j, and exits with 2', (args) => {
    install({});
    const { status, stderr } = run(...args);
    expect(stderr).not.toBe('');
    expect(status).toBe(2);
  });
});
