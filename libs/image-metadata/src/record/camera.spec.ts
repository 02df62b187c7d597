import { cameraOf } from './camera.ts';
import { noTags } from '../exif/exif-tags.ts';

const camera = (make?: string, model?: string, lens?: string) =>
  cameraOf({ ...noTags, ifd0: { 0x010f: make, 0x0110: model }, exif: { 0xa434: lens } });

describe('cameraOf', () => {
  it('names make, model and lens', () => {
    expect(camera('Apple', 'iPhone 15', 'iPhone 15 back camera 6mm f/1.6')).toEqual({
      make: 'Apple',
      model: 'iPhone 15',
      lens: 'iPhone 15 back camera 6mm f/1.6',
    });
  });

  it.each([
    ['Canon', 'Canon EOS 5D', 'EOS 5D'],
    ['NIKON CORPORATION', 'NIKON D70', 'D70'],
    ['OLYMPUS IMAGING CORP.', 'OLYMPUS IMAGING CORP. E-M1', 'E-M1'],
    ['samsung', 'SAMSUNG NX10', 'NX10'],
    ['LG Electronics', 'LG-P500', 'LG-P500'],
    ['Leica', 'Leicaflex', 'Leicaflex'],
    ['BlackBerry', 'BlackBerry', 'BlackBerry'],
    ['Sony', 'ILCE-7', 'ILCE-7'],
  ])('of %j and %j makes the model %j', (make, model, expected) => {
    expect(camera(make, model)).toEqual({ make, model: expected });
  });

  it('leaves a model alone when there is no make', () => {
    expect(camera(undefined, 'Canon EOS 5D')).toEqual({ model: 'Canon EOS 5D' });
  });

  it('tidies padding and NULs before it compares', () => {
    expect(camera('  Canon \0junk', 'Canon\t EOS  5D\0\0')).toEqual({ make: 'Canon', model: 'EOS 5D' });
  });

  it('takes a filler for no name', () => {
    expect(camera('----', '...', '-- mm')).toEqual({ lens: '-- mm' });
  });

  it('is absent when nothing is known', () => {
    expect(camera('', ' ', '----')).toBeUndefined();
    expect(cameraOf(noTags)).toBeUndefined();
  });

  it('bounds each name', () => {
    const long = 'x'.repeat(1000);
    expect(camera(long, `y${long}`, long)).toEqual({
      make: 'x'.repeat(128),
      model: `y${'x'.repeat(127)}`,
      lens: 'x'.repeat(128),
    });
  });
});
