// What the environment may say, checked once at start. A bad value stops the start with the
// variable's name, what is wrong and an example; nothing else in the server reads process.env.

import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'

export const DUTIES = ['http', 'engine', 'prober'] as const
/** What a process does: answer calls, run escalations and deliveries, run probes. */
export type Duty = (typeof DUTIES)[number]

export type ServerConfig = {
  readonly host: string
  readonly port: number
  readonly dataDir: string
  readonly databaseUrl: string | null
  readonly publicUrl: string
  readonly trustedProxies: readonly string[]
  readonly adminToken: string | null
  /** 32 bytes. */
  readonly secretKey: Buffer
  /** CIDRs of private networks that webhooks may reach. */
  readonly outboundAllow: readonly string[]
  readonly duties: ReadonlySet<Duty>
  readonly smtpUrl: string | null
  readonly mailFrom: string
  /** Port and domain of the mail server that takes replies; null: replies are off. */
  readonly mailIn: { readonly host: string; readonly port: number; readonly domain: string } | null
  readonly logLevel: string
  readonly demo: boolean
}

export class BadConfiguration extends Error {
  override readonly name = 'BadConfiguration'
  readonly variable: string

  constructor(variable: string, rule: string, example: string) {
    super(`${variable}: ${rule}. Example: ${variable}=${example}`)
    this.variable = variable
  }
}

const ADMIN_TOKEN_CHARS_MIN = 32
const SECRET_KEY_BYTES = 32

type Environment = Readonly<Record<string, string | undefined>>

export function readConfig(env: Environment): ServerConfig {
  const dataDir = resolve(env.EVENWATCH_DATA_DIR || './data')
  const host = env.HOST || '127.0.0.1'
  const port = readPort(env, 'PORT', 8080)
  const databaseUrl = readDatabaseUrl(env)
  return {
    host,
    port,
    dataDir,
    databaseUrl,
    publicUrl: readPublicUrl(env, host, port),
    trustedProxies: readList(env.EVENWATCH_TRUSTED_PROXIES),
    adminToken: readAdminToken(env),
    secretKey: readSecretKey(env, databaseUrl, dataDir),
    outboundAllow: readCidrs(env),
    duties: readDuties(env),
    smtpUrl: readUrl(
      env,
      'SMTP_URL',
      ['smtp:', 'smtps:'],
      'smtp://user:password@mail.example.org:587',
    ),
    mailFrom: env.EVENWATCH_MAIL_FROM || 'Evenwatch <evenwatch@localhost>',
    mailIn: readMailIn(env),
    logLevel: readLogLevel(env),
    demo: env.EVENWATCH_DEMO === '1',
  }
}

function readPort(env: Environment, variable: string, fallback: number): number {
  const text = env[variable]
  if (text === undefined || text === '') return fallback
  const port = Number(text)
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    throw new BadConfiguration(
      variable,
      `${text} is no port: a number from 0 to 65535`,
      String(fallback),
    )
  }
  return port
}

function readUrl(env: Environment, variable: string, protocols: string[], example: string) {
  const text = env[variable]
  if (!text) return null
  if (!URL.canParse(text) || !protocols.includes(new URL(text).protocol)) {
    throw new BadConfiguration(variable, `it is no URL with ${protocols.join(' or ')}`, example)
  }
  return text
}

function readDatabaseUrl(env: Environment) {
  const example = 'postgres://evenwatch:secret@db.example.org/evenwatch'
  return readUrl(env, 'DATABASE_URL', ['postgres:', 'postgresql:'], example)
}

function readPublicUrl(env: Environment, host: string, port: number): string {
  const example = 'https://evenwatch.example.org'
  const url = readUrl(env, 'EVENWATCH_PUBLIC_URL', ['http:', 'https:'], example)
  if (url) return url.replace(/\/+$/, '')
  const shown = host === '0.0.0.0' || host === '::' ? 'localhost' : host
  return `http://${shown.includes(':') ? `[${shown}]` : shown}:${port}`
}

function readAdminToken(env: Environment): string | null {
  const token = env.EVENWATCH_ADMIN_TOKEN
  if (!token) return null
  if (token.length < ADMIN_TOKEN_CHARS_MIN) {
    throw new BadConfiguration(
      'EVENWATCH_ADMIN_TOKEN',
      `it has ${token.length} characters, at least ${ADMIN_TOKEN_CHARS_MIN} are needed`,
      '$(openssl rand -hex 24)',
    )
  }
  return token
}

/** Mandatory beside your own database; made once and kept in the data folder for the embedded one. */
function readSecretKey(env: Environment, databaseUrl: string | null, dataDir: string): Buffer {
  const example = '$(openssl rand -hex 32)'
  const text = env.EVENWATCH_SECRET_KEY
  if (text) {
    const key = /^[0-9a-f]{64}$/i.test(text)
      ? Buffer.from(text, 'hex')
      : Buffer.from(text, 'base64')
    if (key.length === SECRET_KEY_BYTES) return key
    throw new BadConfiguration(
      'EVENWATCH_SECRET_KEY',
      'it must be 32 bytes, as 64 hex digits or base64',
      example,
    )
  }
  if (databaseUrl) {
    throw new BadConfiguration(
      'EVENWATCH_SECRET_KEY',
      'it is needed together with DATABASE_URL, the same on every node',
      example,
    )
  }
  const file = join(dataDir, 'secret-key')
  if (existsSync(file)) return Buffer.from(readFileSync(file, 'utf8').trim(), 'hex')
  const key = randomBytes(SECRET_KEY_BYTES)
  mkdirSync(dataDir, { recursive: true })
  writeFileSync(file, `${key.toString('hex')}\n`, { mode: 0o600, flag: 'wx' })
  return key
}

function readCidrs(env: Environment): string[] {
  const cidrs = readList(env.EVENWATCH_OUTBOUND_ALLOW)
  for (const cidr of cidrs) {
    if (!/^[0-9a-f.:]+\/\d{1,3}$/i.test(cidr)) {
      throw new BadConfiguration(
        'EVENWATCH_OUTBOUND_ALLOW',
        `${cidr} is no network in CIDR form`,
        '10.0.0.0/8,192.168.0.0/16',
      )
    }
  }
  return cidrs
}

function readDuties(env: Environment): ReadonlySet<Duty> {
  const named = readList(env.EVENWATCH_ROLES)
  if (named.length === 0) return new Set(DUTIES)
  const known = named.filter((name): name is Duty => DUTIES.some((duty) => duty === name))
  if (known.length !== named.length) {
    throw new BadConfiguration(
      'EVENWATCH_ROLES',
      `only ${DUTIES.join(', ')} are known`,
      'http,engine',
    )
  }
  return new Set(known)
}

function readMailIn(env: Environment): ServerConfig['mailIn'] {
  const domain = env.EVENWATCH_MAIL_IN_DOMAIN
  if (!domain) return null
  return {
    domain,
    host: env.EVENWATCH_MAIL_IN_HOST || '127.0.0.1',
    port: readPort(env, 'EVENWATCH_MAIL_IN_PORT', 2525),
  }
}

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']

function readLogLevel(env: Environment): string {
  const level = env.EVENWATCH_LOG_LEVEL || 'info'
  if (!LOG_LEVELS.includes(level)) {
    throw new BadConfiguration(
      'EVENWATCH_LOG_LEVEL',
      `it is one of ${LOG_LEVELS.join(', ')}`,
      'info',
    )
  }
  return level
}

function readList(text: string | undefined): string[] {
  return (text ?? '')
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean)
}
