import struct from 'google-protobuf/google/protobuf/struct_pb.js';
import type { JavaScriptValue, Struct } from 'google-protobuf/google/protobuf/struct_pb.js';
import { UnsupportedByEngineError } from './engine-errors.ts';

/**
 * A resource's inputs and outputs as plain JSON. Files keep their role by the key that holds their path:
 * `{ archive: path }` for a folder or zip, `{ archive: { name: … } }` for an archive made of others,
 * `{ asset: path }` for a file and `{ text }` for a file given by its content.
 */
export type PropertyValue = JavaScriptValue;
export type PropertyMap = Readonly<Record<string, PropertyValue>>;

/**
 * Pulumi marks what JSON cannot say by an object with this key; the values say what it is.
 * @see https://github.com/pulumi/pulumi/blob/master/sdk/go/common/resource/sig/sig.go
 */
export const signatureKey = '4dabf18193072939515e22adb298388d';
export const signatures = {
  secret: '1b47061264138c4ac30d75fd1eb44270',
  asset: 'c44067f5952c0a294b673a41bacd8c17',
  archive: '0def7320c3a5731c473e5ecbe6d01bc7',
  resource: '5cf8f73096256a8f31e491e813e4eb8e',
  output: 'd0e6a833031e9bbcd3f4e8bde6ca49a4',
} as const;

/** Stands for a value that is not known yet. It arises in previews only, which are not run here. */
export const unknownValue = '04da6b54-80e4-46f7-96ec-b56ff0331ba9';

/** The properties of a message in plain JSON: secrets laid open, references to resources given as their id. */
export const readProperties = (message: Struct | undefined): PropertyMap => {
  const wire = message?.toJavaScript() ?? {};
  return mapValues(wire, plain);
};

/**
 * The state of a resource as the program sees it: its own inputs, as they came and with their secrets still marked,
 * and over them the outputs.
 */
export const writeState = (inputs: Struct | undefined, outputs: PropertyMap): Struct =>
  struct.Struct.fromJavaScript({ ...inputs?.toJavaScript(), ...outputs });

/** An answer to the program, as a message. */
export const writeProperties = (properties: PropertyMap): Struct =>
  struct.Struct.fromJavaScript({ ...properties });

const plain = (value: PropertyValue): PropertyValue => {
  if (value === unknownValue)
    throw new UnsupportedByEngineError('An input is unknown, although nothing is previewed.');
  if (Array.isArray(value)) return value.map(plain);
  if (!isMap(value)) return value;
  switch (value[signatureKey]) {
    case undefined:
      return mapValues(value, plain);
    case signatures.secret:
    case signatures.output:
      return plain(value['value'] ?? null);
    case signatures.resource:
      return plain(value['id'] ?? value['urn'] ?? null);
    case signatures.asset:
      return assetOf(value);
    case signatures.archive:
      return archiveOf(value);
    default:
      throw new UnsupportedByEngineError(
        `An input carries the unknown signature ${JSON.stringify(value[signatureKey])}.`,
      );
  }
};

const assetOf = ({ path, text, uri }: PropertyMap): PropertyValue =>
  path ? { asset: path } : uri ? { asset: uri } : { text: text ?? '' };

const archiveOf = ({ assets, path, uri }: PropertyMap): PropertyValue =>
  isMap(assets) ? { archive: mapValues(assets, plain) } : { archive: path || uri || '' };

const isMap = (value: PropertyValue | undefined): value is Record<string, PropertyValue> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const mapValues = (
  map: PropertyMap,
  change: (value: PropertyValue) => PropertyValue,
): Record<string, PropertyValue> =>
  Object.fromEntries(Object.entries(map).map(([key, value]) => [key, change(value)]));
