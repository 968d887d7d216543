/** The tables this module owns. */
export type ShowcaseTables = 'story' | 'story_picture' | 'activity' | 'activity_signup'
