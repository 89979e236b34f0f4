// The part of a structured logger that the platform needs; pino fits it as it is.

export type LogMethod = (fields: object, message: string) => void

export type Log = {
  readonly debug: LogMethod
  readonly info: LogMethod
  readonly warn: LogMethod
  readonly error: LogMethod
}
