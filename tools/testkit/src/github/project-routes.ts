import { gitRoutes } from './git-routes.ts';
import { governanceRoutes } from './governance-routes.ts';
import type { FakeProject } from './project.ts';
import { pullRoutes } from './pull-routes.ts';
import { rerunRoutes } from './rerun-routes.ts';
import { runRoutes } from './run-routes.ts';
import type { GithubRoutes } from './server.ts';

/** All that recovery asks of a repository, and does to it. */
export function projectRoutes(
  project: FakeProject,
  { apiUrl }: { readonly apiUrl: string },
): GithubRoutes {
  return {
    ...runRoutes(project, apiUrl),
    ...rerunRoutes(project, apiUrl),
    ...gitRoutes(project),
    ...pullRoutes(project, apiUrl),
    ...governanceRoutes(project, apiUrl),
  };
}
