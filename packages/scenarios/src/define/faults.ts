import { namesIn } from './parts.ts'
import type { Named } from './parts.ts'
import type { Timed } from './messages.ts'
import { settingFaults } from './parameters.ts'
import type { Example, Scenario, Sources } from './shape.ts'

const CHINESE = /\p{Script=Han}/u
const ID = /^[a-z]+(-[a-z]+)*$/u
/** Ladders and playbooks are looked after by people: shorter ones leave somebody alone with it. */
const LEAST_STEPS = 3

/** All that is wrong with a scenario, for its author; empty: nothing. */
export function draftFaults(scenario: Scenario): string[] {
  const faults = [...nameFaults(scenario), ...parameterFaults(scenario), ...peopleFaults(scenario), ...exampleFaults(scenario)]
  return faults.length > 0 ? faults : triggerFaults(scenario)
}

/** For how many days the words to people say that it is kept. */
function promisedDays({ privacy }: Pick<Scenario, 'privacy'>): number | undefined {
  const days = /保存 (\d+) 天/u.exec(privacy ?? '')?.[1]
  return days === undefined ? undefined : Number(days)
}

function nameFaults({ id, classCode, ...scenario }: Scenario): string[] {
  const texts = [scenario.name, scenario.about, ...scenario.falseAlarms, ...scenario.playbook.map(({ does }) => does), ...scenario.examples.map(({ does }) => does)]
  return [
    ...(ID.test(id) ? [] : ['the id is not kebab-case']),
    ...[classCode, ...Object.values(scenario.classOf ?? {})].filter((code) => !/^[SA]\d+$/u.test(code)).map((code) => `${code} is no code of an event or appeal`),
    ...texts.filter((text) => !CHINESE.test(text)).map((text) => `not Chinese: ${text}`),
    ...(promisedDays(scenario) === scenario.keepDays ? [] : ['the days for which it is kept and the promise to people differ']),
    ...(scenario.falseAlarms.length === 0 ? ['no word about false alarms'] : []),
  ]
}

function parameterFaults({ parameters }: Scenario): string[] {
  return Object.entries(parameters).flatMap(([name, parameter]) => [
    ...settingFaults({ [name]: parameter }, { [name]: parameter.default }).map(({ says }) => `default of ${name}: ${says}`),
    ...[parameter.label, parameter.help, parameter.basis].filter((text) => !CHINESE.test(text)).map((text) => `${name} is not described in Chinese: ${text}`),
  ])
}

function peopleFaults({ who, playbook, makesCase, deadline, rise, rest, severity }: Scenario): string[] {
  const minutes = who.ladder.map(({ afterMinutes }) => afterMinutes)
  const times = playbook.flatMap(({ withinMinutes }) => withinMinutes ?? [])
  return [
    ...(minutes[0] === 0 ? [] : ['nobody is called at once']),
    ...(isRising(minutes) ? [] : ['the ladder goes down']),
    ...(who.ladder.length < 2 ? ['a ladder needs a second rung'] : []),
    ...(playbook.length < LEAST_STEPS ? ['the playbook is too short'] : []),
    ...(isRising(times) ? [] : ['a later step of the playbook is due earlier']),
    ...(makesCase.when === 'still-on' && makesCase.afterMinutes <= 0 ? ['still-on needs minutes'] : []),
    ...(deadline.amount > 0 ? [] : ['no deadline']),
    // At the same severity it still ends the rest.
    ...(rise?.to === severity && !rest ? ['a rise to the same severity'] : []),
  ]
}

function isRising(numbers: readonly number[]): boolean {
  return numbers.every((number, index) => index === 0 || number >= (numbers[index - 1] ?? 0))
}

function exampleFaults({ examples, startedBy, settingFaults: faultsIn }: Scenario): string[] {
  const hits = examples.filter(({ rings }) => rings.length > 0).length
  return [
    ...(hits === 0 ? ['no example of a hit'] : []),
    ...(hits === examples.length ? ['no example of a miss'] : []),
    ...faultsIn({}).map(({ says }) => `defaults: ${says}`),
    ...examples.flatMap(({ settings = {}, does }) => faultsIn(settings).map(({ name, says }) => `${does} ${name}: ${says}`)),
    ...examples.flatMap((example) => messageFaults(example, startedBy)),
  ]
}

function messageFaults({ does, messages, untilMinutes }: Example, sources: Sources): string[] {
  const all = messages.flat()
  const late = all.some(({ minute }) => minute > untilMinutes) ? [`${does}: a message after the end`] : []
  return [...late, ...all.flatMap(namesOf).flatMap((named) => undeclared(named, sources)).map((says) => `${does}: ${says}`), ...all.flatMap((message) => rangeFault(message, sources)).map((says) => `${does}: ${says}`)]
}

/** What a message speaks of; words may have any class. */
function namesOf(message: Timed): Named[] {
  if (message.kind === 'value') return [{ where: 'points', name: message.point }]
  if (message.kind !== 'seen') return []
  return [{ where: 'labels', name: message.label }, ...(message.zone === null ? [] : [{ where: 'zones' as const, name: message.zone }])]
}

function rangeFault(message: Timed, { points = {} }: Sources): string[] {
  const point = message.kind === 'value' ? points[message.point] : undefined
  if (message.kind !== 'value' || !point) return []
  return message.value >= point.low && message.value <= point.high ? [] : [`${message.point} is never ${message.value}`]
}

function triggerFaults({ trigger, rise, startedBy, calm, classOf = {} }: Scenario): string[] {
  const named = [...namesIn(trigger({})), ...(rise ? namesIn(rise.when({})) : []), ...Object.keys(classOf).map((name): Named => ({ where: 'points', name }))]
  const ordinary = [
    ...Object.keys(calm?.points ?? {}).map((name): Named => ({ where: 'points', name })),
    ...(calm?.sightings ?? []).flatMap(({ label, zone }): Named[] => [{ where: 'labels', name: label }, { where: 'zones', name: zone }]),
  ]
  return [...named, ...ordinary].flatMap((each) => undeclared(each, startedBy))
}

function undeclared({ where, name }: Named, sources: Sources): string[] {
  return name in (sources[where] ?? {}) ? [] : [`${name} is not declared among its ${where}`]
}
