import { describe, expect, test } from 'vitest';
import { notifyEnvironment, repositoryIdFrom, requesterFrom, secretsFrom } from '../src/env.ts';

const REPOSITORY = 'https://github.com/acme/widgets';

describe('what the environment says of telling people', () => {
  test('S2.7: the job’s own token goes first, FAILURE_ISSUE_TOKEN second', () => {
    const env = { FAILURE_ISSUE_TOKEN: 'second', GITHUB_TOKEN: 'first' };
    expect(notifyEnvironment(env, REPOSITORY)).toEqual({
      issueTokens: [
        { name: 'GITHUB_TOKEN', token: 'first' },
        { name: 'FAILURE_ISSUE_TOKEN', token: 'second' },
      ],
    });
  });

  test('T18: a repository on another server than the tokens gets none of them', () => {
    const env = {
      FAILURE_ISSUE_TOKEN: 'second',
      GITHUB_TOKEN: 'first',
      GITHUB_API_URL: 'https://a',
    };
    expect(notifyEnvironment(env, 'https://github.example/acme/widgets')).toEqual({
      issueTokens: [],
    });
    const enterprise = { ...env, GITHUB_SERVER_URL: 'https://github.example' };
    expect(notifyEnvironment(enterprise, REPOSITORY).issueTokens).toEqual([]);
  });

  test('S1.7: a project is nothing without the credential of its functions, which is good for them alone', () => {
    const project = { SUPABASE_URL: 'https://p.supabase.co' };
    expect(notifyEnvironment(project, REPOSITORY)).toEqual({ issueTokens: [] });
    const env = { ...project, OPS_NOTIFY_TOKEN: 'ops' };
    expect(notifyEnvironment(env, REPOSITORY).supabase).toEqual({
      url: 'https://p.supabase.co',
      key: 'ops',
      notifyToken: 'ops',
      summaryToken: 'ops',
    });
    const both = { ...env, OPS_SUMMARY_TOKEN: 'sum', SUPABASE_ANON_KEY: 'anon' };
    expect(notifyEnvironment(both, REPOSITORY).supabase).toMatchObject({
      key: 'anon',
      notifyToken: 'ops',
      summaryToken: 'sum',
    });
  });

  test('an empty variable is none, as GitHub passes a secret that is not set', () => {
    const env = { SUPABASE_URL: '', OPS_NOTIFY_TOKEN: '', SLACK_WEBHOOK_URL: '', GITHUB_TOKEN: '' };
    expect(notifyEnvironment(env, REPOSITORY)).toEqual({ issueTokens: [] });
  });
});

test('T18: the secrets of a process are told by the names of their variables', () => {
  const env = {
    GITHUB_TOKEN: 'a',
    FAILURE_ISSUE_TOKEN: 'b',
    SLACK_WEBHOOK_URL: 'c',
    SUPABASE_SERVICE_ROLE_KEY: 'd',
    AWS_SECRET_ACCESS_KEY: 'e',
    DB_PASSWORD: 'f',
    EMPTY_TOKEN: '',
    GITHUB_REPOSITORY: 'acme/widgets',
    TOKENS_SEEN: '3',
  };
  expect(Object.values(secretsFrom(env))).toEqual(['a', 'b', 'c', 'd', 'e', 'f']);
});

describe('who asks, and about which repository', () => {
  test.each([
    [{ GITHUB_ACTOR_ID: '583231' }, '583231'],
    [{ GITHUB_ACTOR_ID: '1', USER: 'x' }, '1'],
  ])('T4: %j is known by number', (env, id) => {
    expect(requesterFrom(env)).toBe(id);
  });

  test.each([[{}], [{ USER: '7' }], [{ GITHUB_ACTOR_ID: '' }], [{ GITHUB_ACTOR_ID: '1 2' }]])(
    'T4: %j is nobody who is known',
    (env) => {
      expect(() => requesterFrom(env)).toThrow(expect.objectContaining({ code: 'USAGE' }));
    },
  );

  test.each([
    ['an app', { GITHUB_ACTOR: 'github-actions[bot]' }, 'a person must ask'],
    [
      'a run of somebody else that was rerun',
      { GITHUB_ACTOR: 'alice', GITHUB_TRIGGERING_ACTOR: 'mallory' },
      'start a run of your own',
    ],
  ])('T4: %s says nothing of the person who asks', (_, env, message) => {
    expect(() => requesterFrom({ GITHUB_ACTOR_ID: '7', ...env })).toThrow(message);
    const own = { GITHUB_ACTOR: 'Alice', GITHUB_TRIGGERING_ACTOR: 'alice', GITHUB_ACTOR_ID: '7' };
    expect(requesterFrom(own)).toBe('7');
  });

  test('the number of the repository is that of the workflow’s own alone', () => {
    const env = { GITHUB_REPOSITORY: 'acme/widgets', GITHUB_REPOSITORY_ID: '123456' };
    expect(repositoryIdFrom(env, { repository: 'Acme/widgets' })).toBe('123456');
    expect(repositoryIdFrom(env, { repository: 'acme/other' })).toBeUndefined();
    expect(
      repositoryIdFrom({ ...env, GITHUB_REPOSITORY_ID: 'x' }, { repository: 'acme/widgets' }),
    ).toBeUndefined();
    expect(repositoryIdFrom({}, { repository: 'acme/widgets' })).toBeUndefined();
  });
});
