// The closed list of reasons why an object did not come over as it was; docs/reference/import.md
// prints it. An importer that needs another reason adds it here.

export const REASON_CODES = {
  'user-without-email': 'The person has no e-mail address, by which people are matched.',
  'user-inactive': 'The person was deactivated in the source and is not brought over.',
  'user-unknown': 'The source names a person whom its list of users does not hold.',
  'role-changed': 'The role has no equal here; a responder’s was taken.',
  'name-changed': 'The name is not one of ours (lower case, digits, hyphens) or was taken.',
  'contact-method-not-portable': 'This way to reach a person is tied to the source, such as push.',
  'contact-method-channel-absent': 'There is no channel of this kind here yet.',
  'notification-rule-changed': 'The rule was simplified; its conditions have no equal here.',
  'time-zone-mapped': 'The zone was named in another way and was mapped to an IANA zone.',
  'time-zone-unknown': 'The zone is not known; UTC was taken.',
  'schedule-disabled': 'The schedule was switched off in the source.',
  'schedule-from-calendar': 'The schedule is a calendar elsewhere; add its address as a feed.',
  'rotation-ended': 'The rotation ended in the past and is history.',
  'rotation-not-expressible': 'The rotation cannot be said in turns, hours and members.',
  'rotation-as-overrides': 'The rotation was brought over as its known shifts, not as a rule.',
  'member-not-expressible': 'A member is neither a person, a team nor nobody.',
  'restriction-changed': 'The hours were rewritten to windows with the same cover.',
  'override-ended': 'The override ended in the past and is history.',
  'override-not-expressible': 'The override acts on something that has no equal here.',
  'forwarding-as-overrides': 'Forwarding is an override of the schedules that name the person.',
  'escalation-rule-changed': 'The step was brought over with another way to notify.',
  'escalation-rule-not-expressible': 'The step has no equal here and was left out.',
  'escalation-repeat-changed': 'Repeats beyond the limit, or with other waits, were cut.',
  'routing-not-expressible': 'The route’s conditions have no equal here.',
  'service-setting-not-expressible': 'A setting of the service has no equal here yet.',
  'service-without-policy': 'There is no team or no policy for it, and every service has both.',
  'integration-address-changed': 'The key came over; the sender sends to another address or form.',
  'integration-type-unknown': 'The integration’s kind has no equal here; its key is not taken.',
  'integration-key-unusable': 'The key is shorter or longer than our keys may be.',
  'object-not-imported': 'Objects of this kind are not brought over yet.',
  'not-found-in-source': 'Another object refers to it, and the source does not give it.',
} as const satisfies Record<string, string>

export type ReasonCode = keyof typeof REASON_CODES
