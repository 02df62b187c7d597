import { escapedJson } from '@image-pipeline/errors';
import { unprintable } from './printable.ts';

/** A value as one line of JSON that a terminal can show: keys of objects and EXIF in it are an attacker's text. */
export const jsonLine = (value: unknown): string => escapedJson(value, unprintable);
