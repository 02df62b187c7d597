import * as fc from 'fast-check';
import {
  readProperties,
  signatureKey,
  signatures,
  unknownValue,
  writeProperties,
  writeState,
  type PropertyMap,
} from './property-values.ts';

const read = (wire: PropertyMap) => readProperties(writeProperties(wire));
const signed = (signature: string, rest: PropertyMap): PropertyMap => ({
  [signatureKey]: signature,
  ...rest,
});

it('reads back whatever JSON can say', () => {
  // By way of JSON itself, which has no -0: Protobuf keeps it, and JSON writes it as 0.
  const properties = fc
    .dictionary(fc.string(), fc.jsonValue())
    .map((value) => JSON.parse(JSON.stringify(value)) as PropertyMap);
  fc.assert(
    fc.property(properties, (wire) => {
      fc.pre(!JSON.stringify(wire).includes('__proto__')); // Protobuf's own reader cannot take it.
      expect(read(wire)).toEqual(wire);
    }),
  );
});

it.each([
  [
    'a secret, laid open',
    signed(signatures.secret, { value: { inner: signed(signatures.secret, { value: 1 }) } }),
    { inner: 1 },
  ],
  ['an output', signed(signatures.output, { value: 'x', dependencies: [] }), 'x'],
  ['a reference to a resource, by its id', signed(signatures.resource, { urn: 'urn:a', id: 'a-1' }), 'a-1'],
  ['a reference to a component, by its URN', signed(signatures.resource, { urn: 'urn:a' }), 'urn:a'],
  ['an archive of a folder', signed(signatures.archive, { path: './dist' }), { archive: './dist' }],
  [
    'a remote archive',
    signed(signatures.archive, { uri: 'https://x/a.zip' }),
    { archive: 'https://x/a.zip' },
  ],
  ['a file', signed(signatures.asset, { path: './a' }), { asset: './a' }],
  ['an empty text', signed(signatures.asset, { text: '' }), { text: '' }],
  [
    'an archive of parts',
    signed(signatures.archive, { assets: { a: signed(signatures.asset, { text: 'x' }) } }),
    { archive: { a: { text: 'x' } } },
  ],
])('reads %s', (_, wire, plain) => {
  expect(read({ list: [wire] })).toEqual({ list: [plain] });
});

it('refuses what it cannot read', () => {
  expect(() => read({ a: unknownValue })).toThrow(/unknown/);
  expect(() => read({ a: signed('new-kind', {}) })).toThrow(/new-kind/);
});

it('puts outputs over the inputs and leaves the inputs’ secrets marked', () => {
  const secret = signed(signatures.secret, { value: 'hunter2' });
  const state = writeState(writeProperties({ password: secret, name: 'given' }), {
    name: 'made',
    arn: 'arn:x',
  });
  expect(state.toJavaScript()).toEqual({ password: secret, name: 'made', arn: 'arn:x' });
});
