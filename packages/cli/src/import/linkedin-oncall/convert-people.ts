// People of LinkedIn Oncall: their e-mail comes over, and what has no channel here is said.
//
// Their notification settings there are reminders of shifts, not ways of being paged (Iris has
// those), so everybody is paged by e-mail at once.

import { API_VERSION, type ConfigurationDocument } from '@evenwatch/api'
import { makeDocument } from '../make-document.ts'
import { namedMetadata } from '../name-objects.ts'
import { emailOf, flagOf, objectOf, objectsOf, textOf } from '../source-fields.ts'
import { readZone } from '../zone-names.ts'
import type { LinkedinOncallSource } from './linkedin-oncall-source.ts'
import { type LinkedinWorld, userObject } from './linkedin-world.ts'

const MAIL = 'mail'

export function convertPeople(
  source: LinkedinOncallSource,
  { people, leftOut, names, report }: LinkedinWorld,
): ConfigurationDocument[] {
  for (const user of leftOut) {
    if (flagOf(user.active) === false) {
      report.cannot('user-inactive', userObject(user), 'They were deactivated there.')
    } else {
      const detail = 'Give an e-mail address and import again.'
      report.cannot('user-without-email', userObject(user), detail)
    }
  }
  const settings = objectsOf(source.notifications)
  return [...people].flatMap(([login, user]) => {
    const name = names.users.get(login)
    const contacts = objectOf(user.contacts)
    const email = emailOf(contacts.email)
    if (name === undefined || email === null) return []
    const object = userObject(user)
    const zone = readZone(textOf(user.time_zone), object)
    report.findings.push(...zone.findings)
    const others = Object.keys(contacts).filter((mode) => mode !== 'email' && contacts[mode])
    if (others.length > 0) {
      const detail = `There is no channel here for ${others.join(', ')}; e-mail alone remains.`
      report.cannot('contact-method-channel-absent', object, detail)
    }
    const reminders = settings.filter((one) => textOf(one.user) === login).length
    if (reminders > 0) {
      const detail = `${reminders} settings for reminders of shifts stay behind.`
      report.cannot('object-not-imported', object, detail)
    }
    return [
      makeDocument({
        apiVersion: API_VERSION,
        kind: 'User',
        metadata: namedMetadata(name, textOf(user.full_name) ?? login),
        spec: {
          email,
          timeZone: zone.timeZone,
          contactMethods: [{ name: MAIL, type: 'email', address: email }],
          notificationRules: {
            high: [{ after: '0m', via: MAIL }],
            low: [{ after: '0m', via: MAIL }],
          },
        },
      }),
    ]
  })
}
