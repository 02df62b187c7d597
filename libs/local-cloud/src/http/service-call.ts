import type { IncomingHttpHeaders } from 'node:http';

/** One call of a service that speaks JSON over POST, its body read. */
export interface ServiceCall {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

export interface ServiceAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | number | readonly string[]>>;
  readonly body: Buffer;
}

/** A service behind the gateway: everything about a call, its right to be made included, is settled before. */
export type ServeCall = (call: ServiceCall) => Promise<ServiceAnswer>;
