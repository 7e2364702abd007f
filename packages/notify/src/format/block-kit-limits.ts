/**
 * What Slack refuses a message for, as far as it says so. Lengths are in characters; what Slack counts as one it does not say,
 * so UTF-16 units are counted, of which there are never fewer.
 * @see https://docs.slack.dev/reference/block-kit/blocks and the descriptions in @slack/types
 */
export const BLOCK_KIT_LIMITS = {
  /** Blocks of a message. */
  blocks: 50,
  /** Text of a header. */
  headerText: 150,
  /** Text of a section, and any text object elsewhere. */
  sectionText: 3000,
  /** Fields of a section. */
  fields: 10,
  fieldText: 2000,
  contextElements: 10,
  actionsElements: 25,
  buttonText: 75,
  buttonValue: 2000,
  buttonUrl: 3000,
  actionId: 255,
  blockId: 255,
  /** Text beside the blocks, for notifications. Slack cuts at 40000, and advises no more than this. */
  messageText: 4000,
  /**
   * All text of all blocks. Slack answers `msg_blocks_too_long` somewhere above 13000 and documents no limit.
   * @see https://github.com/slackapi/bolt-js/issues/2509
   */
  allText: 12_000,
} as const;
