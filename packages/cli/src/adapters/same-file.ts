import { stat } from 'node:fs/promises';

/** Whether two paths lead to one file, by whatever links. What cannot be looked at is nothing yet, and so not the same. */
export async function isSameFile(a: string, b: string): Promise<boolean> {
  const [one, other] = await Promise.all([a, b].map((path) => stat(path).catch(() => undefined)));
  return one !== undefined && one.dev === other?.dev && one.ino === other.ino;
}
