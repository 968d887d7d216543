import { expect, it } from 'vitest'
import { ConfigError, Environment, readConfig } from './config.ts'

it('什么都不设也能启动', () => {
  const config = readConfig({})
  expect(config).toMatchObject({ port: 8080, host: '127.0.0.1', databaseUrl: undefined, demo: undefined, mqttPort: 1883 })
  expect(config.keyFile).toBe(`${config.home}/keys/master.key`)
})

it('空变量等于没有设置', () => {
  expect(readConfig({ PORT: '', DATABASE_URL: '' })).toMatchObject({ port: 8080, databaseUrl: undefined })
})

it('一次列出全部问题，且不泄露填写的值', () => {
  const wrong = { PORT: 'eighty-secret', DATABASE_URL: 'mysql://user:hunter2@db', YIHU_DEMO: 'maybe-secret', YIHU_MQTT_URL: 'tcp://broker-secret' }
  let caught: unknown
  try {
    readConfig(wrong)
  } catch (error) {
    caught = error
  }
  expect(caught).toBeInstanceOf(ConfigError)
  const { message, problems } = caught as ConfigError
  expect(problems).toHaveLength(4)
  for (const name of Object.keys(wrong)) expect(message).toContain(name)
  expect(message).not.toMatch(/secret|hunter2/)
})

it('每个变量都有说明', () => {
  for (const [name, field] of Object.entries(Environment.shape)) expect(field.description, name).toBeTruthy()
})
