import { createMeter } from './meter.ts';

const limit = 16 * 1024 * 1024;

describe('createMeter', () => {
  it('lets as many frames pass as the limit says', () => {
    const meter = createMeter({ maxFrames: 2 });
    meter.frame();
    meter.frame();
    expect(() => meter.frame()).toThrow(
      expect.objectContaining({ code: 'too-many-frames', context: { frames: 3, limit: 2 } }),
    );
  });

  it('lets 16 MiB of metadata pass', () => {
    const meter = createMeter({ maxFrames: 1 });
    meter.metadata(limit - 300);
    meter.metadata(300);
    expect(() => meter.metadata(1)).toThrow(
      expect.objectContaining({
        code: 'too-many-bytes',
        context: { part: 'metadata', bytes: limit + 256, limit },
        message: expect.stringMatching(/metadata.+Upload a copy with less metadata\.$/),
      }),
    );
  });

  it('counts every part for 256 bytes, however small it is', () => {
    const meter = createMeter({ maxFrames: 1 });
    for (let part = 0; part < 65_536; part++) meter.metadata(0);
    expect(() => meter.metadata(0)).toThrow(expect.objectContaining({ code: 'too-many-bytes' }));
  });
});
