import type { Command } from './command.ts';
export const validate: Command = {
  usage: 'validate',
  description: [],
  options: {},
  examples: [],
  run: async () => 70,
};
