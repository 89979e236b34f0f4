// The version that the command line tells: the server's, for they are one program.

import { PRODUCT_VERSION } from '@evenwatch/server'

export const CLI_VERSION = PRODUCT_VERSION
