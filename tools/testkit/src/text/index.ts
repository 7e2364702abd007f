export { hostileText } from './hostile-text.ts';
export {
  all,
  elements,
  isElement,
  type Node,
  outsideCode,
  parseHtml,
  render,
  skeleton,
  textOf,
} from './rendered.ts';
export { type RunnerCommand, runnerCommands } from './runner-commands.ts';
