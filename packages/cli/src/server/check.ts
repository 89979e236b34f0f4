// A finding of doctor, in the shape of the API's own.

import type { CallOutput, getDiagnosis } from '@evenwatch/api'

export type Diagnosis = CallOutput<typeof getDiagnosis>
export type Check = Diagnosis['checks'][number]
