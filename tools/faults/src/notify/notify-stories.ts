import { ISSUE_STORIES } from './issue-stories.ts';
import { KILLED_STORIES, TWO_STORIES } from './process-stories.ts';
import { OVER_STORIES, REPEAT_STORIES } from './repeat-stories.ts';
import type { NotifyStory } from './story.ts';

/** What takes several runs, or several processes. */
export const NOTIFY_STORIES: readonly NotifyStory[] = [
  ...ISSUE_STORIES,
  ...REPEAT_STORIES,
  ...OVER_STORIES,
  ...TWO_STORIES,
  ...KILLED_STORIES,
];
