import * as v from 'valibot';
import { FunctionFailedError } from '../errors.ts';
import type { Stack } from '../stack/connect-stack.ts';
import { invokeFunction } from './invoke-function.ts';

const answer = v.object({ fingerprint: v.pipe(v.string(), v.nonEmpty()) });

/**
 * What decides the bytes of variants in the function as it is deployed now: recipes, watermarks, renderer, limits.
 * @throws FunctionFailedError also when the function is of a release that cannot tell
 */
export const deployedFingerprint = async (stack: Pick<Stack, 'clients' | 'outputs'>): Promise<string> => {
  const told = await invokeFunction(stack, { describe: 'deployment' });
  if (v.is(answer, told)) return told.fingerprint;
  throw new FunctionFailedError('UnexpectedAnswer', 'it does not tell what is deployed');
};
