export { startLocalS3, type LocalS3 } from './testing/start-local-s3.ts';
