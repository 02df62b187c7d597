import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createAccessControl } from '../src/iam/access-control.ts';
import { createCredentialStore, rootCredentials } from '../src/iam/credential-store.ts';
import { createS3Service } from '../src/s3/s3-service.ts';

/** A program to be killed: writes objects without end, and a line with the key of each that was acknowledged. */
const [dir = ''] = process.argv.slice(2);
const service = createS3Service({
  dir,
  region: 'eu-central-1',
  accountId: '123456789012',
  access: createAccessControl(createCredentialStore()),
  deliver: () => Promise.reject(new Error('nobody is there')),
  onIncident: () => undefined,
});
service.createBucket('photos');
service.putNotifications('photos', [
  { id: 'all', functionArn: 'arn:aws:lambda:::function:f', events: ['s3:ObjectCreated:*'] },
]);
const server = createServer((incoming, response) => void service.handle(incoming, response));
server.listen(0, '127.0.0.1', () => {
  const { port } = server.address() as AddressInfo;
  const authorization = `AWS4-HMAC-SHA256 Credential=${rootCredentials.accessKeyId}/20260101/eu-central-1/s3/aws4_request, SignedHeaders=host, Signature=0`;
  const write = (number: number): void => {
    const key = `key-${String(number)}`;
    const put = request(`http://127.0.0.1:${String(port)}/photos/${key}`, {
      method: 'PUT',
      headers: { authorization },
    });
    put.once('response', (response) => {
      response.resume();
      process.stdout.write(`${key}\n`);
      write(number + 4);
    });
    put.end(`body of ${key}`);
  };
  [0, 1, 2, 3].forEach(write);
});
