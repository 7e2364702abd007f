import type { Arguments } from '../args/option.ts';
import { CliError } from '../cli-error.ts';

/** What `provkit notify` was asked. Paths are as they were given. */
export interface NotifyRequest {
  /** A manifest, or a report of `provkit validate`. Absent with `--replay`. */
  readonly from: string | undefined;
  /** The manifest of a report's release. */
  readonly manifest: string | undefined;
  readonly tag: string | undefined;
  readonly runId: string | undefined;
  /** `OWNER/NAME`. */
  readonly repository: string | undefined;
  readonly isWriteAsked: boolean;
  readonly isPlan: boolean;
  readonly isReplay: boolean;
  readonly events: string | undefined;
  readonly spool: string | undefined;
  readonly privateAddressesUnsafe: boolean;
}

/** @throws CliError USAGE: options that are missing, do not go together, or have a value that cannot be one */
export function readNotifyRequest(args: Arguments): NotifyRequest {
  const [surplus] = args.positionals;
  if (surplus !== undefined) throw new CliError('USAGE', `${surplus} is one argument too many`);
  const request = {
    from: args.one('from'),
    manifest: args.one('manifest'),
    tag: args.one('tag'),
    runId: args.one('run-id'),
    repository: args.one('repository'),
    isWriteAsked: args.has('write'),
    isPlan: args.has('plan'),
    isReplay: args.has('replay'),
    events: args.one('events'),
    spool: args.one('spool'),
    privateAddressesUnsafe: args.has('private-api-unsafe'),
  };
  const { from, isReplay, isPlan, isWriteAsked, repository } = request;
  demand(isReplay !== (from !== undefined), 'give either --from FILE or --replay');
  demand(!(isReplay && (isPlan || isWriteAsked)), '--replay goes with neither --plan nor --write');
  demand(!(isPlan && isWriteAsked), '--plan sends nothing, so there is nothing for --write');
  demand(isRepository(repository), '--repository must be OWNER/NAME');
  return request;
}

/** Whether it is absent or `OWNER/NAME`. */
export function isRepository(text: string | undefined): boolean {
  return text === undefined || /^[A-Za-z0-9][A-Za-z0-9-]*\/[A-Za-z0-9._-]+$/.test(text);
}

function demand(isMet: boolean, problem: string): void {
  if (!isMet) throw new CliError('USAGE', problem);
}
