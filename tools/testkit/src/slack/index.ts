export type { Fault } from '../fault.ts';
export {
  type ShownMessage,
  type SlackFaults,
  type SlackServer,
  type SlackSettings,
  startSlack,
} from './slack-server.ts';
