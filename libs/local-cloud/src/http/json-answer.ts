import { randomUUID } from 'node:crypto';
import type { ServiceAnswer } from './service-call.ts';

/** An answer as AWS's JSON protocol has it. */
export const answerJson = (
  status: number,
  output: object,
  headers: Readonly<Record<string, string>> = {},
): ServiceAnswer => ({
  status,
  headers: { 'content-type': 'application/x-amz-json-1.0', 'x-amzn-requestid': randomUUID(), ...headers },
  body: Buffer.from(JSON.stringify(output)),
});

/** An error in the same protocol; SQS's clients read the code from the header instead. */
export const refusal = (status: number, code: string, message: string): ServiceAnswer =>
  answerJson(
    status,
    { __type: `com.amazon.coral.service#${code}`, message },
    { 'x-amzn-query-error': `${code};Sender` },
  );
