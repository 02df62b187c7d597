/** The environment that the Pulumi program and Lambda give the function, with one small recipe. */
export const environment: Readonly<Record<string, string>> = {
  PROCESSED_BUCKET: 'processed-images',
  TABLE_NAME: 'ImageMetadata',
  CDN_BASE_URL: 'https://d111111abcdef8.cloudfront.net',
  RECIPES: JSON.stringify([{ name: 'thumb', fit: 'cover', width: 200, height: 200, format: 'jpeg' }]),
  LOCATION_POLICY: 'drop',
  AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '1769',
  TIMEOUT_SECONDS: '60',
  TOMBSTONE_DAYS: '30',
};
