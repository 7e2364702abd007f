import { deliver, raiseAlert, resolve as resolveAlert } from '@provkit/notify';
import { printableJson } from '@provkit/text';
import type { Arguments } from '../args/option.ts';
import { replaySpool } from '../compose/notify.ts';
import { EXIT_CODES, type ExitCode } from '../exit-codes.ts';
import { paletteFor } from '../palette.ts';
import type { Ports } from '../ports.ts';
import { reachStore } from '../reach-store.ts';
import type { Notice } from './notice.ts';
import { type NotifyRequest, readNotifyRequest } from './notify-request.ts';
import { filesOf, type NotifySession, openSession } from './open-session.ts';
import { planText, planView } from './plan-view.ts';
import { readNotice } from './read-notice.ts';
import { recordTold } from './record-told.ts';
import { rungStates } from './rung-states.ts';
import { shower } from './shower.ts';
import { type Told, tell } from './tell.ts';
import { toldText } from './told-text.ts';

/**
 * Tells people what a manifest entry or report says (S2), shows what would be told, or sends what the spool keeps.
 * @throws CliError and the packages' errors: what was given cannot be used, and nobody was told
 */
export function runNotify(args: Arguments, ports: Ports): Promise<ExitCode> {
  const request = readNotifyRequest(args);
  const isJson = args.one('format') === 'json';
  const run = async () =>
    request.isReplay ? replay(request, ports, isJson) : tellOf(request, ports, isJson);
  return reachStore(ports, run, 'notify');
}

async function tellOf(request: NotifyRequest, ports: Ports, isJson: boolean): Promise<ExitCode> {
  const notice = await readNotice(request, ports);
  const session = await openSession({ ...request, ...placeOf(notice) }, ports);
  if (request.isPlan) return showPlan(notice, session, ports, isJson);
  const told = await tell(notice, session.log, await session.openPorts());
  if (told.length === 0) warnOfOpenIssue(notice, ports);
  await show(told, ports, isJson);
  const [first] = told;
  const isRecorded = request.isWriteAsked && notice.manifest && notice.what.kind === 'failed';
  if (first && isRecorded && notice.manifest) {
    await recordTold(first.report, notice.manifest, session.events, ports);
  }
  return exitCodeOf(told);
}

function placeOf({ repository, manifest }: Notice) {
  return {
    repository,
    manifest: manifest?.location,
    issueNumber: manifest?.entry.issue_number,
  };
}

/** Nobody who could be told is exit code 3: the spool has it, and somebody must send it. */
function exitCodeOf(told: readonly Told[]): ExitCode {
  const isEverybodyTold = told.every(
    ({ report: { because } }) => because === 'delivered' || because === 'repeated',
  );
  return isEverybodyTold ? EXIT_CODES.pass : EXIT_CODES.inconclusive;
}

/** An Issue of which the log of events knows no alert stays open, and that is not done in silence. */
function warnOfOpenIssue({ manifest, what }: Notice, { stderr }: Ports): void {
  const number = manifest?.entry.issue_number;
  if (what.kind !== 'over' || number === undefined) return;
  stderr.write(
    `provkit notify: the event log has no open alert of this release, and the manifest has Issue ${number}: close it by hand if it is open\n`,
  );
}

async function show(told: readonly Told[], ports: Ports, isJson: boolean): Promise<void> {
  const { stdout } = ports;
  if (isJson) {
    const results = told.map(({ purpose, report }) => ({ purpose, ...report }));
    stdout.write(`${printableJson({ version: 1, results })}\n`);
    return;
  }
  const text = told.length === 0 ? 'nothing is open: nobody is told\n' : undefined;
  stdout.write(text ?? toldText(told, await shower(ports), paletteFor(ports)));
}

async function showPlan(
  notice: Notice,
  { environment, log, context, spool }: NotifySession,
  ports: Ports,
  isJson: boolean,
): Promise<ExitCode> {
  const { stdout, clock } = ports;
  const rungs = rungStates(environment, spool);
  const view = planView(notice, await log.readAll(), rungs, context, clock.now());
  stdout.write(
    isJson ? `${printableJson({ version: 1, ...view })}\n` : planText(view, await shower(ports)),
  );
  return EXIT_CODES.pass;
}

/** Sends what could not be sent; what cannot be sent now either stays where it is. */
async function replay(request: NotifyRequest, ports: Ports, isJson: boolean): Promise<ExitCode> {
  const told: Told[] = [];
  const { spool, left } = await sendSpooled(request, ports, told);
  await show(told, ports, isJson);
  if (left > 0) ports.stderr.write(`provkit notify: ${left} left in ${spool}\n`);
  return left > 0 ? EXIT_CODES.inconclusive : EXIT_CODES.pass;
}

async function sendSpooled(
  request: NotifyRequest,
  ports: Ports,
  told: Told[],
): Promise<{ readonly spool: string; readonly left: number }> {
  const { spool } = filesOf(request, ports);
  const sessions = new Map<string, NotifySession>();
  /** One for each repository: tokens are for one server alone (T18). */
  const sessionOf = async (repository: string): Promise<NotifySession> => {
    const known = sessions.get(repository);
    const session = known ?? (await openSession({ ...request, repository }, ports));
    sessions.set(repository, session);
    return session;
  };
  const { left } = await replaySpool(
    { path: spool, clock: ports.clock },
    async ({ message, at }) => {
      const { alert } = message;
      raiseAlert(alert); // refuses what is none, whoever has written into the file
      const opened = await (await sessionOf(alert.repository)).openPorts();
      // what keeps an alert has it already
      const ladder = opened.ladder.filter(
        ({ rung }) => rung !== 'spool' && rung !== 'step-summary',
      );
      const delivery = { ...opened, ladder, keptAt: at };
      const report = await (message.purpose === 'resolve'
        ? resolveAlert(alert, message.resolution, delivery)
        : deliver(alert, delivery));
      told.push({ alert, purpose: message.purpose, report });
      return report.because === 'delivered' || report.because === 'repeated';
    },
  );
  return { spool, left };
}
