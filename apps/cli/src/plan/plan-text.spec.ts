import type { Plan } from '@image-pipeline/local-cloud';
import pc from 'picocolors';
import { planJson } from './plan-json.ts';
import { planText } from './plan-text.ts';

const urn = (name: string): string => `urn:pulumi:dev::shop::x::${name}`;
const resource = (type: string, name: string, parent?: string, inputs = {}): Plan['resources'][number] => ({
  urn: urn(name),
  type,
  name,
  ...(parent !== undefined && { parent: urn(parent) }),
  inputs,
  dependencies: [],
});

const plan: Plan = {
  resources: [
    resource('pulumi:pulumi:Stack', 'shop-dev'),
    resource('shop:infra:Storage', 'storage', 'shop-dev'),
    resource('shop:infra:PrivateBucket', 'raw', 'storage'),
    resource('aws:s3/bucket:Bucket', 'bucket', 'raw', { bucket: 'raw-1', tags: { a: 'b' } }),
    resource('aws:dynamodb/table:Table', 'table', 'storage', { name: 'T', ttl: { enabled: true } }),
    resource('aws:s3/bucketPolicy:BucketPolicy', 'policy', 'bucket'),
    resource('pulumi:providers:aws', 'default', 'shop-dev'),
  ],
  outputs: { rawBucket: 'raw-1' },
};

it('groups resources by their nearest component, also when their parent is another resource', () => {
  expect(planText(plan, pc.createColors(false))).toEqual([
    'storage (shop:infra:Storage) › raw (shop:infra:PrivateBucket)',
    '  aws:s3/bucket:Bucket bucket',
    '      bucket: raw-1',
    '      tags:',
    '        a: b',
    '  aws:s3/bucketPolicy:BucketPolicy policy',
    '',
    'storage (shop:infra:Storage)',
    '  aws:dynamodb/table:Table table',
    '      name: T',
    '      ttl:',
    '        enabled: true',
    '',
    'the program itself',
    '  pulumi:providers:aws default',
    '',
    'outputs',
    '  rawBucket: raw-1',
  ]);
});

it('is one JSON value per line, the outputs last', () => {
  const values = planJson(plan).map((line) => JSON.parse(line) as unknown);
  expect(values.slice(0, -1)).toEqual(plan.resources);
  expect(values.at(-1)).toEqual({ outputs: plan.outputs });
});
