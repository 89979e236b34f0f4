/** What a format's clients are answered: always JSON. */
export type FormatResponse = { readonly status: number; readonly body: string }
