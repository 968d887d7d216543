/** The tables this module owns. */
export type CatalogueTables = 'class' | 'service_item' | 'revision'
