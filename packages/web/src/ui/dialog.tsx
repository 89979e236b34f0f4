// A modal dialog: named, closed by Esc, focus returned. It appears at once, because waiting for a
// movement is the last thing anybody wants at night.

import './mantine.css'
import { Modal } from '@mantine/core'
import type { ReactNode } from 'react'

export function Dialog(props: {
  readonly title: string
  readonly onClose: () => void
  readonly size?: number
  readonly children: ReactNode
}) {
  return (
    <Modal
      opened
      onClose={props.onClose}
      title={props.title}
      size={props.size ?? 520}
      closeButtonProps={{ 'aria-label': 'Close' }}
      transitionProps={{ duration: 0 }}
    >
      {props.children}
    </Modal>
  )
}

/** Without a title bar: the command menu. */
export function BareDialog(props: {
  readonly label: string
  readonly onClose: () => void
  readonly children: ReactNode
}) {
  return (
    <Modal
      opened
      onClose={props.onClose}
      withCloseButton={false}
      padding={0}
      size={580}
      yOffset="12vh"
      aria-label={props.label}
      transitionProps={{ duration: 0 }}
    >
      {props.children}
    </Modal>
  )
}
