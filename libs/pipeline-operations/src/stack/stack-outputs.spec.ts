import { parseStackOutputs } from './stack-outputs.ts';

const outputs = {
  region: 'us-east-1',
  rawBucket: 'raw-images-dev',
  processedBucket: 'processed-images-dev',
  tableName: 'ImageMetadata-dev',
  tableIndexName: 'byUploadedAt',
  functionName: 'image-processor-dev',
  deadLetterQueueUrl: 'https://sqs.us-east-1.amazonaws.com/123456789012/dead',
  cdnBaseUrl: 'https://d111111abcdef8.cloudfront.net',
};

it('takes the outputs that operations need, and leaves others out', () => {
  expect(parseStackOutputs({ ...outputs, dashboardName: 'overview' })).toEqual(outputs);
});

it.each([
  ['tableName', { ...outputs, tableName: undefined }],
  ['cdnBaseUrl', { ...outputs, cdnBaseUrl: 'cdn' }],
  ['region', []],
  ['outputs', undefined],
])('names what is missing or wrong: %s', (output, given) => {
  expect(() => parseStackOutputs(given)).toThrow(
    expect.objectContaining({ code: 'outputs-unexpected', message: expect.stringContaining(output) }),
  );
});
