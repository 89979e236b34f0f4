// The public face of the cli package: the program, for the reference page that is written from it.

export * from './create-program.ts'
export * from './run-program.ts'
export * from './terminal/terminal.ts'
