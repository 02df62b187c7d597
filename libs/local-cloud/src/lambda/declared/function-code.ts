import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import * as v from 'valibot';
import { parseInputs } from '../../declarations/declared-inputs.ts';
import { LambdaError } from './lambda-error.ts';

const archive = v.strictObject({ archive: v.string() });

/** A folder, or an archive that holds nothing but that folder. */
const schema = v.object({
  code: v.union(
    [
      archive,
      v.pipe(
        v.strictObject({ archive: v.strictObject({ '.': archive }) }),
        v.transform((outer) => outer.archive['.']),
      ),
    ],
    'a FileArchive of a folder, by itself or as the only part of an AssetArchive',
  ),
});

/**
 * The folder of a function's code, absolute.
 * @param programDir what relative paths are relative to
 * @throws InputError when the code is anything but a folder, LambdaError when there is no such folder
 */
export const findCode = async (code: unknown, programDir: string): Promise<string> => {
  const codeDir = resolve(programDir, parseInputs(schema, { code }).inputs.code.archive);
  const stats = await stat(codeDir).catch(() => undefined); // Missing and unreadable are told alike below.
  if (stats?.isDirectory()) return codeDir;
  const problem = stats === undefined ? 'does not exist' : 'is no folder';
  throw new LambdaError('InvalidParameterValueException', `Its code, ${codeDir}, ${problem}.`, {
    remedy:
      'Build the package of the function first, or point the configuration of the stack to where it is.',
    context: { codeDir },
  });
};
