// Says what is wrong with a routing key that belongs to no integration, in PagerDuty's own words.
//
// Only unknown keys are judged by PagerDuty's rules: a key carried over from elsewhere may be of any
// shape, and once an integration has it, it is right as it is.

const KEY_CHARS = 32

/** Every error of the key, at least one. */
export function describeRoutingKeyFault(routingKey: string | null): readonly string[] {
  if (routingKey === null || routingKey.trim() === '') return [`'routing_key' is missing or blank`]
  const errors: string[] = []
  if (routingKey.length !== KEY_CHARS) {
    errors.push(`Length of 'routing_key' is incorrect (should be ${KEY_CHARS} characters)`)
  }
  if (!/^[0-9a-z]+$/i.test(routingKey)) {
    errors.push(`'routing_key' cannot contain non-alphanumeric characters.`)
  }
  return errors.length > 0 ? errors : ['Invalid routing key']
}
