import type { Problem } from '../problem.ts';
import type { Repository } from './link-rules.ts';

/** Folders of build machines that mean nothing elsewhere. Put together here, so that this file names none of them. */
const MACHINE_PATH = new RegExp(`(?<![\\w.~/+-])/(${['work', 'tmp/bash_jobs'].join('|')})/`);
const TEXT =
  /\.(ts|js|mjs|json|jsonl|md|ya?ml|html|sql|toml|sh|txt)$|(^|\/)(\.[\w-]+|run|LICENSE)$/;

/** Files that name a folder of somebody's machine, and a lock file that names a registry. */
export function trackedProblems({ files, read }: Repository): Problem[] {
  const machine = files
    .filter((path) => TEXT.test(path))
    .flatMap((path) => linesWith(path, read(path), MACHINE_PATH, 'names a folder of a machine'));
  const lock = files.includes('package-lock.json')
    ? linesWith('package-lock.json', read('package-lock.json'), REGISTRY, 'names a registry')
    : [{ where: 'package-lock.json', message: 'is missing' }];
  return [...machine, ...lock];
}

const REGISTRY = /"resolved":\s*"(https?|git|ssh)[:+]/;

function linesWith(path: string, text: string, pattern: RegExp, message: string): Problem[] {
  if (!pattern.test(text)) return []; // one look at the whole is cheap; most files end here
  return text.split('\n').flatMap((line, index) => {
    const found = pattern.exec(line)?.[0];
    return found === undefined
      ? []
      : [{ where: `${path}:${index + 1}`, message: `${message}: ${found}` }];
  });
}
