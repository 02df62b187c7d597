import { runtime } from '../../../test-support/lambda-fixture.ts';
import { parseFunctionDeclaration } from './function-declaration.ts';

const valid = {
  name: 'image-processor',
  codeDir: import.meta.dirname,
  handler: 'main.handler',
  runtime,
  role: 'arn:aws:iam::000000000000:role/image-processor',
};

test('what is not declared is what AWS makes of it', () => {
  expect(parseFunctionDeclaration(valid)).toEqual({
    inputs: {
      ...valid,
      memorySize: 128,
      timeout: 3,
      reservedConcurrentExecutions: -1,
      environment: { variables: {} },
      loggingConfig: { logFormat: 'Text' },
      packageType: 'Zip',
    },
    inert: [],
  });
});

test('what has no effect here is listed with the reason', () => {
  const { inert } = parseFunctionDeclaration({ ...valid, architectures: ['arm64'], publish: true });
  expect(inert).toEqual([
    { input: 'architectures', reason: expect.stringContaining("this machine's") },
    { input: 'publish', reason: expect.any(String) },
  ]);
});

test.each([
  [{ layers: ['arn'] }, 'layers is not supported'],
  [{ memorysize: 256 }, 'memorysize is not supported'],
  [{ memorySize: 64 }, 'memorySize is 64, expected an integer from 128 to 10240 (MB)'],
  [{ memorySize: '256' }, 'memorySize is "256", expected an integer'],
  [{ timeout: 901 }, 'timeout is 901, expected an integer from 1 to 900 (seconds)'],
  [{ runtime: 'python3.13' }, 'runtime is "python3.13", expected one of nodejs22.x, nodejs24.x'],
  [{ runtime: runtime === 'nodejs22.x' ? 'nodejs24.x' : 'nodejs22.x' }, `expected the runtime of the Node.js that runs the local cloud, ${runtime}`],
  [{ architectures: ['riscv'] }, 'architectures.0 is "riscv", expected arm64 or x86_64'],
  [{ handler: 'main' }, 'handler is "main", expected a file and an export'],
  [{ role: 'image-processor' }, "role is \"image-processor\", expected a role's ARN"],
  [{ packageType: 'Image' }, 'packageType is "Image", expected Zip'],
  [{ environment: { variables: { AWS_REGION: 'x' } } }, 'environment.variables.AWS_REGION is "AWS_REGION", expected a name that Lambda does not reserve'],
  [{ environment: { variables: { '1ST': 'x' } } }, 'expected a name of letters'],
  [{ environment: { variables: { SIZE: 1 } } }, 'environment.variables.SIZE is 1, expected text'],
  [{ environment: { variables: { LONG: 'x'.repeat(4086) } } }, 'at most 4096 bytes'],
  [{ environment: { variables: { AWS_LAMBDA_EXEC_WRAPPER: '/opt/x' } } }, 'no wrapper script'],
  [{ loggingConfig: { logFormat: 'XML' } }, 'loggingConfig.logFormat is "XML", expected Text or JSON'],
])('%j is refused by name', (inputs, message) => {
  expect(() => parseFunctionDeclaration({ ...valid, ...inputs })).toThrow(
    expect.objectContaining({
      code: 'InvalidParameterValueException',
      message: expect.stringContaining(message),
    }),
  );
}); // prettier-ignore

test('every problem is named, not only the first', () => {
  expect(() => parseFunctionDeclaration({ ...valid, timeout: 0, layers: [] })).toThrow(
    /timeout is 0, .*; layers is not supported/,
  );
});
