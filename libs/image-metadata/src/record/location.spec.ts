import fc from 'fast-check';
import { gpsTags, noTags } from '../exif/exif-tags.ts';
import type { TagValue } from '../values/tag-value.ts';
import { locationOf, type LocationPolicy } from './location.ts';

type GpsTag = keyof typeof gpsTags;

const berlin: Partial<Record<GpsTag, TagValue>> = {
  latitudeRef: 'N',
  latitude: [52, 31, 12.03],
  longitudeRef: 'E',
  longitude: [13, 24, 36],
};

const located = (values: Partial<Record<GpsTag, TagValue>>, policy: LocationPolicy = 'keep') =>
  locationOf(
    {
      ...noTags,
      gps: Object.fromEntries(
        Object.entries(values).map(([name, value]) => [gpsTags[name as GpsTag], value]),
      ),
    },
    policy,
  );

describe('locationOf', () => {
  it('adds up degrees, minutes and seconds', () => {
    expect(located(berlin)).toEqual({ latitude: 52.5200083, longitude: 13.41 });
  });

  it.each([
    ['N', 'E', 1, 1],
    ['S', 'W', -1, -1],
    ['n', 'w', 1, -1],
    ['South\0', 'East', -1, 1],
    [' S', 'E\0\0', -1, 1],
    [new Uint8Array([0x53, 0]), new Uint8Array([0x57, 0]), -1, -1],
  ])('reads the hemispheres %j and %j', (latitudeRef, longitudeRef, north, east) => {
    expect(located({ ...berlin, latitudeRef, longitudeRef })).toEqual({
      latitude: north * 52.5200083,
      longitude: east * 13.41,
    });
  });

  it.each([
    ['no hemisphere', { latitudeRef: undefined }],
    ['an unknown hemisphere', { latitudeRef: 'X' }],
    ['the hemisphere of the other axis', { latitudeRef: 'E' }],
    ['a number for a hemisphere', { longitudeRef: 1 }],
    ['no latitude', { latitude: undefined }],
    ['no longitude', { longitude: undefined }],
    ['an empty latitude', { latitude: [] }],
    ['text for a latitude', { latitude: '52.5' }],
    ['raw bytes for a latitude', { latitude: Uint8Array.of(52, 0, 0, 0, 1, 0, 0, 0) }],
    ['degrees of 0/0', { latitude: [NaN, 31, 12] }],
    ['minutes of 0/0', { latitude: [52, NaN, 12] }],
    ['degrees of 1/0', { latitude: [Infinity, 0, 0] }],
    ['seconds of 1/0', { latitude: [52, 31, Infinity] }],
    ['negative degrees', { latitude: [-52, 31, 12] }],
    ['a latitude over 90', { latitude: [90, 0, 0.01] }],
    ['a longitude over 180', { longitude: [180, 0, 0.01] }],
  ])('knows no place from %s', (_name, values) => {
    expect(located({ ...berlin, ...values })).toBeUndefined();
  });

  it('takes the point 0, 0 for a receiver without a fix, but not the lines through it', () => {
    const zero = [0, 0, 0];
    expect(located({ ...berlin, latitude: zero, longitude: zero })).toBeUndefined();
    expect(located({ ...berlin, latitude: zero })).toEqual({ latitude: 0, longitude: 13.41 });
    expect(located({ ...berlin, latitude: zero, latitudeRef: 'S' })?.latitude).toBe(0);
  });

  it.each([
    ['seconds of 0/0', [52, 31.2005, NaN], 52.5200083],
    ['no seconds', [52, 31.2005], 52.5200083],
    ['decimal degrees alone', 52.5200083, 52.5200083],
    ['the pole', [90, 0, 0], 90],
    ['60 minutes', [52, 60, 0], 53],
  ])('reads %s', (_name, latitude, expected) => {
    expect(located({ ...berlin, latitude })?.latitude).toBe(expected);
  });

  it.each([
    ['above the sea', 34.126, new Uint8Array([0]), 34.13],
    ['below the sea', 34, new Uint8Array([1]), -34],
    ['below the ellipsoid', 34, 3, -34],
    ['without a reference', 34, undefined, 34],
    ['negative and said to be below', -34, 1, -34],
    ['at sea level, below it', 0, 1, 0],
  ])('reads an altitude %s', (_name, altitude, altitudeRef, expected) => {
    expect(located({ ...berlin, altitude, altitudeRef })?.altitude).toBe(expected);
  });

  it.each([NaN, Infinity, 1_000_001, 'high'])('drops the altitude %s and keeps the place', (altitude) => {
    expect(located({ ...berlin, altitude })).toEqual({ latitude: 52.5200083, longitude: 13.41 });
  });

  it('drops an altitude under the deepest sea', () => {
    expect(located({ ...berlin, altitude: 12_001, altitudeRef: 1 })).not.toHaveProperty('altitude');
  });

  it('coarsens to a tenth of a degree and leaves the altitude out', () => {
    expect(located({ ...berlin, altitude: 34 }, 'coarse')).toEqual({ latitude: 52.5, longitude: 13.4 });
  });

  it('writes a place just south of the equator as 0, not as -0', () => {
    const latitude = { latitude: [0, 2, 0], latitudeRef: 'S' };
    expect(located({ ...berlin, ...latitude }, 'coarse')?.latitude).toBe(0);
  });

  it.each([
    ['T', 'true'],
    ['M\0', 'magnetic'],
    [new Uint8Array([0x6d, 0]), 'magnetic'],
  ] as const)('reads the direction with its reference %j', (directionRef, north) => {
    const tags = { ...berlin, direction: [211.456], directionRef };
    expect(located(tags)?.direction).toEqual({ degrees: 211.46, north });
  });

  it.each([undefined, 'X', '', 1, 'constructor'])(
    'keeps a direction from an unknown north, %j',
    (directionRef) => {
      expect(located({ ...berlin, direction: 90, directionRef })?.direction).toEqual({ degrees: 90 });
    },
  );

  it.each([
    [0, 0],
    [359.99, 359.99],
    [359.999, 0],
    [360, 0],
  ])('keeps the direction %d within the circle as %d', (direction, degrees) => {
    expect(located({ ...berlin, direction })?.direction).toEqual({ degrees });
  });

  it.each([-0.01, 360.01, NaN, Infinity, '90', [] as number[]])('knows no direction %j', (direction) => {
    expect(located({ ...berlin, direction })).toEqual(located(berlin));
  });

  it('tells no direction with a coarse place, and none without a place', () => {
    const direction = { direction: 211, directionRef: 'T' };
    expect(located({ ...berlin, ...direction }, 'coarse')).toEqual(located(berlin, 'coarse'));
    expect(located(direction)).toBeUndefined();
  });

  it('drops everything', () => {
    expect(located(berlin, 'drop')).toBeUndefined();
  });

  it('brings back any place, exactly or to 0.05 degrees', () => {
    const axis = (most: number) => fc.double({ min: -most, max: most, noNaN: true });
    fc.assert(
      fc.property(axis(90), axis(180), (latitude, longitude) => {
        fc.pre(Math.abs(latitude) > 1e-6);
        const tags = {
          latitudeRef: latitude < 0 ? 'S' : 'N',
          latitude: sexagesimal(latitude),
          longitudeRef: longitude < 0 ? 'W' : 'E',
          longitude: sexagesimal(longitude),
        };
        const [exact, coarse] = [located(tags), located(tags, 'coarse')];
        expect(Math.abs(exact!.latitude - latitude)).toBeLessThan(1e-7);
        expect(Math.abs(exact!.longitude - longitude)).toBeLessThan(1e-7);
        expect(Math.abs(coarse!.latitude - latitude)).toBeLessThan(0.0500001);
        expect(Math.abs(coarse!.longitude - longitude)).toBeLessThan(0.0500001);
        expect(String(coarse!.latitude)).toMatch(/^-?\d+(\.\d)?$/);
      }),
    );
  });
});

const sexagesimal = (degrees: number): number[] => {
  const size = Math.abs(degrees);
  const whole = Math.floor(size);
  const minutes = Math.floor((size - whole) * 60);
  return [whole, minutes, Math.max(0, ((size - whole) * 60 - minutes) * 60)];
};
