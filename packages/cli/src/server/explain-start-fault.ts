// Faults at the start that have nothing to do with the product, in words that say what to do.

import { BadConfiguration, DatabaseFault, type ServerConfig } from '@evenwatch/server'
import { CliFault, EXIT_CODE } from '../terminal/cli-fault.ts'

export function explainStartFault(
  fault: unknown,
  { host, port }: Pick<ServerConfig, 'host' | 'port'>,
): never {
  const code = fault instanceof Error && 'code' in fault ? fault.code : undefined
  const takenPort = fault instanceof Error && 'port' in fault ? fault.port : port
  if (code === 'EADDRINUSE' && takenPort !== port) {
    throw new CliFault(`Port ${takenPort}, for answers by mail, is taken by another program.`, {
      hint: 'Stop that program, or choose another port: EVENWATCH_MAIL_IN_PORT=2526.',
    })
  }
  if (code === 'EADDRINUSE') {
    throw new CliFault(`Port ${port} of ${host} is taken by another program.`, {
      hint: `Stop that program, or choose another port: PORT=${port + 1} (demo: --port ${port + 1}).`,
    })
  }
  if (code === 'EACCES') {
    throw new CliFault(`This user may not listen on port ${port} of ${host}.`, {
      hint: 'Ports below 1024 need a right of their own; PORT=8080 needs none.',
    })
  }
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND') {
    throw new CliFault(`HOST: ${host} is no address of this machine.`, {
      hint: 'Example: HOST=127.0.0.1',
    })
  }
  return explainServerFault(fault)
}

/** Faults that the server's own code explains already, as faults of the command. */
export function explainServerFault(fault: unknown): never {
  if (fault instanceof BadConfiguration) {
    throw new CliFault(fault.message, { exitCode: EXIT_CODE.usage })
  }
  if (fault instanceof DatabaseFault) throw new CliFault(fault.message)
  throw fault
}
