import type { Suite } from '../suite.ts';
import { notifySuite } from './notify-suite.ts';

/** Telling people, whatever fails on the way. */
export function notifySuites(): readonly Suite[] {
  return [notifySuite()];
}
