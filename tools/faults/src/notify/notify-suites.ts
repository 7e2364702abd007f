import type { Suite } from '../suite.ts';
import { burstSuite } from './burst-suite.ts';
import { NOTIFY_STORIES } from './notify-stories.ts';
import { notifySuite, wrong } from './notify-suite.ts';
import { startNotifyWorld } from './notify-world.ts';

/** Telling people, whatever fails on the way. */
export function notifySuites(): readonly Suite[] {
  return [notifySuite(), storySuite(), burstSuite()];
}

/** What takes several runs, or several processes. */
function storySuite(): Suite {
  return {
    name: 'notify',
    open: async () => {
      const world = await startNotifyWorld();
      const cases = NOTIFY_STORIES.map(({ name, reason = 'artifact_missing', play, expected }) => ({
        name,
        expected,
        run: async () => {
          await world.reset(reason);
          const came = await play(world);
          return (await wrong(world, '')) ?? came;
        },
      }));
      return { cases, close: world.close };
    },
  };
}
