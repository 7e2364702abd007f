export type { Clock } from '@provkit/files';
