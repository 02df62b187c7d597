import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { PutObjectCommand } from '@aws-sdk/client-s3';
import {
  claimedCredential,
  startS3,
  testBucket as Bucket,
  type S3Harness,
} from '../../../test-support/s3-harness.ts';

describe('refusals', () => {
  let s3: S3Harness;
  beforeAll(async () => {
    s3 = await startS3();
    await s3.client.send(new PutObjectCommand({ Bucket, Key: 'a', Body: 'kept', Tagging: 'a=b' }));
  });
  afterAll(async () => {
    expect(s3.incidents).toEqual([]);
    await s3.close();
  });

  const codeOf = (body: Buffer) => /<Code>(\w+)<\/Code>/.exec(String(body))?.[1];
  const put = async (headers: Record<string, string>, body = 'x') => {
    const answer = await s3.send('PUT', `/${Bucket}/refused`, { headers, body });
    return [answer.status, codeOf(answer.body)];
  };

  it('are XML documents with code, message, resource and request id', async () => {
    const { status, headers, body } = await s3.send('GET', `/${Bucket}/no%26such%3Ckey%3E`);
    expect([status, headers['content-type']]).toEqual([404, 'application/xml']);
    expect(String(body)).toBe(
      '<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>NoSuchKey</Code>' +
        '<Message>The specified key does not exist.</Message>' +
        `<Resource>/${Bucket}/no&amp;such&lt;key&gt;</Resource>` +
        `<RequestId>${String(headers['x-amz-request-id'])}</RequestId>` +
        `<HostId>${String(headers['x-amz-id-2'])}</HostId></Error>`,
    );
  });

  it('of a HEAD have no body', async () => {
    const { status, body } = await s3.send('HEAD', `/${Bucket}/missing`);
    expect([status, body.length]).toEqual([404, 0]);
  });

  describe('of operations that are not served', () => {
    it.each([
      ['PUT', `/${Bucket}?versioning`, 'PutBucketVersioning'],
      ['GET', `/${Bucket}?logging`, 'GetBucketLogging'],
      ['GET', `/${Bucket}?versions`, 'ListObjectVersions'],
      ['PUT', `/${Bucket}?lifecycle`, 'PutBucketLifecycleConfiguration'],
      ['DELETE', `/${Bucket}?policy`, 'DeleteBucketPolicy'],
      ['GET', `/${Bucket}?notification=`, 'GetBucketNotificationConfiguration'],
      ['PUT', `/${Bucket}/a?acl`, 'PutObjectAcl'],
      ['PUT', `/${Bucket}/a?retention`, 'PutObjectRetention'],
      ['PUT', `/${Bucket}/a?legal-hold`, 'PutObjectLegalHold'],
      ['GET', `/${Bucket}/a?attributes`, 'GetObjectAttributes'],
      ['GET', `/${Bucket}/a?torrent`, 'GetObjectTorrent'],
      ['POST', `/${Bucket}/a?restore`, 'RestoreObject'],
      ['POST', `/${Bucket}/a?select&select-type=2`, 'SelectObjectContent'],
      ['GET', `/${Bucket}/a?partNumber=1`, 'GetObject'],
      ['POST', `/${Bucket}`, 'PostObject'],
    ])('%s %s names %s and changes nothing', async (method, target, operation) => {
      const answer = await s3.send(method, target, { body: 'overwritten?' });
      expect([answer.status, codeOf(answer.body)]).toEqual([501, 'NotImplemented']);
      expect(String(answer.body)).toContain(`<Operation>${operation}</Operation>`);
      const kept = await s3.send('GET', `/${Bucket}/a`);
      expect([String(kept.body), kept.headers['x-amz-tagging-count']]).toEqual(['kept', '1']);
    });

    it.each([
      ['POST', `/${Bucket}/a`],
      ['PATCH', `/${Bucket}/a`],
      ['PUT', '/'],
      ['DELETE', `/${Bucket}?uploads`],
      ['PUT', `/${Bucket}/a?uploads`],
    ])('%s %s is no operation at all', async (method, target) => {
      const answer = await s3.send(method, target, { body: 'x' });
      expect([answer.status, codeOf(answer.body)]).toEqual([405, 'MethodNotAllowed']);
    });

    it('a request is about one thing only', async () => {
      for (const target of ['a?tagging&acl', 'a?partNumber=1']) {
        const answer = await s3.send('PUT', `/${Bucket}/${target}`, { body: 'x' });
        expect([target, answer.status, codeOf(answer.body)]).toEqual([target, 400, 'InvalidArgument']);
      }
    });
  });

  describe('of headers', () => {
    it.each([
      [{ 'x-amz-server-side-encryption': 'aws:kms' }, 501, 'NotImplemented'],
      [{ 'x-amz-server-side-encryption-customer-algorithm': 'AES256' }, 501, 'NotImplemented'],
      [{ 'x-amz-object-lock-mode': 'GOVERNANCE' }, 501, 'NotImplemented'],
      [{ 'x-amz-grant-read': 'id=1' }, 501, 'NotImplemented'],
      [{ 'x-amz-write-offset-bytes': '4' }, 501, 'NotImplemented'],
      [{ 'x-amz-acl': 'public-read' }, 400, 'AccessControlListNotSupported'],
      [{ 'x-amz-meta-large': 'x'.repeat(2048) }, 400, 'MetadataTooLarge'],
      [{ 'x-amz-tagging': 'a=b&a=c' }, 400, 'InvalidTag'],
      [{ 'x-amz-decoded-content-length': 'many', 'content-encoding': 'aws-chunked' }, 400, 'InvalidArgument'],
    ])('%j', async (headers, status, code) => {
      expect(await put(headers as Record<string, string>)).toEqual([status, code]);
    });

    it('but not of those that ask for what is the case anyway', async () => {
      for (const acl of ['private', 'bucket-owner-full-control']) {
        expect(await put({ 'x-amz-acl': acl, 'x-amz-server-side-encryption': 'AES256' })).toEqual([
          200,
          undefined,
        ]);
      }
      const metadata = { 'x-amz-meta-a': 'x'.repeat(2047) };
      expect(await put(metadata)).toEqual([200, undefined]);
    });
  });

  describe('of bodies', () => {
    it('that are too large, before they are sent', async () => {
      const headers = { 'content-length': String(5 * 1024 ** 3 + 1) };
      expect(await raw(`PUT /${Bucket}/huge HTTP/1.1`, headers, 'x')).toMatch(
        /^HTTP\/1.1 400 .*<Code>EntityTooLarge<\/Code>/s,
      );
    });

    it('of unknown length', async () => {
      const chunked = { 'transfer-encoding': 'chunked' };
      expect(await raw(`PUT /${Bucket}/x HTTP/1.1`, chunked, '1\r\na\r\n0\r\n\r\n')).toMatch(
        /^HTTP\/1.1 501 .*<Header>Transfer-Encoding</s,
      );
      expect(await raw(`PUT /${Bucket}/x HTTP/1.1`, {}, '')).toMatch(
        /^HTTP\/1.1 411 .*MissingContentLength/s,
      );
    });

    it('that are longer or shorter than their declared content', async () => {
      for (const length of ['4', '6']) {
        const body = '5\r\nhello\r\n0\r\n\r\n';
        const headers = { 'content-encoding': 'aws-chunked', 'x-amz-decoded-content-length': length };
        expect(await put(headers, body)).toEqual([400, 'IncompleteBody']);
      }
    });

    it('whose announced trailer does not come', async () => {
      const headers = {
        'content-encoding': 'aws-chunked',
        'x-amz-decoded-content-length': '5',
        'x-amz-trailer': 'x-amz-checksum-crc32',
      };
      expect(await put(headers, '5\r\nhello\r\n0\r\n\r\n')).toEqual([400, 'MalformedTrailerError']);
    });

    it('reach the client although most of the body is still to come', async () => {
      const body = Buffer.alloc(16 * 1024 * 1024, 'x');
      const early = await s3.send('PUT', `/${Bucket}/a`, { headers: { 'if-none-match': '*' }, body });
      expect([early.status, codeOf(early.body)]).toEqual([412, 'PreconditionFailed']);
      const headers = { 'content-encoding': 'aws-chunked', 'x-amz-decoded-content-length': '16777216' };
      const midway = await s3.send('PUT', `/${Bucket}/a`, { headers, body });
      expect([midway.status, codeOf(midway.body)]).toEqual([400, 'InvalidRequest']);
    });
  });

  describe('of documents', () => {
    const bomb = `<!DOCTYPE d [<!ENTITY a "${'x'.repeat(1000)}"><!ENTITY b "${'&a;'.repeat(1000)}">]>`;
    const harmless = (key: string) =>
      `<Tagging><TagSet><Tag><Key>${key}</Key><Value/></Tag></TagSet></Tagging>`;

    it('but not with what is well-formed', async () => {
      const body = `<?xml version="1.0"?>\n<!-- a --> ${harmless('a&#x20;-&#98;')}\n`;
      expect((await s3.send('PUT', `/${Bucket}/a?tagging`, { body })).status).toBe(200);
      expect(String((await s3.send('GET', `/${Bucket}/a?tagging`)).body)).toContain('<Key>a -b</Key>');
    });

    it.each([
      ['nothing', ''],
      ['no XML', 'hello'],
      ['XML that is cut off', '<Tagging><TagSet>'],
      ['another document', '<Delete><Object><Key>a</Key></Object></Delete>'],
      ['a document type', `${bomb}<Tagging><TagSet><Tag><Key>&b;</Key><Value/></Tag></TagSet></Tagging>`],
      ['a document type that does no harm', `<!DOCTYPE Tagging>${harmless('a')}`],
      ['CDATA', harmless('<![CDATA[a]]>')],
      ['an entity of nobody', '<Tagging><TagSet><Tag><Key>&b;</Key><Value/></Tag></TagSet></Tagging>'],
      [
        'an entity of all objects',
        '<Tagging><TagSet><Tag><Key>&constructor;</Key><Value/></Tag></TagSet></Tagging>',
      ],
      ['no character', '<Tagging><TagSet><Tag><Key>&#xD800;</Key><Value/></Tag></TagSet></Tagging>'],
      ['deep nesting', '<Tagging>'.repeat(3000) + '</Tagging>'.repeat(3000)],
      ['a reserved name', '<Tagging><__proto__><TagSet/></__proto__></Tagging>'],
      ['what is not UTF-8', Buffer.from([0x3c, 0x54, 0xff, 0x2f, 0x3e])],
    ])('with %s', async (_name, body) => {
      const answer = await s3.send('PUT', `/${Bucket}/a?tagging`, { body });
      expect([answer.status, codeOf(answer.body)]).toEqual([400, 'MalformedXML']);
    });

    it('that are too large for what they can say', async () => {
      const answer = await s3.send('PUT', `/${Bucket}/a?tagging`, { body: ' '.repeat(200 * 1024) });
      expect([answer.status, codeOf(answer.body)]).toEqual([400, 'EntityTooLarge']);
    });
  });

  it('come from a closing service too', async () => {
    const own = await startS3();
    await own.service.close();
    const answer = await own.send('GET', '/');
    expect([answer.status, codeOf(answer.body)]).toEqual([503, 'ServiceUnavailable']);
    await own.close();
  });

  it.each([
    ['before its body', { 'if-none-match': '*' }],
    ['in the midst of its body', { 'content-encoding': 'aws-chunked', 'x-amz-decoded-content-length': '9' }],
  ])('of an upload %s, do not cost the connection', async (_name, headers) => {
    const body = 'x'.repeat(4 * 1024 * 1024);
    const next = requestText(`GET /${Bucket}/a HTTP/1.1`, { connection: 'close' });
    const answers = await raw(
      `PUT /${Bucket}/a HTTP/1.1`,
      { connection: 'keep-alive', 'content-length': String(body.length), ...headers },
      `${body}${next}`,
    );
    expect(answers.match(/HTTP\/1.1 \d+|kept/g)).toEqual([
      expect.stringMatching(/^HTTP\/1.1 4/),
      'HTTP/1.1 200',
      'kept',
    ]);
  });

  const requestText = (line: string, headers: Record<string, string>): string => {
    const all = { host: 'localhost', authorization: claimedCredential, ...headers };
    const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
    return `${line}\r\n${lines.join('')}\r\n`;
  };

  /** A request down to its bytes, and everything that is answered until the connection is closed. */
  const raw = (line: string, headers: Record<string, string>, body: string): Promise<string> => {
    const socket = connect(s3.port, '127.0.0.1');
    socket.write(`${requestText(line, { connection: 'close', ...headers })}${body}`);
    return text(socket);
  };
});
