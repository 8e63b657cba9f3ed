declare module '@20minutes/s3rver' {
  import type { RequestListener } from 'node:http';

  export default class S3rver {
    constructor(options: {
      directory: string;
      silent: boolean;
      vhostBuckets: boolean;
      configureBuckets: { name: string }[];
    });
    configureBuckets(): Promise<void>;
    callback(): RequestListener;
  }
}
declare module 'cos-nodejs-sdk-v5/sdk/util.js' {
  const util: {
    getAuth(options: {
      SecretId: string;
      SecretKey: string;
      Method: string;
      Pathname: string;
      UseRawKey: true;
      Query: Record<string, string>;
      Headers: Record<string, string>;
      KeyTime: string;
    }): string;
  };
  export default util;
}
