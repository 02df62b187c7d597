/**
 * The Lambda function `image-processor`: the composition root. Everything is built once per execution environment,
 * while Lambda initialises it; wrong settings fail here, before any event is taken.
 */
import { fileURLToPath } from 'node:url';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { fromEnv } from '@aws-sdk/credential-provider-env';
import { createImageRecordRepository } from '@image-pipeline/image-records';
import { createRenderer } from '@image-pipeline/image-transform';
import { createHandler } from './handler.ts';
import { readSettings } from './settings.ts';
import { createS3SourceObjects } from './source-objects.ts';
import { createTelemetry } from './telemetry.ts';
import { createS3VariantStore } from './variant-store.ts';

const settings = readSettings(process.env, fileURLToPath(new URL('watermarks', import.meta.url)));
/** A hung connection costs a retry of the SDK's, not the whole invocation: ms. */
const requestHandler = { connectionTimeout: 2_000, requestTimeout: 20_000, throwOnRequestTimeout: true };
/** Lambda hands a function its role's credentials in environment variables: nothing needs to be searched for them. */
const credentials = fromEnv();
const s3 = new S3Client({ credentials, requestHandler });
const dynamodb = new DynamoDBClient({ credentials, requestHandler });

export const handler = createHandler(
  {
    settings,
    renderer: createRenderer(settings.recipes, settings),
    sources: createS3SourceObjects(s3),
    variants: createS3VariantStore(s3, settings.processedBucket),
    records: createImageRecordRepository({ client: dynamodb, tableName: settings.tableName }),
  },
  createTelemetry(),
);
