// Step 2: a way to reach me that is proven. It can be passed by, but never silently.

import '../../people/profile.css'
import { ContactMethods } from '../../people/contact-methods.tsx'
import { NotificationRules } from '../../people/notification-rules.tsx'
import { Button } from '../../ui/button.tsx'
import { Notice } from '../../ui/states.tsx'
import { useMe } from '../session.ts'
import type { StepProps } from './step-props.ts'

export function ReachStep({ onDone }: StepProps) {
  const me = useMe()
  const verified = me.contactMethods.some((method) => method.verifiedAt !== null)
  return (
    <div className="stack loose">
      <ContactMethods user={me} />
      {me.contactMethods.length > 0 && <NotificationRules user={me} />}
      {!verified && me.contactMethods.length > 0 && (
        <Notice tone="warn">
          <strong>You will not be reachable</strong> until one of them is verified.
        </Notice>
      )}
      <div>
        <Button kind={verified ? 'primary' : 'quiet'} onClick={onDone}>
          {verified ? 'Continue' : 'Continue without being reachable'}
        </Button>
      </div>
    </div>
  )
}
