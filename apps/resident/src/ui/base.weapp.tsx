/** The elements pages are made of, for WeChat; the same names as `base.h5.tsx`. */
import { Button as NativeButton, Image, Input, Text as NativeText, Textarea, View } from '@tarojs/components'
import { previewImage } from '@tarojs/taro'
import type { ReactNode } from 'react'
import './weapp.css'
import type { BoxProps, ButtonProps, ChoiceProps, FieldProps, HeadingProps, LinkProps, PictureProps, SwitchProps, TextProps } from './base-props.ts'

/** Attributes that WeChat's screen reader knows and Taro's types leave out. */
function aria(attributes: Record<string, string | boolean | undefined>): Record<string, string | boolean | undefined> {
  return attributes
}

export function Box({ className, label, children }: BoxProps) {
  return (
    <View className={className ?? ''} {...aria({ 'aria-label': label })}>
      {children}
    </View>
  )
}

export function Screen({ className, children }: { className: string; children: ReactNode }) {
  return <View className={className}>{children}</View>
}

export function Item({ className, children }: { className?: string; current?: boolean; children: ReactNode }) {
  return <View className={className ?? ''}>{children}</View>
}

export function Heading({ level, className, id, children }: HeadingProps) {
  return (
    <View className={`h${level} ${className ?? ''}`} {...(id !== undefined && { id })} {...aria({ 'aria-role': 'heading' })}>
      {children}
    </View>
  )
}

export function Text({ className, block, ornament, children }: TextProps) {
  if (block) return <View className={`p ${className ?? ''}`}>{children}</View>
  return (
    <NativeText className={className ?? ''} {...aria({ 'aria-hidden': ornament })}>
      {children}
    </NativeText>
  )
}

export function Button({ id, kind = 'plain', children, onPress, disabled, label }: ButtonProps) {
  return (
    <NativeButton {...(id !== undefined && { id })} className={`button ${kind}`} onClick={onPress} disabled={disabled ?? false} {...aria({ 'aria-label': label })}>
      {children}
    </NativeButton>
  )
}

export function Link({ onPress, className = 'link', children }: LinkProps) {
  return (
    <View className={className} onClick={onPress} {...aria({ 'aria-role': 'link' })}>
      {children}
    </View>
  )
}

export function Switch({ on, onPress, children }: SwitchProps) {
  return (
    <NativeButton className="button switch" onClick={onPress} {...aria({ 'aria-role': 'switch', 'aria-checked': on })}>
      {children}
    </NativeButton>
  )
}

export function Field({ id, label, hint, error, value, onChange, lines, kind = 'text', example, readOnly }: FieldProps) {
  const common = {
    id,
    className: `input${error ? ' wrong' : ''}${lines === undefined ? '' : ' lines'}`,
    value,
    placeholder: example ?? '',
    placeholderClass: 'placeholder',
    cursorSpacing: 80,
    maxlength: -1,
    disabled: readOnly ?? false,
    ...aria({ 'aria-label': label }),
  }
  return (
    <View className="field">
      <View className="label">{label}</View>
      {hint && <View className="hint">{hint}</View>}
      {error && <View className="error">▲ {error}</View>}
      {lines === undefined ? (
        <Input {...common} type={kind === 'phone' || kind === 'digits' ? 'number' : 'text'} onInput={(event) => onChange(event.detail.value)} />
      ) : (
        <Textarea {...common} autoHeight onInput={(event) => onChange(event.detail.value)} />
      )}
    </View>
  )
}

export function Choice<T extends string | number>({ id, label, error, options, value, onChange }: ChoiceProps<T>) {
  return (
    <View className="choice" id={id} {...aria({ 'aria-role': 'radiogroup', 'aria-label': label })}>
      <View className="label">{label}</View>
      {error && <View className="error">▲ {error}</View>}
      <View className="options">
        {options.map((option) => (
          <View
            className={`option${option.value === value ? ' chosen' : ''}`}
            key={option.value}
            onClick={() => onChange(option.value)}
            {...aria({ 'aria-role': 'radio', 'aria-checked': option.value === value })}
          >
            <NativeText className="mark">{option.value === value ? '◉' : '○'}</NativeText>
            {option.shape && <NativeText className="shape">{option.shape}</NativeText>}
            <NativeText>{option.word}</NativeText>
          </View>
        ))}
      </View>
    </View>
  )
}

export function Picture({ src, alt, full }: PictureProps) {
  const open = () => {
    if (full !== undefined) void previewImage({ urls: [full] })
  }
  return <Image className="picture" src={src} mode="aspectFill" onClick={open} {...aria({ 'aria-label': alt })} />
}

export function Status({ children, className = 'status' }: { children: ReactNode; className?: string }) {
  const isEmpty = [children].flat().every((child) => child === undefined || child === null || child === false || child === '')
  return (
    <View className={`${className}${isEmpty ? ' nothing' : ''}`} {...aria({ 'aria-role': 'status', 'aria-live': 'polite' })}>
      {children}
    </View>
  )
}

export function Alert({ id, children }: { id: string; children: ReactNode }) {
  return (
    <View className="alert" id={id} {...aria({ 'aria-role': 'alert', 'aria-live': 'assertive' })}>
      {children}
    </View>
  )
}
