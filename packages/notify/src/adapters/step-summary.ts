import { appendFile } from 'node:fs/promises';
import type { Channel, Delivery } from '../channel.ts';
import { formatStepSummary } from '../format/step-summary.ts';

/**
 * The summary page of the run: nobody is told, but whoever opens the run sees it.
 * @param path what `GITHUB_STEP_SUMMARY` names.
 */
export function createStepSummary({ path }: { readonly path: string }): Channel {
  return {
    rung: 'step-summary',
    deliver: async ({ message, context }: Delivery) => {
      if (message.purpose !== 'alert') {
        return {
          outcome: 'not_delivered',
          status: null,
          detail: 'the summary page shows alerts only',
        };
      }
      try {
        await appendFile(path, formatStepSummary(message.alert, context));
        return { outcome: 'delivered', status: null, detail: 'on the summary page of the run' };
      } catch (error) {
        const detail = error instanceof Error ? error.message : 'it could not be written';
        return { outcome: 'not_delivered', status: null, detail };
      }
    },
  };
}
