/** What of npm's configuration says where packages are and how to ask for them. */
export interface NpmConfig {
  /** Settings as `.npmrc` files have them, for example `@acme:registry` or `//npm.acme.example/:_authToken`. */
  readonly settings: ReadonlyMap<string, string>;
}

/** A registry and the credential for it. */
export interface NpmRegistry {
  /** URL with a final slash. */
  readonly url: string;
  /** Value of `authorization`. A secret. */
  readonly credential?: string;
}

type Env = Readonly<Record<string, string | undefined>>;

const VARIABLE = /\$\{([^${}]+)\}/g;

/** More than this is no configuration. */
const MAX_CHARACTERS = 1024 * 1024;

/**
 * Reads npm's configuration: files, the first of which counts most, and before them `npm_config_registry` of the
 * environment. `${NAME}` in a value is the variable of that name; without one the setting does not count. Pure.
 * @param files contents of `.npmrc` files, for example the project's and then the user's.
 */
export function readNpmConfig(files: readonly string[], env: Env): NpmConfig {
  const settings = new Map<string, string>();
  for (const file of files.toReversed()) {
    for (const [key, value] of settingsIn(file, env)) settings.set(key, value);
  }
  const registry = env.npm_config_registry ?? env.NPM_CONFIG_REGISTRY;
  if (registry) settings.set('registry', registry);
  return { settings };
}

/**
 * Where a package comes from: its scope's registry, else the one for all. No registry is assumed: `undefined` where none
 * is configured. Pure.
 */
export function registryOf({ settings }: NpmConfig, packageName: string): NpmRegistry | undefined {
  const [, scope] = /^(@[^/]+)\//.exec(packageName) ?? [];
  const configured =
    (scope === undefined ? undefined : settings.get(`${scope}:registry`)) ??
    settings.get('registry');
  const url = configured === undefined ? undefined : URL.parse(configured);
  if (!url) return undefined;
  const slashed = `${url.origin}${url.pathname.replace(/\/*$/, '/')}`;
  const credential = credentialFor(settings, new URL(slashed));
  return { url: slashed, ...(credential !== undefined && { credential }) };
}

function settingsIn(file: string, env: Env): readonly (readonly [string, string])[] {
  return file
    .slice(0, MAX_CHARACTERS)
    .split(/\r?\n/)
    .flatMap((line) => {
      const text = line.trim();
      const equals = text.indexOf('=');
      if (equals < 1 || /^[;#[]/.test(text)) return [];
      const key = text.slice(0, equals).trim();
      const value = expanded(unquoted(text.slice(equals + 1).trim()), env);
      return value === undefined ? [] : [[key, value]];
    });
}

/** A setting whose variable is not set is no setting: half a URL or token would be one of somebody else's. */
function expanded(value: string, env: Env): string | undefined {
  const names = [...value.matchAll(VARIABLE)].map(([, name = '']) => name);
  if (names.some((name) => env[name] === undefined)) return undefined;
  return value.replace(VARIABLE, (_, name: string) => env[name] ?? '');
}

function unquoted(value: string): string {
  const [, double, single] = /^(?:"([^"]*)"|'([^']*)')$/.exec(value) ?? [];
  return double ?? single ?? value;
}

/** The setting for the longest part of the URL counts (`//host/path/:_authToken`); one for another host never does. */
function credentialFor(settings: ReadonlyMap<string, string>, url: URL): string | undefined {
  const steps = url.pathname.split('/').filter((step) => step !== '');
  for (let length = steps.length; length >= 0; length -= 1) {
    const place = `//${url.host}/${steps
      .slice(0, length)
      .map((step) => `${step}/`)
      .join('')}`;
    const credential = credentialAt(settings, place) ?? credentialAt(settings, place.slice(0, -1));
    if (credential !== undefined) return credential;
  }
  return undefined;
}

function credentialAt(settings: ReadonlyMap<string, string>, place: string): string | undefined {
  const setting = (name: string) => settings.get(`${place}:${name}`);
  const token = setting('_authToken');
  if (token) return `Bearer ${token}`;
  const basic = setting('_auth');
  if (basic) return `Basic ${basic}`;
  const user = setting('username');
  const password = setting('_password'); // base64, by npm's own convention
  if (!user || !password) return undefined;
  const plain = Buffer.from(password, 'base64').toString();
  return `Basic ${Buffer.from(`${user}:${plain}`).toString('base64')}`;
}
