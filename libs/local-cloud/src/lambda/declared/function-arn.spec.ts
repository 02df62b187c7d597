import { parseFunctionName } from './function-arn.ts';

test.each([
  'f_1-x',
  'f_1-x:$LATEST',
  'function:f_1-x',
  '123456789012:function:f_1-x',
  'arn:aws:lambda:us-east-1:123456789012:function:f_1-x',
  'arn:aws-cn:lambda:cn-north-1:123456789012:function:f_1-x:$LATEST',
])('%s names a function', (text) => {
  expect(parseFunctionName(text)).toBe('f_1-x');
});

test.each(['', 'a b', '../x', 'arn:aws:s3:::bucket', 'x'.repeat(65), 'a:b:c'])('%j names none', (text) => {
  expect(() => parseFunctionName(text)).toThrow(
    expect.objectContaining({ code: 'InvalidParameterValueException' }),
  );
});

test('there is one version', () => {
  expect(() => parseFunctionName('f:3')).toThrow(
    expect.objectContaining({ code: 'ResourceNotFoundException' }),
  );
});
