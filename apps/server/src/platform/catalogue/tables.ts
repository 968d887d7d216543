/** The tables this module owns. */
export type CatalogueTables = 'class' | 'class_version' | 'class_draft' | 'revision'
