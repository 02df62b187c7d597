import type { PropertyMap } from '../engine/property-values.ts';
import type { Account } from '../iam/account.ts';
import { answerDataSource } from './data-sources.ts';

const account: Account = { accountId: '000000000000', region: 'eu-west-1', partition: 'aws' };
const answer = (token: string, args: PropertyMap = {}) => answerDataSource(token, args, account);

it('knows account, region and partition', () => {
  expect(answer('aws:index/getCallerIdentity:getCallerIdentity')).toMatchObject({
    accountId: '000000000000',
    arn: 'arn:aws:iam::000000000000:root',
  });
  expect(answer('aws:index/getRegion:getRegion')).toMatchObject({ region: 'eu-west-1', name: 'eu-west-1' });
  expect(answer('aws:index/getPartition:getPartition')).toMatchObject({ partition: 'aws' });
});

it('refuses any other by name and says where one is added', () => {
  for (const token of ['aws:ec2/getVpc:getVpc', 'aws:iam/getPolicyDocument:getPolicyDocument']) {
    expect(() => answer(token)).toThrow(
      expect.objectContaining({
        code: 'unsupported-data-source',
        message: expect.stringMatching(new RegExp(`${token} .*data-sources\\.ts`)),
      }),
    );
  }
});

it('refuses an argument it does not know', () => {
  expect(() => answer('aws:index/getRegion:getRegion', { name: 'us-east-1' })).toThrow(/name/);
});
