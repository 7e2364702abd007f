export type { Clock } from './clock.ts';
export { FilesError, type FilesErrorCode, isFilesError } from './files-error.ts';
export { type Stopwatch, startStopwatch } from './stopwatch.ts';
