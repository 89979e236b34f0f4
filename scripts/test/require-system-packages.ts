// Setup file of the e2e project: a machine that lacks a program fails every file with the list of
// what to install, instead of one obscure error per test.

import { expect } from 'vitest'
import { describeMissing, missingPackages } from './system-packages.ts'

const missing = missingPackages()
if (missing.length > 0) expect.fail(describeMissing(missing))
