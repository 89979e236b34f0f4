// LinkedIn Oncall, as the import command knows it.
//
// Its API signs each request of an application, but a session may read everything; the key is the
// value of the cookie `oncall-auth` of a browser that is signed in. Where reading needs no sign-in,
// any word does.

import { readCollections } from '../read-collections.ts'
import type { SourceSystem } from '../source-system.ts'
import { convertLinkedinOncall } from './convert-linkedin-oncall.ts'
import { LINKEDIN_ONCALL_COLLECTIONS, type LinkedinOncallSource } from './linkedin-oncall-source.ts'
import { readLinkedinOncall } from './read-linkedin-oncall.ts'

export const linkedinOncall: SourceSystem<LinkedinOncallSource> = {
  name: 'linkedin-oncall',
  title: 'LinkedIn Oncall',
  readFiles: (path) => readCollections(path, LINKEDIN_ONCALL_COLLECTIONS),
  live: {
    // Every installation has its own.
    defaultUrl: null,
    headers: (key) => ({ cookie: `oncall-auth=${key}` }),
    read: readLinkedinOncall,
  },
  convert: convertLinkedinOncall,
}
