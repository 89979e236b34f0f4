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

export const TextField = (props: TextInputProps & Labelled) => <TextInput {...props} />
export const PasswordField = (props: PasswordInputProps & Labelled) => <PasswordInput {...props} />
export const TextArea = (props: TextareaProps & Labelled) => <Textarea {...props} />
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
