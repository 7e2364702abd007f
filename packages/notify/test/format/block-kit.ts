import { createRequire } from 'node:module';
import { Ajv, type ValidateFunction } from 'ajv';
import { createGenerator } from 'ts-json-schema-generator';
import { BLOCK_KIT_LIMITS } from '../../src/format/block-kit-limits.ts';
import type { SlackMessage } from '../../src/format/slack-message.ts';

type Members = Readonly<Record<string, unknown>>;

/** Block types as @slack/types names them. */
const DEFINITIONS: Readonly<Record<string, string>> = {
  header: 'HeaderBlock',
  section: 'SectionBlock',
  context: 'ContextBlock',
  actions: 'ActionsBlock',
  divider: 'DividerBlock',
  rich_text: 'RichTextBlock',
};

let validators: ((definition: string) => ValidateFunction) | undefined;

/** The schema of Slack's own types, made here and now, so that it cannot be out of date. Takes a second. */
function validatorOf(definition: string): ValidateFunction {
  validators ??= compile();
  return validators(definition);
}

function compile(): (definition: string) => ValidateFunction {
  const path = createRequire(import.meta.url)
    .resolve('@slack/types')
    .replace(/\.js$/, '.d.ts');
  const schema = createGenerator({ path, skipTypeCheck: true, jsDoc: 'none' }).createSchema(
    'KnownBlock',
  );
  const ajv = new Ajv({ strict: false, allowUnionTypes: true });
  ajv.addSchema(schema as object, 'slack'); // its type allows undefined where ajv's does not
  return (definition) => {
    const found = ajv.getSchema(`slack#/definitions/${definition}`);
    if (!found) throw new Error(`@slack/types has no ${definition}`);
    return found;
  };
}

/** What Slack would refuse a message for: by its own types, and by the table of documented limits. */
export function slackProblems(message: SlackMessage): readonly string[] {
  return [
    ...(message.blocks as readonly { readonly type: string }[]).flatMap((block) => {
      const { type } = block;
      const validate = validatorOf(DEFINITIONS[type] ?? type);
      return validate(block) ? [] : [`${type}: ${JSON.stringify(validate.errors)}`];
    }),
    ...limitProblems(message),
  ];
}

function limitProblems(message: SlackMessage): readonly string[] {
  const found: string[] = [];
  const most = (limit: keyof typeof BLOCK_KIT_LIMITS, size: number, least = 0) => {
    if (size > BLOCK_KIT_LIMITS[limit] || size < least) found.push(`${limit}: ${size}`);
  };
  most('blocks', message.blocks.length, 1);
  most('messageText', message.text.length, 1);
  most(
    'allText',
    message.blocks.reduce((sum, block) => sum + textLength(block), 0),
  );
  for (const block of message.blocks as readonly unknown[] as readonly Members[]) {
    const { type, text, fields, elements } = block;
    const length = lengthOf(text);
    if (type === 'header') most('headerText', length, 1);
    if (type === 'section' && text !== undefined) most('sectionText', length, 1);
    if (type === 'section' && fields !== undefined) most('fields', list(fields).length, 1);
    for (const field of list(fields)) most('fieldText', lengthOf(field), 1);
    if (type === 'context') most('contextElements', list(elements).length, 1);
    if (type === 'actions') most('actionsElements', list(elements).length, 1);
    if (type === 'context')
      for (const item of list(elements)) most('sectionText', lengthOf(item), 1);
    if (type === 'actions') list(elements).forEach(button);
  }
  const ids = message.blocks.flatMap((block) =>
    block.type === 'actions' ? block.elements.map(({ action_id: id }) => id) : [],
  );
  if (new Set(ids).size < ids.length) found.push(`action_id twice: ${ids.join(', ')}`);
  return found;

  function button({ text, value, url, action_id: id }: Members) {
    most('buttonText', lengthOf(text), 1);
    most('actionId', String(id).length, 1);
    if (value !== undefined) most('buttonValue', String(value).length, 1);
    if (url !== undefined) most('buttonUrl', String(url).length, 1);
  }
}

function lengthOf(object: unknown): number {
  return String((object as Members | undefined)?.text ?? '').length;
}

/** Of every text in it, however deep. */
function textLength(value: unknown, name = ''): number {
  if (typeof value === 'string') return name === 'text' ? value.length : 0;
  if (typeof value !== 'object' || value === null) return 0;
  return Object.entries(value).reduce((sum, [key, member]) => sum + textLength(member, key), 0);
}

function list(value: unknown): readonly Members[] {
  return Array.isArray(value) ? (value as readonly Members[]) : []; // read member by member
}
