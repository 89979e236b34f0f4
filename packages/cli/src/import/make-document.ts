// A configuration document with everything filled in that its writer left to the defaults.

import {
  type ConfigurationDocument,
  type ConfigurationDocumentInput,
  documentSchema,
} from '@evenwatch/api'

export type DocumentInput = ConfigurationDocumentInput

/** One that breaks a rule is given as it is: planning names its fields, nothing is lost. */
export function makeDocument(input: DocumentInput): ConfigurationDocument {
  const parsed = documentSchema.safeParse(input)
  // The server reads every document against the same schema before anything is done with it.
  return parsed.success ? parsed.data : (input as ConfigurationDocument)
}
