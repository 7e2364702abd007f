export { openEventLogs } from '../adapters/open-event-logs.ts';
