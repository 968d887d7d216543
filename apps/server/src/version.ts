/** The product's version, as the API and the pages say it. */
export const VERSION = '0.1.0'
