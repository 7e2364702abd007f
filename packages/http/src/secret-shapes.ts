/**
 * Tokens by the prefixes that their issuers publish for secret scanning, so that one that nobody named shows as little as
 * one that is known. None begins at a word boundary: an escape before a token (`\n`, `%20`) ends in a letter or digit.
 * Each expression takes all that it has looked at, so that no text costs more than its length.
 */
export const TOKENS: readonly RegExp[] = [
  /gh[pousr]_[\w.-]{16,}/g, // GitHub: personal, OAuth, user, server and refresh tokens; some hold a JWT
  /github_pat_\w{16,}/g,
  /eyJ[\w.-]{16,}/g, // JWT (RFC 7519): the runner's ACTIONS_RUNTIME_TOKEN, OIDC tokens, Supabase's legacy keys
  /LS0tLS1CRUdJTi[\w+/=-]{16,}/g, // `-----BEGIN ` in base64
  /eC1hY2Nlc3MtdG9rZW46[\w+/=-]{8,}/g, // `x-access-token:` in base64, as git sends it to GitHub
  /x(?:ox[a-z]|app|wfp)[.-][\w.-]{8,}/g, // Slack: bot, user, configuration, app and workflow tokens
  /(?<=hooks\.slack(?:-gov)?\.com(?:\\?\/|%2f))[\w/%\\-]+/gi,
  /(?:(?<![A-Za-z])sb[a-z]?|sbp|sb_(?:publishable|secret))_[\w-]{16,}/g, // Supabase
  /npm_[A-Za-z0-9]{16,}/g,
  /(?:AKIA|ASIA)[A-Z0-9]{12,}/g, // AWS: ids of long-lived and temporary keys
  /AWS4-HMAC-SHA256 [^"'\r\n]+/g, // AWS: an Authorization header
  /AIza[\w-]{30,}/g, // Google
  /ya29\.[\w.-]{16,}/g,
  /-----BEGIN[A-Z0-9 %+]{0,60}PRIVATE[A-Z0-9 %+]{1,20}-----[\s\S]*?(?:-----END|$)/g, // RFC 7468, percent-encoded too
];

/** How a name is parted from its value: `=`, `: `, `": "`, and what quotes and escapes make of them. */
const IS = String.raw`\\?["']?\s{0,3}(?:[=:]|%3d)\s{0,3}\\?["']?`;

/**
 * Values that only their name gives away, as in a shell, an `.npmrc`, JSON, a connection string or a query. Prose after a
 * colon has no word of sixteen letters without a blank, or hardly; what has no such name before it stays.
 */
export const NAMED_VALUES: readonly RegExp[] = [
  // aws_secret_access_key, SecretAccessKey, AWS_SESSION_TOKEN, ACTIONS_RUNTIME_TOKEN, _authToken, AccountKey, client_secret
  new RegExp(
    String.raw`((?:secret|token|passw(?:or)?d|(?:access|account|api|private|secret)[_-]?key)${IS})([\w+/=.~%-]{16,})`,
    'gi',
  ),
  /(passw(?:or)?d=)([^\s&;,"']+)/gi,
  // signatures of AWS (SigV4), Google Cloud Storage and Azure (SAS), in a URL without its scheme or an encoded one
  /((?<=^|[?&;\s"']|%26|%3f|u0026)(?:sig|signature|x-(?:amz|goog)-(?:signature|credential|security-token))(?:=|%3d))([^\s&"'<>]+)/gi,
  // the credentials of a URL that is encoded
  /(%3a%2f%2f)([^\s"'<>&]{1,300})(?=%40)/gi,
  // any length: the name of the header leaves no doubt
  new RegExp(String.raw`(authorization${IS}(?:basic|bearer|token) )([^\s"',]+)`, 'gi'),
  // what follows the scheme of an Authorization header, however it is quoted
  /(\b(?:bearer|basic|token)["']?\s?[:=]?\s?["']?)([A-Za-z0-9+/=._~-]{16,})/gi,
];

/** Every absolute URL; what stands before it may be an escape. */
export const URLS = /[a-z][a-z0-9+.-]{0,30}:\/\/[^\s"'<>]*/gi;
