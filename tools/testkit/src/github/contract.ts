import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv';
import ajvFormats from 'ajv-formats';
import { sampleOf } from './sample.ts';

interface Parameter {
  readonly $ref?: string;
  readonly name: string;
  readonly in: string;
  readonly required?: boolean;
  readonly schema: { readonly type?: string };
}

interface Content {
  readonly $ref?: string;
  /** Of a request's body. */
  readonly required?: boolean;
  readonly content?: { readonly 'application/json'?: { readonly schema?: object } };
}

interface Operation {
  readonly operationId: string;
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: Content;
  readonly responses: Readonly<Record<string, Content>>;
}

interface Description {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: object;
}

/** What is compared with the description: one request, or the answer to it. */
export interface Exchange {
  readonly method: string;
  /** Without the query. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly body?: unknown;
}

/** GitHub's own description of its API (OpenAPI), as far as it is faked. */
export interface Contract {
  /** What a request breaks; empty: nothing. */
  requestProblems(exchange: Exchange): readonly string[];
  /** The smallest answer that the description allows, to lay members over. */
  sample(operationId: string): Readonly<Record<string, unknown>>;
  /** The smallest value of a component, for example `job`. */
  sampleOf(component: string): unknown;
  /** What an answer breaks; one that is no JSON is only held against the statuses. */
  answerProblems(exchange: Exchange, status: number, body: unknown): readonly string[];
}

/**
 * An answer without what GitHub does and does not describe: since July 2026 a `bundle` is null where there is a `bundle_url` (its
 * changelog; its own client, cli/cli, reads it so).
 */
function asDescribed(body: unknown): unknown {
  const text = JSON.stringify(body, (name, value: unknown) =>
    name === 'bundle' && value === null ? {} : value,
  );
  return JSON.parse(text);
}

/** Alternatives of which several hold: GitHub describes a 409 as one of two that do not exclude each other. */
function isOverlap({ keyword, params }: ErrorObject): boolean {
  return keyword === 'oneOf' && params.passingSchemas !== null;
}

/** Statuses that every operation may answer, described or not. */
const ANY: ReadonlySet<number> = new Set([401, 403, 404, 422, 429, 500, 502, 503]);

/** The description is of the REST API alone. */
const GRAPHQL = '/graphql';

/** The contract of `openapi.json` (source and digest are in it; `github-openapi.ts` makes it anew). */
export function githubContract(): Contract {
  const text = readFileSync(join(import.meta.dirname, 'openapi.json'), 'utf8');
  const { paths, components } = JSON.parse(
    text.replaceAll('"#/components/', '"github#/components/'),
  ) as Description;
  const ajv = new Ajv({ strict: false, allErrors: true, validateFormats: false });
  ajvFormats.default(ajv);
  ajv.addSchema({ $id: 'github', components });
  const compiled = new Map<object, ValidateFunction>();
  const problemsOf = (schema: object, value: unknown, what: string): readonly string[] => {
    const validate = compiled.get(schema) ?? ajv.compile(schema);
    compiled.set(schema, validate);
    if (validate(value)) return [];
    const problems = (validate.errors ?? []).filter((error) => !isOverlap(error));
    return problems.length === 0 ? [] : [`${what}: ${ajv.errorsText(problems).slice(0, 400)}`];
  };
  const resolve = <T extends { readonly $ref?: string }>(value: T): T => {
    const [, , kind = '', name = ''] = value.$ref?.split('/') ?? [];
    return value.$ref === undefined
      ? value
      : ((components as Record<string, Record<string, T>>)[kind]?.[name] ?? value);
  };
  const routes = routesOf(paths);
  const find = ({ method, path }: Exchange) =>
    routes.find((route) => route.method === method && route.pattern.test(path));
  return {
    sample: (operationId) => {
      const route = routes.find(({ operation }) => operation.operationId === operationId);
      const schema = resolve(route?.operation.responses['200'] ?? {}).content?.['application/json']
        ?.schema;
      if (!schema) throw new Error(`${operationId} has no answer that could be sampled`);
      return sampleOf(schema, ($ref) => resolve<{ readonly $ref?: string }>({ $ref })) as Readonly<
        Record<string, unknown>
      >; // all of them are objects
    },
    sampleOf: (component) =>
      sampleOf({ $ref: `github#/components/schemas/${component}` }, ($ref) =>
        resolve<{ readonly $ref?: string }>({ $ref }),
      ),
    requestProblems: (exchange) => {
      if (exchange.path === GRAPHQL) return [];
      const route = find(exchange);
      if (!route) return [`${exchange.method} ${exchange.path}: no such operation`];
      const { operation, pattern } = route;
      const parameters = (operation.parameters ?? []).map(resolve);
      const values = pattern.exec(exchange.path)?.groups ?? {};
      const unknown = [...exchange.query.keys()].filter(
        (key) => !parameters.some(({ name }) => name === key),
      );
      const { content, required = false } = resolve(operation.requestBody ?? {});
      const schema = content?.['application/json']?.schema;
      const isChecked = schema && (required || exchange.body !== undefined);
      return [
        ...unknown.map((key) => `${operation.operationId}: unknown query parameter ${key}`),
        ...parameters.flatMap((parameter) => {
          const value =
            parameter.in === 'query'
              ? exchange.query.get(parameter.name)
              : parameter.in === 'path'
                ? decodeURIComponent(values[parameter.name] ?? '')
                : null;
          if (value === null)
            return parameter.required ? [`${operation.operationId}: no ${parameter.name}`] : [];
          const typed = parameter.schema.type === 'integer' ? Number(value) : value;
          return problemsOf(parameter.schema, typed, `${operation.operationId}: ${parameter.name}`);
        }),
        ...(isChecked ? problemsOf(schema, exchange.body, `${operation.operationId}: body`) : []),
      ];
    },
    answerProblems: (exchange, status, body) => {
      const route = find(exchange);
      if (!route) return [];
      const { operationId, responses } = route.operation;
      const response = responses[String(status)];
      if (!response)
        return ANY.has(status) ? [] : [`${operationId}: status ${status} is not described`];
      const schema = resolve(response).content?.['application/json']?.schema;
      return schema && body !== undefined
        ? problemsOf(schema, asDescribed(body), `${operationId}: answer ${status}`)
        : [];
    },
  };
}

interface Route {
  readonly method: string;
  readonly pattern: RegExp;
  readonly operation: Operation;
}

/** The longest literal path first: `/git/ref/{ref}` must not take what a more exact one describes. */
function routesOf(paths: Description['paths']): readonly Route[] {
  return Object.entries(paths)
    .toSorted(([a], [b]) => literal(b) - literal(a))
    .flatMap(([path, operations]) =>
      Object.entries(operations).map(([method, operation]) => ({
        method: method.toUpperCase(),
        pattern: patternOf(path),
        operation,
      })),
    );
}

function literal(path: string): number {
  return path.replace(/\{[^}]+\}/g, '').length;
}

/** `/repos/{owner}/{repo}` as an expression with named groups; a ref or path may hold slashes. */
export function patternOf(path: string): RegExp {
  const source = path
    .replace(/[.+]/g, '\\$&')
    .replace(
      /\{([^}]+)\}/g,
      (_, name: string) => `(?<${name}>${/^(?:ref|path)$/.test(name) ? '.+' : '[^/]+'})`,
    );
  return new RegExp(`^${source}$`);
}
