import type { LocalServices } from './resources/local-services.ts';
export const createDistributions = (): LocalServices['cloudfront'] => ({
  putOriginAccessControl: () => undefined,
  putCachePolicy: () => undefined,
  putResponseHeadersPolicy: () => undefined,
  createDistribution: async () => ({}),
});
