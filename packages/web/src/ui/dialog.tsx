// A modal dialog: named, closed by Esc, focus returned. It appears at once, because waiting for a
// movement is the last thing anybody wants at night.

import './mantine.css'
import { Modal } from '@mantine/core'
import type { ReactNode } from 'react'

// Locking the page’s scrolling would add a style element, which the content security policy forbids.
const still = { lockScroll: false, transitionProps: { duration: 0 } } as const

export function Dialog(props: {
  readonly title: string
  readonly onClose: () => void
  readonly size?: number
  readonly children: ReactNode
}) {
  return (
    <Modal.Root opened onClose={props.onClose} size={props.size ?? 520} {...still}>
      <Modal.Overlay />
      <Modal.Content>
        {/* Inside a dialog the header is no landmark of the page. */}
        <Modal.Header role="presentation">
          <Modal.Title>{props.title}</Modal.Title>
          <Modal.CloseButton aria-label="Close" />
        </Modal.Header>
        <Modal.Body>{props.children}</Modal.Body>
      </Modal.Content>
    </Modal.Root>
  )
}

/** Without a title bar: the command menu. */
export function BareDialog(props: {
  readonly label: string
  readonly onClose: () => void
  readonly children: ReactNode
}) {
  return (
    <Modal.Root opened onClose={props.onClose} size={580} yOffset="12vh" {...still}>
      <Modal.Overlay />
      <Modal.Content aria-label={props.label}>
        <Modal.Body p={0}>{props.children}</Modal.Body>
      </Modal.Content>
    </Modal.Root>
  )
}
