import fc from 'fast-check';
import { captureTime } from './capture-time.ts';
import { captureTags, noTags } from '../exif/exif-tags.ts';

type CaptureTag = keyof typeof captureTags;

const taken = (values: Partial<Record<CaptureTag, string>>) =>
  captureTime({
    ...noTags,
    exif: Object.fromEntries(
      Object.entries(values).map(([name, text]) => [captureTags[name as CaptureTag], text]),
    ),
  });

const dateTimeOriginal = '2024:05:01 10:00:00';

describe('captureTime', () => {
  it('is an instant when the offset is known', () => {
    expect(taken({ dateTimeOriginal, offsetTimeOriginal: '+02:00', subSecTimeOriginal: '042' })).toEqual({
      instant: '2024-05-01T08:00:00.042Z',
    });
  });

  it('is the time on the clock, in no zone, when it is not', () => {
    expect(taken({ dateTimeOriginal, subSecTimeOriginal: '042' })).toEqual({
      local: '2024-05-01T10:00:00.042',
    });
  });

  it.each([
    ['-05:30', '2024-05-01T15:30:00.000Z'],
    ['+14:00', '2024-04-30T20:00:00.000Z'],
    ['-12:00', '2024-05-01T22:00:00.000Z'],
    ['-00:00', '2024-05-01T10:00:00.000Z'],
    ['+0545', '2024-05-01T04:15:00.000Z'],
    ['+5:30', '2024-05-01T04:30:00.000Z'],
    ['Z', '2024-05-01T10:00:00.000Z'],
    ['+02:00\0', '2024-05-01T08:00:00.000Z'],
  ])('reads the offset %j', (offsetTimeOriginal, instant) => {
    expect(taken({ dateTimeOriginal, offsetTimeOriginal })).toEqual({ instant });
  });

  it.each(['', '   :  ', '+14:01', '-12:01', '+02:60', '02:00', '+2', '+530', 'CEST', '+99:99'])(
    'takes the offset %j for unknown',
    (offsetTimeOriginal) => {
      expect(taken({ dateTimeOriginal, offsetTimeOriginal })).toEqual({ local: '2024-05-01T10:00:00.000' });
    },
  );

  it.each([
    ['5', '.500'],
    ['05', '.050'],
    ['123456', '.123'],
    ['12  ', '.120'],
    ['12.5', '.120'],
    ['1234 ms', '.123'],
    ['', '.000'],
    ['x1', '.000'],
    ['-1', '.000'],
  ])('reads the sub-seconds %j as %s', (subSecTimeOriginal, fraction) => {
    expect(taken({ dateTimeOriginal, subSecTimeOriginal })).toEqual({
      local: `2024-05-01T10:00:00${fraction}`,
    });
  });

  it.each([
    ['2024-05-01 10:00:00', { local: '2024-05-01T10:00:00.000' }],
    ['2024/05/01 10:00:00', { local: '2024-05-01T10:00:00.000' }],
    ['2024-05-01T10:00:00', { local: '2024-05-01T10:00:00.000' }],
    ['2024:05:01 10:00:00\0garbage', { local: '2024-05-01T10:00:00.000' }],
    ['2024-05-01T10:00:00.25', { local: '2024-05-01T10:00:00.250' }],
    ['2024-05-01T10:00:00.25+02:00', { instant: '2024-05-01T08:00:00.250Z' }],
    ['2024:05:01 10:00:00Z', { instant: '2024-05-01T10:00:00.000Z' }],
    ['2024:02:29 23:59:59', { local: '2024-02-29T23:59:59.000' }],
  ])('reads the date %j', (text, capturedAt) => {
    expect(taken({ dateTimeOriginal: text })).toEqual(capturedAt);
  });

  it.each([
    '0000:00:00 00:00:00',
    '    :  :     :  :  ',
    '2024:13:01 10:00:00',
    '2024:00:01 10:00:00',
    '2023:02:29 10:00:00',
    '2024:04:31 10:00:00',
    '2024:05:01 24:00:00',
    '2024:05:01 10:60:00',
    '2024:05:01 10:00:60',
    '1825:12:31 23:59:59',
    '9999:12:31 23:59:59',
    '2024:05:01',
    '2024:05:01 10:00',
    '2024:05:01 10:00:00 and more',
    '24:05:01 10:00:00',
    'yesterday',
    '',
  ])('drops the date %j', (text) => {
    expect(taken({ dateTimeOriginal: text, offsetTimeOriginal: '+02:00' })).toBeUndefined();
  });

  it('takes fraction and offset from the date itself before those of other tags', () => {
    const beside = { subSecTimeOriginal: '999', offsetTimeOriginal: '-07:00' };
    expect(taken({ ...beside, dateTimeOriginal: '2024:05:01 10:00:00.25+02:00' })).toEqual({
      instant: '2024-05-01T08:00:00.250Z',
    });
    expect(taken({ ...beside, dateTimeOriginal: '2024:05:01 10:00:00+02:00' })).toEqual({
      instant: '2024-05-01T08:00:00.999Z',
    });
  });

  it('falls back to the time of digitising, with the sub-seconds and offset of that', () => {
    expect(
      taken({
        dateTimeOriginal: '0000:00:00 00:00:00',
        offsetTimeOriginal: '+09:00',
        subSecTimeOriginal: '999',
        dateTimeDigitized: dateTimeOriginal,
        offsetTimeDigitized: '-01:00',
        subSecTimeDigitized: '5',
      }),
    ).toEqual({ instant: '2024-05-01T11:00:00.500Z' });
  });

  it('does not lend the original time the offset of digitising', () => {
    expect(taken({ dateTimeOriginal, offsetTimeDigitized: '+02:00' })).toEqual({
      local: '2024-05-01T10:00:00.000',
    });
  });

  it('looks for each of them in the first directory where its own has none', () => {
    const {
      dateTimeOriginal: date,
      subSecTimeOriginal: subSeconds,
      offsetTimeOriginal: offset,
    } = captureTags;
    const ifd0 = { [date]: '2001:01:01 01:01:01', [subSeconds]: '669246' };
    expect(captureTime({ ...noTags, ifd0 })).toEqual({ local: '2001-01-01T01:01:01.669' });
    expect(captureTime({ ...noTags, ifd0, exif: { [date]: dateTimeOriginal, [offset]: 'Z' } })).toEqual({
      instant: '2024-05-01T10:00:00.669Z',
    });
  });

  it('knows nothing without EXIF', () => {
    expect(captureTime(noTags)).toBeUndefined();
  });

  it('turns every clock time with an offset into the instant it names', () => {
    const instant = fc.date({
      min: new Date('1827-01-01'),
      max: new Date('9990-01-01'),
      noInvalidDate: true,
    });
    const minutesEast = fc.integer({ min: -12 * 60, max: 14 * 60 });
    fc.assert(
      fc.property(instant, minutesEast, (at, east) => {
        const clock = new Date(at.getTime() + east * 60_000).toISOString();
        const size = Math.abs(east);
        const [hours, minutes] = [Math.floor(size / 60), size % 60].map((n) => String(n).padStart(2, '0'));
        expect(
          taken({
            dateTimeOriginal: clock.slice(0, 19).replace('T', ' ').replaceAll('-', ':'),
            subSecTimeOriginal: clock.slice(20, 23),
            offsetTimeOriginal: `${east < 0 ? '-' : '+'}${hours}:${minutes}`,
          }),
        ).toEqual({ instant: at.toISOString() });
      }),
    );
  });
});
