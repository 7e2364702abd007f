import type { DeliveryReport, Receipt } from '@provkit/notify';
import type { Palette } from '@provkit/text';
import type { Told } from './tell.ts';

/** What came of it, in words. */
const OUTCOMES = {
  delivered: 'people were told',
  repeated: 'people were told of the same failure lately, so nobody is told again',
  spooled: 'nobody could be told; what the spool file keeps is sent by provkit notify --replay',
  exhausted: 'nobody could be told, and nothing could keep it',
} as const satisfies Record<DeliveryReport['because'], string>;

/** Receipts for people. @param show makes a text of others printable (T16). */
export function toldText(
  told: readonly Told[],
  show: (text: string) => string,
  { strong, dim }: Palette,
): string {
  return told
    .map(({ alert, purpose, report }) => {
      const { tag, run_id, run_attempt, failure_reason, severity } = alert;
      const what = purpose === 'resolve' ? 'is over' : severity;
      const head = `${show(tag)}, run ${run_id}, attempt ${run_attempt}: ${failure_reason}, ${what}`;
      const lines = report.receipts.map((receipt) => `  ${receiptText(receipt, show)}`);
      return [strong(head), ...lines, dim(OUTCOMES[report.because]), ''].join('\n');
    })
    .join('\n');
}

/** One try for people. @param show makes a text of others printable (T16). */
export function receiptText(receipt: Receipt, show: (text: string) => string): string {
  const { rung, outcome, status, duration_ms: ms, detail, try: number } = receipt;
  const name = number > 1 ? `${rung} (try ${number})` : rung;
  const answer = status === null ? '' : `, status ${status}`;
  return `${name}: ${outcome.replace('_', ' ')}${answer}, ${ms} ms: ${show(detail)}`;
}
