import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Problem } from '../problem.ts';
import { createResolve } from './import-graph.ts';
import { importProblems } from './import-rules.ts';
import { layerProblems } from './layers.ts';
import { purityProblems } from './purity.ts';
import { shapeProblems } from './shape-rules.ts';
import { parseSource } from './source-file.ts';
import { readProjects } from './workspace.ts';
import { zodProblems } from './zod-rules.ts';
import { zoneOf } from './zones.ts';

/** What was looked at, so that a check of nothing does not pass for a check. */
export interface BoundaryReport {
  readonly projects: number;
  readonly files: number;
  readonly problems: readonly Problem[];
}

/** Holds the "Never" list of architecture.md, as far as a program can, against every source file below a root. */
export function checkBoundaries(root: string): BoundaryReport {
  const projects = readProjects(root);
  const resolve = createResolve(projects);
  const sources = projects.flatMap((project) =>
    project.files.map((path) => ({
      project,
      zone: zoneOf(project, path),
      file: parseSource(path, readFileSync(join(root, path), 'utf8')),
    })),
  );
  const published = sources.filter(({ zone }) => zone !== 'tool' && zone !== 'test');
  const problems = [
    ...(sources.length === 0 ? [{ where: root, message: 'no workspace with a source file' }] : []),
    ...layerProblems(projects),
    ...sources.flatMap(({ project, file }) => importProblems(project, file, resolve)),
    ...sources.flatMap(({ file }) => shapeProblems(file)),
    ...published.flatMap(({ zone, file }) => (zone === 'pure' ? purityProblems(file) : [])),
    ...zodProblems(
      published.map(({ file }) => file),
      resolve,
    ),
  ];
  return { projects: projects.length, files: sources.length, problems };
}
