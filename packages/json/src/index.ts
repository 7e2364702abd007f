export { canonicalJson } from './canonical-json.ts';
export { decodeUtf8 } from './decode-utf8.ts';
export { isJsonError, JsonError, type JsonErrorCode } from './json-error.ts';
export { DEFAULT_LIMITS, type JsonLimits } from './limits.ts';
export { type JsonValue, parseJson } from './parse-json.ts';
export { pointerOf, valueAt } from './pointer.ts';
export {
  type SchemaError,
  type SchemaProblem,
  schemaProblem,
  type Validator,
} from './schema-problem.ts';
