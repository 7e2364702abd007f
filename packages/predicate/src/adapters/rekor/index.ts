export { logUrls } from '../../trust/log-urls.ts';
export type { Network } from '../network.ts';
export {
  addLogEntries,
  type Completed,
  type LogOptions,
  withLogEntries,
} from './with-log-entries.ts';
