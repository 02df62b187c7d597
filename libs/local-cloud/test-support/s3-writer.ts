import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createAccessControl } from '../src/iam/access-control.ts';
import { createCredentialStore, rootCredentials } from '../src/iam/credential-store.ts';
import { openDatabase } from '../src/machine/database.ts';
import { createS3Service } from '../src/s3/s3-service.ts';
import { openFunctionQueue } from './function-queue.ts';

/** A program to be killed: writes objects without end, and a line with the key of each that was acknowledged. */
const [dir = ''] = process.argv.slice(2);
const database = openDatabase(dir);
const service = createS3Service({
  dir,
  database,
  account: { accountId: '123456789012', region: 'eu-central-1', partition: 'aws' },
  access: createAccessControl(createCredentialStore()),
  queue: openFunctionQueue(database).events,
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
