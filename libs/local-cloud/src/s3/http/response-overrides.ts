import type { OutgoingHttpHeaders } from 'node:http';
import { validateHeaderValue } from 'node:http';
import { S3Error } from '../s3-error.ts';
import { asHeaderText } from './s3-request.ts';

const overridable = [
  'cache-control',
  'content-disposition',
  'content-encoding',
  'content-language',
  'content-type',
  'expires',
];

/**
 * Headers of the answer that a GET sets for itself, as in `?response-content-disposition=attachment`.
 * @throws S3Error InvalidArgument when a value cannot stand in a header
 */
export const responseOverrides = (query: URLSearchParams): OutgoingHttpHeaders => {
  const overrides: OutgoingHttpHeaders = {};
  for (const name of overridable) {
    const value = query.get(`response-${name}`);
    if (value !== null) overrides[name] = checked(name, asHeaderText(value));
  }
  return overrides;
};

const checked = (name: string, value: string): string => {
  try {
    validateHeaderValue(name, value);
    return value;
  } catch (cause) {
    throw new S3Error('InvalidArgument', `The value of response-${name} cannot stand in a header.`, {
      context: { ArgumentName: `response-${name}` },
      cause,
    });
  }
};
