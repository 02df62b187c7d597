import { InvalidArgumentError } from '../errors.ts';

/** What a variant's key is made of. */
export interface VariantKeyParts {
  readonly imageId: string;
  /** Names one rendering of the image. */
  readonly revision: string;
  /** The variant's name, such as `thumb`. */
  readonly name: string;
  /** Without the dot, such as `webp`. */
  readonly extension: string;
}

/** No slash, no leading dot: one part can neither add a folder nor leave its own. */
const keyPart = /^[A-Za-z0-9_][A-Za-z0-9._-]*$/;

/**
 * The key of a variant in the processed bucket: `<imageId>/<revision>/<name>.<extension>`.
 * It is the path below the CDN's address too, so every part keeps to letters, digits, `.`, `_` and `-`.
 *
 * @throws InvalidArgumentError when a part has other characters or begins with a dot or dash
 */
export const variantKey = ({ imageId, revision, name, extension }: VariantKeyParts): string => {
  for (const [argument, part] of Object.entries({ imageId, revision, name, extension })) {
    if (typeof part !== 'string' || !keyPart.test(part)) {
      throw new InvalidArgumentError(
        argument,
        'letters, digits, "_", "-" and ".", none of the last two first',
        part,
      );
    }
  }
  return `${imageId}/${revision}/${name}.${extension}`;
};

/** Below which the variants of one image lie, of all its revisions. */
export const variantPrefix = (imageId: string): string => `${imageId}/`;

/** What a key is made of, or `undefined` when `variantKey` would not make it. */
export const parseVariantKey = (key: string): VariantKeyParts | undefined => {
  const [imageId, revision, file, ...more] = key.split('/');
  const dot = file?.lastIndexOf('.') ?? -1;
  if (imageId === undefined || revision === undefined || file === undefined || dot < 0) return undefined;
  const parts = { imageId, revision, name: file.slice(0, dot), extension: file.slice(dot + 1) };
  return more.length === 0 && Object.values(parts).every((part) => keyPart.test(part)) ? parts : undefined;
};
