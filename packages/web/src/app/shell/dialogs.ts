// Which of the shell's dialogs is open; rooms may open them.

import { createContext, useContext } from 'react'

export type ShellDialog = 'commands' | 'keys' | 'page' | null
export const ShellDialogs = createContext<(dialog: ShellDialog) => void>(() => {})
export const useShellDialog = () => useContext(ShellDialogs)
