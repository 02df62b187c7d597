import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';
import { createBucketPolicy } from './bucket-policy.ts';
import type { Settings } from './config.ts';
import type { PrivateBucket } from './private-bucket.ts';
import { imageCachePolicy, imageHeadersPolicy } from './viewer-policies.ts';

export interface ImageDistributionArgs {
  /** Name of what CloudFront keeps per account rather than per distribution. */
  readonly sharedName: string;
  readonly origin: PrivateBucket;
  readonly settings: Pick<Settings, 'publicBaseUrl' | 'certificateArn' | 'priceClass'>;
  readonly tags: Readonly<Record<string, string>>;
}

/** The CDN: the processed bucket's one reader, and the only way to a variant from outside. */
export class ImageDistribution extends pulumi.ComponentResource {
  readonly distribution: aws.cloudfront.Distribution;
  /** Address of the variants, without a trailing slash. */
  readonly baseUrl: pulumi.Output<string>;

  constructor(name: string, args: ImageDistributionArgs, opts?: pulumi.ComponentResourceOptions) {
    super('image-pipeline:infra:ImageDistribution', name, {}, opts);
    const child = { parent: this };
    this.distribution = createDistribution(name, args, child);
    this.baseUrl = pulumi.output(
      args.settings.publicBaseUrl ?? pulumi.interpolate`https://${this.distribution.domainName}`,
    );
    allowToRead(args.origin, this.distribution, child);
    this.registerOutputs({ baseUrl: this.baseUrl });
  }
}

const createDistribution = (
  name: string,
  args: ImageDistributionArgs,
  opts: pulumi.CustomResourceOptions,
) => {
  const { sharedName, origin, settings, tags } = args;
  const originAccess = createOriginAccessControl(name, sharedName, opts);
  return new aws.cloudfront.Distribution(
    name,
    {
      enabled: true,
      comment: `Variants of ${sharedName}`,
      httpVersion: 'http2and3',
      isIpv6Enabled: true,
      priceClass: settings.priceClass,
      origins: [
        {
          originId: 'processed',
          domainName: origin.bucket.bucketRegionalDomainName,
          originAccessControlId: originAccess.id,
        },
      ],
      defaultCacheBehavior: {
        targetOriginId: 'processed',
        viewerProtocolPolicy: 'https-only',
        allowedMethods: ['GET', 'HEAD'],
        cachedMethods: ['GET', 'HEAD'],
        // Image formats are compressed already.
        compress: false,
        cachePolicyId: imageCachePolicy(name, sharedName, opts).id,
        responseHeadersPolicyId: imageHeadersPolicy(name, sharedName, opts).id,
      },
      // Somebody who asks for a variant a moment too early must not keep it from everybody else for long. Errors of
      // the origin itself keep CloudFront's ten seconds: asking more often would not mend them.
      customErrorResponses: [403, 404].map((errorCode) => ({ errorCode, errorCachingMinTtl: 2 })),
      restrictions: { geoRestriction: { restrictionType: 'none' } },
      ...viewerSide(settings),
      tags,
    },
    opts,
  );
};

const createOriginAccessControl = (name: string, sharedName: string, opts: pulumi.CustomResourceOptions) =>
  new aws.cloudfront.OriginAccessControl(
    name,
    {
      name: sharedName,
      description: 'Signs what the CDN asks of the processed bucket',
      originAccessControlOriginType: 's3',
      signingBehavior: 'always',
      signingProtocol: 'sigv4',
    },
    opts,
  );

/** CloudFront's own certificate speaks for *.cloudfront.net only and does not let the TLS version be chosen. */
const viewerSide = ({ certificateArn, publicBaseUrl }: ImageDistributionArgs['settings']) => {
  if (certificateArn === undefined || publicBaseUrl === undefined) {
    return { viewerCertificate: { cloudfrontDefaultCertificate: true } };
  }
  return {
    aliases: [new URL(publicBaseUrl).hostname],
    viewerCertificate: {
      acmCertificateArn: certificateArn,
      sslSupportMethod: 'sni-only',
      minimumProtocolVersion: 'TLSv1.2_2021',
    },
  };
};

/**
 * Reading only. With s3:ListBucket a missing variant would be a 404 instead of a 403, but the distribution's root
 * would hand out a listing of the bucket.
 */
const allowToRead = (
  origin: PrivateBucket,
  distribution: aws.cloudfront.Distribution,
  opts: pulumi.CustomResourceOptions,
) => {
  createBucketPolicy(
    'processed',
    origin,
    [
      {
        Sid: 'ReadByDistribution',
        Effect: 'Allow',
        Principal: { Service: 'cloudfront.amazonaws.com' },
        Action: 's3:GetObject',
        Resource: pulumi.interpolate`${origin.bucket.arn}/*`,
        // Without it every distribution of every AWS account could read the bucket.
        Condition: { StringEquals: { 'AWS:SourceArn': distribution.arn } },
      },
    ],
    opts,
  );
};
