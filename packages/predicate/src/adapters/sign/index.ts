export {
  fetchIdToken,
  type IdTokenOutcome,
  type IdTokenRequest,
  SIGSTORE_AUDIENCE,
} from './fetch-id-token.ts';
export {
  type SignedStatement,
  type SignStatementInput,
  type SignStatementOutcome,
  signStatement,
} from './sign-statement.ts';
