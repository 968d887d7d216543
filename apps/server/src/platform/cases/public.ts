/**
 * Classes that speak of streets, houses, air and rubbish. All others — schooling, wages, care, disputes, conduct —
 * concern people: outside the house nobody may tell from one of them where and when it was.
 */
export const PLACE_CLASSES: readonly string[] = [
  'B', 'S', 'A0101', 'A0104', 'A0105', 'A0106', 'A0107', 'A0108', 'A0109', 'A0110', 'A0111', 'A0112', 'A0113', 'A0114', 'A0115', 'A02', 'A0301', 'A0302', 'A0303', 'A0305', 'A0306', 'A0903', 'A0904', 'A1004',
]

/** Through these doors people speak about what everybody can see; what sensors and families say of a home is nobody's business. */
export const PUBLIC_SOURCES: readonly string[] = ['resident', 'code', 'phone', 'hotline', 'grid', 'chief', 'open311', 'paper']

/** Whether a class may be told outside the house with grid and day. */
export function isAboutPlaces(classCode: string | null): boolean {
  return classCode !== null && PLACE_CLASSES.some((prefix) => classCode.startsWith(prefix))
}
