/** What to do with the secret of a device. */
export const SECRET_HINT = 'MQTT 的用户名是设备编号，密码是这个密钥；请马上填进设备。丢了只能换一个新的。'
