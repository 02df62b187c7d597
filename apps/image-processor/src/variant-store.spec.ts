import { S3Client, type PutObjectCommand } from '@aws-sdk/client-s3';
import { createS3VariantStore } from './variant-store.ts';

/** A client whose requests end as they are told; what each carried is kept. */
const clientThat = (ends: () => Promise<unknown>) => {
  const client = new S3Client({ region: 'us-east-1' });
  const sent: number[] = [];
  jest.spyOn(client, 'send').mockImplementation(((command: PutObjectCommand) => {
    sent.push((command.input.Body as Uint8Array).length);
    return ends();
  }) as never);
  return { client, sent };
};

const variantOf = (key: string, data: Uint8Array) => ({ key, contentType: 'image/webp', data });

describe('the variant store', () => {
  it('gives the memory of variants back when all of them are stored, those that share their bytes too', async () => {
    const { client, sent } = clientThat(() => Promise.resolve({}));
    const [shared, own] = [new Uint8Array(300), new Uint8Array(200)];
    const variants = [variantOf('a', shared), variantOf('b', shared), variantOf('c', own)];
    await createS3VariantStore(client, 'processed').put(variants);
    expect(sent).toEqual([300, 300, 200]);
    expect([shared.length, own.length]).toEqual([0, 0]);
  });

  it('keeps them when one could not be stored: another request may carry them still', async () => {
    const { client } = clientThat(() => Promise.reject(new Error('SlowDown')));
    const data = new Uint8Array(100);
    await expect(createS3VariantStore(client, 'processed').put([variantOf('a', data)])).rejects.toThrow(
      'SlowDown',
    );
    expect(data.length).toBe(100);
  });
});
