import { recordTable } from '@image-pipeline/image-records/table';
import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';
import { Alarms } from './src/alarms.ts';
import { readSettings } from './src/config.ts';
import { Dashboard } from './src/dashboard.ts';
import { DeadLetterQueue } from './src/dead-letter-queue.ts';
import { ImageBuckets } from './src/image-buckets.ts';
import { ImageDistribution } from './src/image-distribution.ts';
import { nameResources, tagsOf, type Deployment } from './src/naming.ts';
import { processorEnvironment } from './src/processor-environment.ts';
import { ProcessorFunction } from './src/processor-function.ts';
import { RecordTable } from './src/record-table.ts';
import { UploadNotification } from './src/upload-notification.ts';

/**
 * The program: everything that an environment of Image Pipeline consists of, in the order of the data.
 * Pulumi calls it once for the stack at hand; what it returns are the stack's outputs.
 *
 * @throws InfraError when the configuration cannot be used, before any resource is registered
 */
export default async function imagePipeline() {
  const settings = readSettings();
  const deployment = await currentDeployment();
  const names = nameResources(deployment, settings.nameSuffix);
  const environment = processorEnvironment(settings, names);
  const tags = tagsOf(deployment);
  const { deletionProtection, forceDestroy } = settings;

  const buckets = new ImageBuckets('images', {
    rawBucketName: names.rawBucket,
    processedBucketName: names.processedBucket,
    deletionProtection,
    forceDestroy,
    tags,
  });
  const records = new RecordTable('records', { tableName: names.table, deletionProtection, tags });
  const deadLetters = new DeadLetterQueue('dead-letters', { queueName: names.deadLetterQueue, tags });
  const cdn = new ImageDistribution('cdn', {
    sharedName: names.distribution,
    origin: buckets.processed,
    settings,
    tags,
  });
  const processor = new ProcessorFunction('processor', {
    functionName: names.function,
    roleName: names.role,
    logGroupName: names.logGroup,
    environment: { ...environment, CDN_BASE_URL: cdn.baseUrl },
    rawBucket: buckets.raw.bucket,
    processedBucket: buckets.processed.bucket,
    table: records.table,
    deadLetterQueue: deadLetters.queue,
    settings,
    tags,
  });
  new UploadNotification('uploads', {
    bucket: buckets.raw.bucket,
    processor,
    account: deployment.account,
  });
  const { alarms } = new Alarms('alarms', {
    processor: processor.function,
    deadLetterQueue: deadLetters.queue,
    namePrefix: names.function,
    timeoutSeconds: settings.timeoutSeconds,
    topicArn: settings.alarmTopicArn,
    tags,
  });
  const { dashboard } = new Dashboard('overview', {
    dashboardName: names.dashboard,
    region: deployment.region,
    processor: processor.function,
    table: records.table,
    deadLetterQueue: deadLetters.queue,
    distribution: cdn.distribution,
    logGroup: processor.logGroup,
    alarms,
  });

  return {
    rawBucket: buckets.raw.bucket.bucket,
    processedBucket: buckets.processed.bucket.bucket,
    tableName: records.table.name,
    tableIndexName: recordTable.index.name,
    functionName: processor.function.name,
    functionArn: processor.function.arn,
    deadLetterQueueUrl: deadLetters.queue.url,
    cdnBaseUrl: cdn.baseUrl,
    distributionId: cdn.distribution.id,
    distributionDomainName: cdn.distribution.domainName,
    logGroupName: processor.logGroup.name,
    dashboardName: dashboard.dashboardName,
    region: deployment.region,
  };
}

/** Asked of AWS, not configured: names must follow from where the stack really is. */
const currentDeployment = async (): Promise<Deployment> => {
  const [{ accountId }, { region }] = await Promise.all([aws.getCallerIdentity(), aws.getRegion()]);
  return {
    account: accountId,
    region,
    organization: pulumi.getOrganization(),
    project: pulumi.getProject(),
    stack: pulumi.getStack(),
  };
};
