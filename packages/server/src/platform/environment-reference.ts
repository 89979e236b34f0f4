// Every variable that config.ts reads, in words. docs/reference/environment.md is written from this
// table, and a test holds the table and config.ts together.

export type EnvironmentVariable = {
  readonly name: string
  readonly group: 'Server' | 'Database and secrets' | 'Network' | 'Mail' | 'Diagnosis'
  /** What holds without it. */
  readonly fallback: string
  readonly meaning: string
  readonly example: string
}

export const ENVIRONMENT: readonly EnvironmentVariable[] = [
  {
    name: 'PORT',
    group: 'Server',
    fallback: '`8080`',
    meaning: 'Port of the HTTP server. `0` takes any free one.',
    example: '8080',
  },
  {
    name: 'HOST',
    group: 'Server',
    fallback: '`127.0.0.1`: reachable from this machine only',
    meaning: 'Address that the HTTP server listens on.',
    example: '0.0.0.0',
  },
  {
    name: 'EVENWATCH_PUBLIC_URL',
    group: 'Server',
    fallback: '`http://HOST:PORT`',
    meaning: 'How people reach this installation. Links in messages begin with it.',
    example: 'https://evenwatch.example.org',
  },
  {
    name: 'EVENWATCH_ROLES',
    group: 'Server',
    fallback: 'all of them',
    meaning:
      'What this process does, separated by commas: `http` answers calls, `engine` runs escalations and deliveries, `prober` runs probes.',
    example: 'http,engine',
  },
  {
    name: 'EVENWATCH_ADMIN_TOKEN',
    group: 'Server',
    fallback: 'none',
    meaning:
      'An API token with the role admin, for automation and the first set-up. At least 32 characters.',
    example: '$(openssl rand -hex 24)',
  },
  {
    name: 'EVENWATCH_DATA_DIR',
    group: 'Database and secrets',
    fallback: '`./data`',
    meaning: 'Folder of the embedded database and of the secret key.',
    example: '/var/lib/evenwatch',
  },
  {
    name: 'DATABASE_URL',
    group: 'Database and secrets',
    fallback: 'an embedded PostgreSQL in the data folder',
    meaning:
      'Your own PostgreSQL, version 15 to 18. The connection must be session-level: no transaction pooler in between.',
    example: 'postgres://evenwatch:secret@db.example.org/evenwatch',
  },
  {
    name: 'EVENWATCH_SECRET_KEY',
    group: 'Database and secrets',
    fallback: 'made once and kept in the data folder; mandatory together with `DATABASE_URL`',
    meaning:
      'Key that encrypts stored secrets: 32 bytes, as 64 hexadecimal digits or base64. The same on every node.',
    example: '$(openssl rand -hex 32)',
  },
  {
    name: 'EVENWATCH_TRUSTED_PROXIES',
    group: 'Network',
    fallback: 'none: forwarded headers are ignored',
    meaning:
      'Addresses or networks of the reverse proxies whose `X-Forwarded-*` headers are believed, separated by commas.',
    example: '10.0.0.5,10.1.0.0/16',
  },
  {
    name: 'EVENWATCH_OUTBOUND_ALLOW',
    group: 'Network',
    fallback: 'none: private and link-local addresses are refused',
    meaning: 'Private networks that webhooks and probes may reach, as CIDRs separated by commas.',
    example: '10.0.0.0/8,192.168.0.0/16',
  },
  {
    name: 'SMTP_URL',
    group: 'Mail',
    fallback: 'none: the e-mail channel cannot send, and says so',
    meaning: 'Mail server that takes outgoing messages, `smtp:` or `smtps:`.',
    example: 'smtp://user:password@mail.example.org:587',
  },
  {
    name: 'EVENWATCH_MAIL_FROM',
    group: 'Mail',
    fallback: '`Evenwatch <evenwatch@localhost>`',
    meaning: 'Sender of outgoing messages.',
    example: 'Evenwatch <pages@example.org>',
  },
  {
    name: 'EVENWATCH_MAIL_IN_DOMAIN',
    group: 'Mail',
    fallback: 'none: replies by e-mail are off',
    meaning: 'Domain whose mail arrives here, so that a reply can acknowledge.',
    example: 'reply.example.org',
  },
  {
    name: 'EVENWATCH_MAIL_IN_HOST',
    group: 'Mail',
    fallback: '`127.0.0.1`',
    meaning: 'Address that the inbound mail server listens on.',
    example: '0.0.0.0',
  },
  {
    name: 'EVENWATCH_MAIL_IN_PORT',
    group: 'Mail',
    fallback: '`2525`',
    meaning: 'Port of the inbound mail server.',
    example: '2525',
  },
  {
    name: 'EVENWATCH_LOG_LEVEL',
    group: 'Diagnosis',
    fallback: '`info`',
    meaning: 'One of `fatal`, `error`, `warn`, `info`, `debug`, `trace`, `silent`.',
    example: 'debug',
  },
  {
    name: 'EVENWATCH_DEMO',
    group: 'Diagnosis',
    fallback: 'off',
    meaning: '`1` says on every screen that this is a demo; `evenwatch demo` sets it for itself.',
    example: '1',
  },
]
