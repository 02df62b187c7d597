import { defaultProgram, programWith } from '../testing/default-program.ts';
import { statementsOf } from '../testing/policies.ts';

const distributionType = 'aws:cloudfront/distribution:Distribution';
const certificateArn = 'arn:aws:acm:us-east-1:123456789012:certificate/0a1b2c3d-0000-4000-8000-000000000000';

describe('ImageDistribution', () => {
  it('serves the processed bucket, signing what it asks of it', async () => {
    const { find, outputs } = await defaultProgram();
    expect(find(distributionType, 'cdn').inputs.origins).toEqual([
      {
        originId: 'processed',
        domainName: `${outputs['processedBucket']}.s3.eu-central-1.amazonaws.com`,
        originAccessControlId: 'E1ACCESS',
      },
    ]);
    expect(find('aws:cloudfront/originAccessControl:OriginAccessControl', 'cdn').inputs).toMatchObject({
      originAccessControlOriginType: 's3',
      signingBehavior: 'always',
      signingProtocol: 'sigv4',
    });
  });

  it('is what the bucket allows to read, alone and nothing more', async () => {
    const { find, outputs } = await defaultProgram();
    const policy = statementsOf(find('aws:s3/bucketPolicy:BucketPolicy', 'processed').inputs.policy);
    expect(policy.filter(({ Effect }) => Effect === 'Allow')).toEqual([
      {
        Sid: 'ReadByDistribution',
        Effect: 'Allow',
        Principal: { Service: 'cloudfront.amazonaws.com' },
        Action: 's3:GetObject',
        Resource: `arn:aws:s3:::${outputs['processedBucket']}/*`,
        Condition: {
          StringEquals: { 'AWS:SourceArn': 'arn:aws:cloudfront::123456789012:distribution/E2EXAMPLE' },
        },
      },
    ]);
  });

  it('leaves originals alone', async () => {
    const { find } = await defaultProgram();
    const policy = statementsOf(find('aws:s3/bucketPolicy:BucketPolicy', 'raw').inputs.policy);
    expect(policy.map(({ Effect }) => Effect)).toEqual(['Deny']);
  });

  it('answers reads over HTTPS only, on HTTP/2 and HTTP/3', async () => {
    const { find } = await defaultProgram();
    const { inputs } = find(distributionType, 'cdn');
    expect(inputs).toMatchObject({ enabled: true, httpVersion: 'http2and3', isIpv6Enabled: true });
    expect(inputs.defaultCacheBehavior).toMatchObject({
      targetOriginId: 'processed',
      viewerProtocolPolicy: 'https-only',
      allowedMethods: ['GET', 'HEAD'],
      cachedMethods: ['GET', 'HEAD'],
    });
    expect(inputs).not.toHaveProperty('orderedCacheBehaviors');
  });

  it('forgets that a variant was missing within seconds', async () => {
    const { find } = await defaultProgram();
    expect(find(distributionType, 'cdn').inputs.customErrorResponses).toEqual([
      { errorCode: 403, errorCachingMinTtl: 2 },
      { errorCode: 404, errorCachingMinTtl: 2 },
    ]);
  });

  it('applies its own cache and headers policies', async () => {
    const { find } = await defaultProgram();
    const { defaultCacheBehavior } = find(distributionType, 'cdn').inputs;
    expect(defaultCacheBehavior).toMatchObject({
      cachePolicyId: find('aws:cloudfront/cachePolicy:CachePolicy', 'cdn').inputs.name,
      responseHeadersPolicyId: find('aws:cloudfront/responseHeadersPolicy:ResponseHeadersPolicy', 'cdn')
        .inputs.name,
    });
    expect(find(distributionType, 'cdn').dependencies).toEqual(
      expect.arrayContaining([
        'aws:cloudfront/cachePolicy:CachePolicy cdn',
        'aws:cloudfront/responseHeadersPolicy:ResponseHeadersPolicy cdn',
      ]),
    );
  });

  it("has CloudFront's name and certificate unless it is given its own", async () => {
    const { find, outputs } = await defaultProgram();
    const { inputs } = find(distributionType, 'cdn');
    expect(inputs.viewerCertificate).toEqual({ cloudfrontDefaultCertificate: true });
    expect(inputs).not.toHaveProperty('aliases');
    expect(outputs['cdnBaseUrl']).toBe('https://d111111abcdef8.cloudfront.net');
  });

  it('answers to the name of publicBaseUrl when there is a certificate for it', async () => {
    const { find, outputs } = await programWith({
      publicBaseUrl: 'https://images.example.com',
      certificateArn,
    });
    expect(find(distributionType, 'cdn').inputs).toMatchObject({
      aliases: ['images.example.com'],
      viewerCertificate: {
        acmCertificateArn: certificateArn,
        sslSupportMethod: 'sni-only',
        minimumProtocolVersion: 'TLSv1.2_2021',
      },
    });
    expect(outputs['cdnBaseUrl']).toBe('https://images.example.com');
  });

  it('only changes the addresses when something else stands in front of it', async () => {
    const { find, outputs } = await programWith({ publicBaseUrl: 'https://example.com/images' });
    expect(find(distributionType, 'cdn').inputs).not.toHaveProperty('aliases');
    expect(outputs['cdnBaseUrl']).toBe('https://example.com/images');
  });

  it('keeps copies where the price class says', async () => {
    const { find } = await programWith({ priceClass: 'PriceClass_200' });
    expect(find(distributionType, 'cdn').inputs.priceClass).toBe('PriceClass_200');
  });
});
