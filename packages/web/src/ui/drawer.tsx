// A dialog at the right edge, as tall as the window: for forms that are read beside their subject.

import './mantine.css'
import './drawer.css'
import { Modal } from '@mantine/core'
import type { ReactNode } from 'react'

const still = { lockScroll: false, transitionProps: { duration: 0 } } as const

export function Drawer(props: {
  readonly title: string
  readonly onClose: () => void
  readonly size?: number
  /** Stays in sight below what is scrolled. */
  readonly foot?: ReactNode
  readonly children: ReactNode
}) {
  return (
    <Modal.Root
      opened
      onClose={props.onClose}
      size={props.size ?? 720}
      xOffset={0}
      yOffset={0}
      closeOnClickOutside={false}
      classNames={{ inner: 'drawer-inner', content: 'drawer' }}
      {...still}
    >
      <Modal.Overlay />
      <Modal.Content>
        <Modal.Header role="presentation">
          <Modal.Title>{props.title}</Modal.Title>
          <Modal.CloseButton aria-label="Close" />
        </Modal.Header>
        <Modal.Body className="drawer-body">{props.children}</Modal.Body>
        {props.foot && <div className="drawer-foot">{props.foot}</div>}
      </Modal.Content>
    </Modal.Root>
  )
}
