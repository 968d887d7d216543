import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'

const repository = fileURLToPath(new URL('../../../', import.meta.url))

const port = (otherwise: number) => z.coerce.number().int().min(0).max(65_535).default(otherwise)
const scheme = (schemes: string, pattern: RegExp) => z.string().regex(pattern, `must begin with ${schemes}`)

/** Every environment variable the server knows. `npm run gen` makes docs/config.md from the descriptions. */
export const Environment = z.object({
  PORT: port(8080).describe('HTTP port; 0 takes any free one.'),
  HOST: z.string().min(1).default('127.0.0.1').describe('Address to listen on. With demo accounts in the database only loopback addresses are accepted.'),
  YIHU_HOME: z.string().min(1).default(path.join(repository, 'var')).describe('Folder of everything that is kept: embedded database, files, keys.'),
  DATABASE_URL: scheme('postgresql://', /^postgres(ql)?:\/\//).optional().describe('An external PostgreSQL ≥ 15. Without it the embedded one is started.'),
  YIHU_DEMO: z.enum(['0', '1', 'few']).optional().describe('1 loads the demo street on the first start, 0 never does, few loads it with the homes and people of one community only (tests); unset: only into a new embedded database.'),
  YIHU_MQTT_PORT: port(1883).describe('Port of the embedded MQTT broker; 0 takes any free one.'),
  YIHU_MQTT_URL: scheme('mqtt:// or mqtts://', /^mqtts?:\/\//).optional().describe('An external MQTT broker (shared subscriptions); the embedded one stays off then.'),
  YIHU_FRIGATE_URL: scheme('http:// or https://', /^https?:\/\//).optional().describe('Base address of the HTTP API of the Frigate whose events come in (e.g. http://10.0.0.9:5000): its events carry no pictures, they are fetched there, only of what a scenario that keeps pictures listens for. Off unless set.'),
  YIHU_PUBLIC_URL: scheme('https:// or http://', /^https?:\/\/[^/\s]+$/).optional().describe('The address under which residents reach this server, without a path, e.g. https://yihu.example.gov.cn: it is printed on the plates. Unset: the address under which the clerk has the page open, which the page names before printing.'),
  YIHU_KEY_FILE: z.string().min(1).optional().describe('File of the 32-byte master key for personal data; default keys/master.key under YIHU_HOME, made at the first start with mode 0600. Back it up apart from the database.'),
  YIHU_STARTED_AT: z.coerce.number().int().positive().optional().describe('When `npm start` began (epoch ms); it sets this itself, for the line `ready … in N s`.'),
  YIHU_LLM_URL: scheme('http:// or https://', /^https?:\/\//).optional().describe('Base address of an OpenAI-compatible language model of the own network (e.g. http://10.0.0.5:8000/v1) that may draft replies and bulletins from covered facts. Off unless this and YIHU_LLM_MODEL are set.'),
  YIHU_LLM_MODEL: z.string().min(1).optional().describe('Name of that model.'),
  YIHU_LLM_KEY: z.string().min(1).optional().describe('Key of that model, if it asks for one.'),
  YIHU_SMS_KEY_ID: z.string().min(1).optional().describe('AccessKey ID at 阿里云短信服务, which sends residents their codes. Text messages are off unless this and the four below are set; the demo street shows the words instead.'),
  YIHU_SMS_KEY_SECRET: z.string().min(1).optional().describe('Its AccessKey secret.'),
  YIHU_SMS_SIGN: z.string().min(1).optional().describe('The approved signature (短信签名), e.g. the name of the street.'),
  YIHU_SMS_TEMPLATE_LOGIN: z.string().min(1).optional().describe('Code of the approved template of the login code; its parameter is `code`.'),
  YIHU_SMS_TEMPLATE_HELPER: z.string().min(1).optional().describe('Code of the approved template that asks for consent to a family helper; its parameters are `who`, `tail`, `what`, `until`, `code`.'),
  YIHU_SMS_TEMPLATE_UNIT: z.string().min(1).optional().describe('Code of the approved template that tells a unit of dangers it answers for; its parameters are `unit`, `number`, `grade`, `until`. Without it units are told on paper.'),
  YIHU_WECHAT_APPID: z.string().min(1).optional().describe('AppID of the mini-program, for login by WeChat. Off unless this and the secret are set.'),
  YIHU_WECHAT_SECRET: z.string().min(1).optional().describe('AppSecret of the mini-program.'),
  YIHU_WECHAT_TEMPLATE_DONE: z.string().min(1).optional().describe('Id of the approved subscription-message template that tells a resident that a report is done; its keys are `character_string1`, `thing2`, `time3`. Nobody is told in WeChat unless it and the two above are set; the mini-program is built with the same id.'),
  YIHU_FLOOD_PER_MINUTE: z.coerce.number().int().min(1).default(30).describe('More reports of residents in a minute than this are a flood: devices have to work before a report is taken, and of each sender one goes straight to the desk. Raise it where one server takes the reports of many streets.'),
  YIHU_TIANDITU_KEY: z.string().min(1).optional().describe('Key (tk, for browsers) of 天地图: its map and its imagery become base maps to choose from. Off unless set; browsers fetch the tiles themselves and show the key to 天地图.'),
  YIHU_TIANDITU_URL: scheme('https:// or http://', /^https?:\/\/[^/]+$/).default('https://t0.tianditu.gov.cn').describe('Its server, or that of a province, without a path.'),
  YIHU_AMAP_TILES: scheme('https:// or http://, a host without braces, and {x}, {y} and {z}', /^https?:\/\/[^/{}?#]+\/(?=.*\{x\})(?=.*\{y\})(?=.*\{z\})/).optional().describe('Address of the raster tiles of 高德地图, with {x}, {y} and {z}, its key in it if it asks for one: a base map to choose from. It lies in GCJ-02 and is shifted to where things are. Off unless set.'),
  YIHU_DATA: z.string().min(1).optional().describe('Folder with larger reference data and models, if there is one.'),
})

/** The configuration of one server. */
export interface Config {
  readonly port: number
  readonly host: string
  /** Absolute path. */
  readonly home: string
  /** Undefined: run the embedded PostgreSQL. */
  readonly databaseUrl: string | undefined
  /** Undefined: only into a new embedded database. */
  readonly demo: boolean | undefined
  /** The demo street with homes and people of its first community only. */
  readonly hasFewPeople: boolean
  readonly mqttPort: number
  readonly mqttUrl: string | undefined
  /** Undefined: pictures of a Frigate are not fetched. */
  readonly frigateUrl: string | undefined
  readonly keyFile: string
  readonly dataFolder: string | undefined
  /** More reports in a minute are a flood. */
  readonly floodPerMinute: number
  /** What is printed on plates; undefined: the clerk's own address. */
  readonly publicUrl: string | undefined
  /** Undefined: nothing is drafted. */
  readonly language: { readonly url: string; readonly model: string; readonly key: string | undefined } | undefined
  /** Undefined: no text messages go out. */
  readonly sms: { readonly keyId: string; readonly keySecret: string; readonly sign: string; readonly templates: { readonly login: string; readonly helper: string; readonly unit: string | undefined } } | undefined
  /** Undefined: nobody signs in by WeChat. */
  readonly wechat: { readonly appid: string; readonly secret: string; /** Undefined: nobody is told in WeChat. */ readonly template: string | undefined } | undefined
  /** Undefined: no base maps of others. */
  readonly outer: { readonly tianditu: { readonly url: string; readonly key: string } | undefined; readonly amap: string | undefined } | undefined
  /** Epoch ms; undefined when not begun by `npm start`. */
  readonly startedAt: number | undefined
}

/** The environment cannot be used; `problems` has a line for each variable, never with its value. */
export class ConfigError extends Error {
  readonly problems: readonly string[]

  constructor(problems: readonly string[]) {
    super(`Configuration:\n${problems.map((problem) => `  ${problem}`).join('\n')}`)
    this.name = 'ConfigError'
    this.problems = problems
  }
}

type Variables = Readonly<Record<string, string | undefined>>

/**
 * Read the configuration. An empty variable counts as unset.
 * @throws ConfigError listing every problem at once.
 */
export function readConfig(env: Variables = process.env): Config {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ''))
  const parsed = Environment.safeParse(given)
  if (!parsed.success) throw new ConfigError(parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${explain(issue)}`))
  const values = parsed.data
  const home = path.resolve(values.YIHU_HOME)
  return {
    port: values.PORT,
    host: values.HOST,
    home,
    databaseUrl: values.DATABASE_URL,
    demo: values.YIHU_DEMO === undefined ? undefined : values.YIHU_DEMO !== '0',
    hasFewPeople: values.YIHU_DEMO === 'few',
    mqttPort: values.YIHU_MQTT_PORT,
    floodPerMinute: values.YIHU_FLOOD_PER_MINUTE,
    mqttUrl: values.YIHU_MQTT_URL,
    frigateUrl: values.YIHU_FRIGATE_URL,
    keyFile: path.resolve(values.YIHU_KEY_FILE ?? path.join(home, 'keys', 'master.key')),
    publicUrl: values.YIHU_PUBLIC_URL,
    language: values.YIHU_LLM_URL === undefined || values.YIHU_LLM_MODEL === undefined ? undefined : { url: values.YIHU_LLM_URL, model: values.YIHU_LLM_MODEL, key: values.YIHU_LLM_KEY },
    sms: smsOf(values),
    wechat: values.YIHU_WECHAT_APPID === undefined || values.YIHU_WECHAT_SECRET === undefined ? undefined : { appid: values.YIHU_WECHAT_APPID, secret: values.YIHU_WECHAT_SECRET, template: values.YIHU_WECHAT_TEMPLATE_DONE },
    outer: outerOf(values),
    startedAt: values.YIHU_STARTED_AT,
    dataFolder: values.YIHU_DATA === undefined ? undefined : path.resolve(values.YIHU_DATA),
  }
}

function smsOf({ YIHU_SMS_KEY_ID: keyId, YIHU_SMS_KEY_SECRET: keySecret, YIHU_SMS_SIGN: sign, YIHU_SMS_TEMPLATE_LOGIN: login, YIHU_SMS_TEMPLATE_HELPER: helper, YIHU_SMS_TEMPLATE_UNIT: unit }: z.output<typeof Environment>): Config['sms'] {
  if (keyId === undefined || keySecret === undefined || sign === undefined || login === undefined || helper === undefined) return undefined
  return { keyId, keySecret, sign, templates: { login, helper, unit } }
}

function outerOf({ YIHU_TIANDITU_KEY: key, YIHU_TIANDITU_URL: url, YIHU_AMAP_TILES: amap }: z.output<typeof Environment>): Config['outer'] {
  if (key === undefined && amap === undefined) return undefined
  return { tianditu: key === undefined ? undefined : { url, key }, amap }
}

/** What was expected. The zod texts used here never quote the value. */
function explain(issue: z.core.$ZodIssue): string {
  return issue.code === 'invalid_value' ? `must be one of ${issue.values.join(', ')}` : issue.message.replace(/, received .*$/, '')
}

/** The external server that tests should use, if any (TEST_DATABASE_URL; its user must be allowed to create databases). */
export function readTestDatabaseUrl(env: Variables = process.env): string | undefined {
  return env['TEST_DATABASE_URL'] || undefined
}
