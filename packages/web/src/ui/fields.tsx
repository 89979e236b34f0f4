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
