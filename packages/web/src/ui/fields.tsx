// Fields of forms. A label is mandatory by type.

import './mantine.css'
import {
  NativeSelect,
  type NativeSelectProps,
  PasswordInput,
  type PasswordInputProps,
  Textarea,
  type TextareaProps,
  TextInput,
  type TextInputProps,
} from '@mantine/core'

type Labelled = { readonly label: string }

const COUNT_BELOW = ['label', 'input', 'description', 'error'] as const
const COUNTED_FROM = 0.9
/** Below it everybody sees the end coming. */
const COUNTED_CHARS_MIN = 100

/** How much of a limited field is used, said when its end is near. */
function countOf(field: { readonly value?: unknown; readonly maxLength?: number | undefined }) {
  const { value, maxLength } = field
  if (typeof value !== 'string' || maxLength === undefined) return {}
  if (maxLength < COUNTED_CHARS_MIN || value.length < maxLength * COUNTED_FROM) return {}
  const count = (length: number) => length.toLocaleString('en-US')
  return {
    description: `${count(value.length)} of at most ${count(maxLength)} characters`,
    inputWrapperOrder: [...COUNT_BELOW],
  }
}

export const TextField = (props: TextInputProps & Labelled) => (
  <TextInput {...countOf(props)} {...props} />
)
export const PasswordField = (props: PasswordInputProps & Labelled) => <PasswordInput {...props} />
export const TextArea = (props: TextareaProps & Labelled) => (
  <Textarea {...countOf(props)} {...props} />
)
export const SelectField = (props: NativeSelectProps & Labelled) => <NativeSelect {...props} />

/** A wall time on the 24-hour clock, whatever the browser's language prefers. */
export function ClockField(
  props: Labelled & { readonly value: string; readonly onChange: (text: string) => void },
) {
  const good = /^([01]\d|2[0-3]):[0-5]\d$/.test(props.value)
  return (
    <TextInput
      label={props.label}
      required
      inputMode="numeric"
      maxLength={5}
      pattern="([01]\d|2[0-3]):[0-5]\d"
      title="A time such as 09:00"
      value={props.value}
      error={good ? undefined : 'A time such as 09:00'}
      onChange={(event) => props.onChange(event.currentTarget.value)}
    />
  )
}
