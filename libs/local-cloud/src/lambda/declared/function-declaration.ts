import * as v from 'valibot';
import { inertInput, integerInput, parseInputs } from '../../declarations/declared-inputs.ts';
import { environmentVariablesSchema } from './declared-environment.ts';
import { LambdaError } from './lambda-error.ts';

/** The majors of Node.js behind AWS's runtime names that are still supported there. */
const nodeMajorOf = { 'nodejs22.x': 22, 'nodejs24.x': 24 } as const;
const runtimes = Object.keys(nodeMajorOf) as (keyof typeof nodeMajorOf)[];

const logLevels = ['TRACE', 'DEBUG', 'INFO', 'WARN', 'ERROR', 'FATAL'] as const;

const thisNodeMajor = (): number => Number(process.versions.node.split('.', 1)[0]);

const declarationSchema = v.strictObject({
  name: v.pipe(
    v.string(),
    v.regex(/^[A-Za-z0-9-_]{1,64}$/, '1 to 64 letters, digits, hyphens and underscores'),
  ),
  /** Folder of the unpacked code, which `findCode` finds. */
  codeDir: v.string(),
  handler: v.pipe(
    v.string(),
    v.regex(/^[^.\s]+(\.[^.\s]+)+$/, 'a file and an export, such as "main.handler"'),
  ),
  runtime: v.pipe(
    v.picklist(runtimes, `one of ${runtimes.join(', ')}`),
    v.check(
      (runtime) => nodeMajorOf[runtime] === thisNodeMajor(),
      `the runtime of the Node.js that runs the local cloud, nodejs${thisNodeMajor()}.x: a function runs under the same one`,
    ),
  ),
  role: v.pipe(v.string(), v.regex(/^arn:aws[a-z-]*:iam::\d{12}:role\/.+/, "a role's ARN")),
  memorySize: v.optional(integerInput(128, 10_240, 'MB'), 128),
  timeout: v.optional(integerInput(1, 900, 'seconds'), 3),
  reservedConcurrentExecutions: v.optional(
    integerInput(-1, 10_000, 'executions; -1 reserves none, 0 stops the function'),
    -1,
  ),
  environment: v.optional(v.strictObject({ variables: v.optional(environmentVariablesSchema, {}) }), {}),
  loggingConfig: v.optional(
    v.strictObject({
      logFormat: v.optional(v.picklist(['Text', 'JSON'], 'Text or JSON'), 'Text'),
      logGroup: v.optional(v.string()),
      applicationLogLevel: v.optional(v.picklist(logLevels, `one of ${logLevels.join(', ')}`)),
      systemLogLevel: inertInput('every line that Lambda itself writes is kept'),
    }),
    {},
  ),
  packageType: v.optional(v.literal('Zip', 'Zip: container images need a container runtime'), 'Zip'),
  architectures: v.pipe(
    v.optional(v.array(v.picklist(['arm64', 'x86_64'], 'arm64 or x86_64'))),
    v.metadata({ inert: "the function runs on this machine's own architecture" }),
  ),
  description: inertInput('a description changes nothing'),
  ephemeralStorage: inertInput('/tmp is the one of this machine, shared and without a limit'),
  publish: inertInput('there is one version, $LATEST'),
  skipDestroy: inertInput('nothing is destroyed'),
  sourceCodeHash: inertInput('the code is read where it lies'),
  tracingConfig: inertInput('there is no X-Ray'),
});

/** A function as its program declares it, defaults filled in. Sizes in MB, times in seconds, as in AWS's API. */
export type FunctionDeclaration = v.InferOutput<typeof declarationSchema>;

/**
 * Reads the inputs of an `aws:lambda/function:Function`, with `codeDir`, the folder of the unpacked code, in the place
 * of `code`.
 * @throws LambdaError InvalidParameterValueException naming every input that is unknown, unsupported or malformed
 */
export const parseFunctionDeclaration = (given: unknown) =>
  parseInputs(
    declarationSchema,
    given,
    (problems, context) =>
      new LambdaError('InvalidParameterValueException', `The function cannot be created: ${problems}.`, {
        context,
      }),
  );
