// Every way a call can be refused: one code, one HTTP status, one CLI exit code, one sentence for
// people. docs/reference/errors.md is written from this table, and a test holds the two together.

type CatalogueEntry = { readonly status: number; readonly exitCode: number; readonly title: string }

const ok = <T extends Record<string, CatalogueEntry>>(entries: T) => entries

export const ERROR_CATALOGUE = ok({
  'invalid-request': {
    status: 400,
    exitCode: 2,
    title: 'The request has fields that cannot be accepted.',
  },
  'invalid-json': { status: 400, exitCode: 2, title: 'The body is not valid JSON.' },
  'not-signed-in': { status: 401, exitCode: 3, title: 'This needs a session or an API token.' },
  'wrong-credentials': { status: 401, exitCode: 3, title: 'Name or password is wrong.' },
  'token-refused': {
    status: 401,
    exitCode: 3,
    title: 'The API token is unknown, revoked or expired.',
  },
  'not-allowed': { status: 403, exitCode: 4, title: 'Your role does not allow this.' },
  'csrf-token-missing': {
    status: 403,
    exitCode: 4,
    title: 'The call lacks the session’s CSRF token.',
  },
  'not-found': { status: 404, exitCode: 5, title: 'There is no such object.' },
  'unknown-key': {
    status: 404,
    exitCode: 5,
    title: 'The integration key is unknown or has ended.',
  },
  'name-taken': { status: 409, exitCode: 6, title: 'Another object has this name.' },
  'already-done': { status: 409, exitCode: 6, title: 'Somebody did this before you.' },
  'state-conflict': { status: 409, exitCode: 6, title: 'The object’s state does not allow this.' },
  'in-use': { status: 409, exitCode: 6, title: 'Other objects depend on this one.' },
  'managed-by-files': {
    status: 409,
    exitCode: 6,
    title: 'This object is managed by files; change it there or detach it.',
  },
  'already-asked': {
    status: 409,
    exitCode: 6,
    title: 'Cover is asked for already in this span.',
  },
  taken: { status: 409, exitCode: 6, title: 'Somebody else took it first.' },
  'later-depends': {
    status: 409,
    exitCode: 6,
    title: 'A later override depends on this one; say that you mean it.',
  },
  'override-without-effect': {
    status: 409,
    exitCode: 6,
    title: 'The override would change nobody; say that you mean it.',
  },
  'breaks-limits': {
    status: 409,
    exitCode: 6,
    title: 'The change breaks a limit; a lead or a manager may overrule it with a reason.',
  },
  'people-would-move-soon': {
    status: 409,
    exitCode: 6,
    title: 'The change would move people within 48 hours; name an instant for it.',
  },
  'idempotency-key-reused': {
    status: 409,
    exitCode: 6,
    title: 'This Idempotency-Key came with another request before.',
  },
  'link-spent': { status: 410, exitCode: 6, title: 'This link has expired or has been used.' },
  'version-conflict': { status: 412, exitCode: 6, title: 'The object changed since you read it.' },
  'too-large': { status: 413, exitCode: 2, title: 'The body is larger than the limit.' },
  'too-many-requests': { status: 429, exitCode: 7, title: 'Too many requests; try again later.' },
  'channel-failed': { status: 502, exitCode: 8, title: 'The channel refused or did not answer.' },
  overloaded: { status: 503, exitCode: 7, title: 'The queue is full; nothing was accepted.' },
  'not-ready': { status: 503, exitCode: 7, title: 'The server cannot do this now.' },
  'internal-error': { status: 500, exitCode: 1, title: 'Something broke on our side.' },
})

export type ErrorCode = keyof typeof ERROR_CATALOGUE
