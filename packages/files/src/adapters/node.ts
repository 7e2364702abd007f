export { writeAtomically } from './atomic-write.ts';
export { type ReadFile, readRegularFile } from './file-state.ts';
export { acquireLock, type Lock, type LockOptions } from './lock-file.ts';
export {
  type FileUpdate,
  type UpdateFileOptions,
  updateFile,
} from './update-file.ts';
