// The embedded server's settings: small, durable, reachable only through its socket.
//
// They are written to the cluster's own postgresql.conf at every start, so what an operator sets
// with ALTER SYSTEM still wins. A running server is only adopted when it was started with the
// same text.

/** Connections the server accepts; several processes on one machine share them. */
const CONNECTIONS_MAX = 60

export type ServerSettings = {
  readonly socketFolder: string
  /** Trades durability for speed: tests and the simulation only. */
  readonly unsafeFast: boolean
}

export function renderServerSettings(settings: ServerSettings): string {
  const durable = settings.unsafeFast ? 'off' : 'on'
  const lines: readonly (readonly [string, string])[] = [
    ['listen_addresses', ''],
    ['port', '5432'],
    ['unix_socket_directories', settings.socketFolder],
    ['unix_socket_permissions', '0700'],
    ['max_connections', String(CONNECTIONS_MAX)],
    ['fsync', durable],
    ['full_page_writes', durable],
    ['synchronous_commit', durable],
    ['shared_buffers', '48MB'],
    ['work_mem', '8MB'],
    ['maintenance_work_mem', '64MB'],
    ['huge_pages', 'off'],
    // Nothing replicates from here, so the log carries what crash recovery needs and no more.
    ['wal_level', 'minimal'],
    ['max_wal_senders', '0'],
    ['min_wal_size', '64MB'],
    ['max_wal_size', '512MB'],
    // Each helper process left out saves memory on an idle machine.
    ['io_method', 'sync'],
    ['max_worker_processes', '4'],
    ['max_parallel_workers_per_gather', '0'],
    ['max_logical_replication_workers', '0'],
    // Compiling a plan costs more than our short queries take.
    ['jit', 'off'],
    ['timezone', 'UTC'],
    ['log_timezone', 'UTC'],
    ['datestyle', 'ISO, YMD'],
    ['lc_messages', 'C'],
    // A failed statement is reported to its caller; the server's own log is for the server.
    ['log_min_messages', 'log'],
    ['log_checkpoints', 'off'],
    ['log_line_prefix', '%m [%p] '],
  ]
  const heading =
    '# Written by Evenwatch at every start. Use ALTER SYSTEM for settings of your own.'
  return [heading, ...lines.map(([name, value]) => `${name} = ${quote(value)}`), ''].join('\n')
}

function quote(value: string): string {
  return `'${value.replaceAll("'", "''")}'`
}
