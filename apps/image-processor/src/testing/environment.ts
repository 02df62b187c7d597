/** The environment that the Pulumi program gives the function, with one small recipe. */
export const environment: Readonly<Record<string, string>> = {
  PROCESSED_BUCKET: 'processed-images',
  TABLE_NAME: 'ImageMetadata',
  CDN_BASE_URL: 'https://d111111abcdef8.cloudfront.net',
  RECIPES: JSON.stringify([{ name: 'thumb', fit: 'cover', width: 200, height: 200, format: 'jpeg' }]),
  LOCATION_POLICY: 'drop',
  MAX_SOURCE_BYTES: '20000000',
  MAX_SOURCE_PIXELS: '100000000',
  TOMBSTONE_DAYS: '30',
};
